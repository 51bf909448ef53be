import { z } from 'zod'
import { CADENCES } from '../model/policy.js'
import { parseModel } from '../model/execution-model.js'
import { canonicalDecimal, parseDecimal } from '../model/rational.js'

/** `policy.yaml` as people write it. All scalars are text; messages say what was expected. */

const text = (expected: string) => z.string({ error: `expected ${expected}` }).min(1, { error: `expected ${expected}, found nothing` })

/** A list may be written as one item. */
const list = <T extends z.ZodType>(item: T, expected: string) =>
  z.union([z.array(item), item.transform((one) => [one])], { error: (issue) => deepest(issue, expected) })

const some = (expected: string) => ({ error: `expected at least one ${expected}` })
const isSome = (items: readonly unknown[]): boolean => items.length > 0

const globs = list(text('a glob'), 'a glob, or a list of globs')
const names = (what: string) => list(text(`the name of ${what}`), `the name of ${what}, or a list of them`)

const folder = text('a folder, as git writes it (`packages/core`), or `.`')
  .refine((path) => !path.startsWith('/') && !path.split('/').includes('..'), { error: 'expected a folder inside the repository, seen from its top' })
  .transform((path) => path.replace(/^\.(?:\/|$)/, '').replace(/\/$/, ''))

const flag = z.enum(['true', 'false'], { error: 'expected true or false' }).transform((value) => value === 'true')

const model = text('an execution model').refine((value) => parseModel(value) !== undefined, {
  error: 'expected an execution model: serial, parallel:W, parallel:auto, sharded:N or sharded:N+parallel:W',
})

const points = z.union([
  z.literal('off').transform(() => null),
  text('a number of percentage points').refine((value) => {
    const number = parseDecimal(value)
    return number !== undefined && number.n >= 0n
  }, { error: 'expected percentage points such as 1 or 0.5, or off' }).transform((value) => canonicalDecimal(value) ?? value),
], { error: 'expected percentage points such as 1 or 0.5, or off' })

const suite = z.strictObject({
  root: folder.default(''),
  cadence: z.enum(CADENCES, { error: `expected one of ${CADENCES.join(', ')}` }).default('every-build'),
  models: list(model, 'an execution model (serial, parallel:W, sharded:N), or a list of them').refine(isSome, some('execution model')).default(['serial']),
  reports: globs.default([]),
  include: globs.default([]),
  exclude: globs.default([]),
}, { error: expectMap('root, models and reports of the suite') })

const scope = z.strictObject({
  root: folder.default(''),
  include: globs.default([]),
  exclude: globs.default([]),
}, { error: expectMap('root, include or exclude of the scope') })

const paths = z.strictObject({
  test: globs.optional(),
  dependency: globs.optional(),
  build: globs.optional(),
  'tool-config': globs.optional(),
  pipeline: globs.optional(),
  docs: globs.optional(),
}, { error: expectMap('globs by class: test, dependency, build, tool-config, pipeline, docs') })

const sync = z.strictObject({
  remote: text('the name of a git remote, a folder, or a URL')
    .refine((remote) => !/^-|::|[\0-\x1f\x7f]/.test(remote), { error: 'expected the name of a git remote, a folder, or a URL (https, ssh)' })
    .refine((remote) => !hasCredentials(remote), { error: "a URL with a user or password in it does not belong in a file that everybody reads; write it without, and use the CI's own credentials" })
    .default('origin'),
  ref: text('a ref').refine(isRef, { error: 'expected a full ref such as refs/datum/records' }).default('refs/datum/records'),
  detailDays: z.string({ error: 'expected a number of days' }).regex(/^[1-9]\d{0,3}$/, { error: 'expected a number of days, from 1 to 9999' }).transform(Number).default(90),
}, { error: expectMap('remote, ref and detailDays of sync') })

const name = z.string().regex(/^[A-Za-z0-9][\w.-]*$/, { error: 'expected a name of letters, digits, `.`, `_` and `-`' })

export const policySchema = z.strictObject({
  mode: z.enum(['observe', 'enforce'], { error: 'expected observe or enforce' }),
  suites: z.record(name, suite, { error: expectMap('one block a suite') })
    .refine((suites) => Object.keys(suites).length > 0, { error: 'expected at least one suite' }),
  scopes: z.record(name.refine((scopeName) => scopeName !== 'project', { error: '`project` is the suite itself and cannot be defined' }), scope, { error: expectMap('one block a scope') }).default({}),
  branches: names('a baseline branch').refine(isSome, some('baseline branch')).default(['main']),
  frozen: globs.default([]),
  approvers: names('an approver (`Name <mail@example.org>`)').default([]),
  signed: flag.default(false),
  maxErosion: points.default('1'),
  observeBuilds: z.string().regex(/^[1-9]\d{0,3}$/, { error: 'expected a number of builds' }).transform(Number).default(20),
  fullEvery: z.string().regex(/^[1-9]\d{0,2}$/, { error: 'expected a number of days' }).transform(Number).default(7),
  paths: paths.default({}),
  sync: sync.optional(),
}, { error: expectMap('the settings of a policy: mode, suites, branches, approvers') })

export type PolicyText = z.output<typeof policySchema>

/** ssh names the account of the server in front of the host (`git@`), which is no secret. */
function hasCredentials(remote: string): boolean {
  const user = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)@/i.exec(remote)
  return user !== null && (!/^(?:git\+)?ssh$/i.test(user[1] ?? '') || (user[2] ?? '').includes(':'))
}

/** As git-check-ref-format has it, for names that need no quotes. */
function isRef(ref: string): boolean {
  return /^refs(?:\/[A-Za-z0-9_][\w.+-]*)+$/.test(ref) && !/\.\.|\.(?:\/|$)|\.lock(?:\/|$)/.test(ref) && ref.split('/').length > 2
}

function expectMap(expected: string) {
  return (issue: { readonly code?: string; readonly keys?: readonly string[] }): string | undefined =>
    issue.code === 'unrecognized_keys' ? undefined : `expected ${expected}`
}

/** Of a union the message of the member that came furthest. */
function deepest(issue: { readonly code?: string; readonly errors?: readonly (readonly { readonly path: readonly PropertyKey[]; readonly message: string }[])[] }, expected: string): string {
  const inner = (issue.errors ?? []).flat().filter((error) => error.path.length > 0 || !/^(?:Invalid input|expected an? )/.test(error.message))
  return inner[0]?.message ?? (issue.errors ?? []).flat().find((error) => error.message.startsWith('expected'))?.message ?? `expected ${expected}`
}
