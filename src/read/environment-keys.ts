import { parseModel } from '../model/execution-model.js'
import { parseJobStatus } from '../model/job-status.js'
import { parsePlace } from '../model/place.js'

export type EnvironmentKey =
  | 'part' | 'attempt' | 'suite' | 'leg' | 'model' | 'build' | 'commit' | 'tree' | 'job-status' | 'dirty'
  | 'os' | 'arch' | 'cpus' | 'runtime' | 'tool'

interface KeySpec {
  /** What the value is, for the message that refuses another one. */
  readonly expected: string
  readonly fits: (value: string) => boolean
  /** The key may be there several times: with different values, or with a name and a version each. */
  readonly many?: 'values' | 'versions'
}

/** Every key an environment file can have, in the order they are told. */
export const ENVIRONMENT_KEYS: { readonly [K in EnvironmentKey]: KeySpec } = {
  part: { expected: 'i/N, such as 2/4', fits: (value) => parsePlace(value) !== undefined },
  attempt: { expected: 'a number from 1', fits: (value) => /^[1-9]\d{0,14}$/.test(value) },
  suite: { expected: 'the name of a suite', fits: (value) => /^[A-Za-z0-9][\w.-]{0,99}$/.test(value) && hasNoWayUp(value) },
  leg: { expected: 'the name of a matrix leg', fits: isName },
  model: { expected: 'serial, parallel:W, sharded:N or sharded:N+parallel:W', fits: (value) => parseModel(value) !== undefined },
  build: { expected: 'the id of a build', fits: isName },
  commit: { expected: 'a full hash', fits: isHash },
  tree: { expected: 'a full hash', fits: isHash },
  'job-status': { expected: 'passed or failed', fits: (value) => parseJobStatus(value) !== undefined },
  dirty: { expected: 'a path from the top of the repository', many: 'values', fits: (value) => isPlain(value) && !value.startsWith('/') && hasNoWayUp(value) },
  os: { expected: 'the name of a system, as uname -s has it', fits: isWord },
  arch: { expected: 'the name of a processor, as uname -m has it', fits: isWord },
  cpus: { expected: 'a number of processors', fits: (value) => /^[1-9]\d{0,4}$/.test(value) },
  runtime: { expected: 'a name and a version, such as python 3.12.1', many: 'versions', fits: (value) => isVersion(value) && !/^(?:os|arch|cpus|image)\s/.test(value) },
  tool: { expected: 'a name and a version, such as pytest-cov 5.0.0', many: 'versions', fits: isVersion },
}

export function isEnvironmentKey(key: string): key is EnvironmentKey {
  return Object.hasOwn(ENVIRONMENT_KEYS, key)
}

/** Visible text of a length that people give names; nothing that hides, breaks a line or turns the direction of writing. */
function isPlain(value: string): boolean {
  return value.length <= 400 && !/[\p{C}\p{Zl}\p{Zp}]/u.test(value)
}

function isName(value: string): boolean {
  return value.length <= 200 && isPlain(value) && /^[\p{L}\p{N}]/u.test(value) && hasNoWayUp(value)
}

function isWord(value: string): boolean {
  return /^[A-Za-z][\w.-]{0,39}$/.test(value)
}

/** A hash in full, and not the all-zero one of "no commit". */
function isHash(value: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value) && !/^0+$/.test(value)
}

function isVersion(value: string): boolean {
  return /^@?[A-Za-z][\w.+-]{0,80}(?:\/[\w.+-]{1,80})?\s+[A-Za-z0-9][\w.+~:-]{0,59}$/.test(value) && hasNoWayUp(value)
}

/** Names become parts of paths elsewhere. */
function hasNoWayUp(value: string): boolean {
  return !/(?:^|[/\\])\.\.(?:[/\\]|$)/.test(value)
}
