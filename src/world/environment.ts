import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { arch, availableParallelism, platform } from 'node:os'
import { dirname, join } from 'node:path'
import type { Fields } from '../model/fingerprint.js'
import type { Environment } from '../model/part.js'
import { configDigests } from './tool-config.js'

/** Packages whose version can move a measurement. */
const MEASURING_PACKAGES = [
  'nyc', 'c8', 'istanbul-lib-coverage', 'istanbul-lib-instrument', 'v8-to-istanbul', 'ast-v8-to-istanbul',
  '@vitest/coverage-v8', '@vitest/coverage-istanbul', 'babel-plugin-istanbul', '@bcoe/v8-coverage', 'monocart-coverage-reports',
  '@babel/core', '@swc/core', '@swc/jest', 'ts-jest', 'esbuild', 'vite', 'tsx', 'ts-node', 'typescript',
  'jest', 'vitest', 'mocha', 'ava', 'jasmine', 'tap', '@playwright/test',
  '@stryker-mutator/core', '@stryker-mutator/jest-runner', '@stryker-mutator/vitest-runner', '@stryker-mutator/mocha-runner',
] as const

/** This machine, and the measuring tools that code in `folder` would load. */
export function environmentOf(folder: string, top: string, image: string | undefined): Environment {
  return {
    suspect: { node: process.versions.node.split('.')[0] ?? '', os: platform(), arch: arch() },
    recorded: { 'node version': process.versions.node, cpus: String(availableParallelism()), ...(image === undefined ? {} : { image }) },
    tools: installedTools(folder, top),
    options: configDigests(configFolders(folder, top), (path) => readOr(path), (path) => listOr(path), shortDigest),
  }
}

function installedTools(folder: string, top: string): Fields {
  return Object.fromEntries(MEASURING_PACKAGES.flatMap((name) => {
    const version = installedVersion(name, folder, top)
    return version === undefined ? [] : [[name, version]]
  }))
}

/** As Node resolves it: the nearest node_modules, up to the top of the repository. */
function installedVersion(name: string, folder: string, top: string): string | undefined {
  for (const at of foldersUp(folder, top)) {
    const file = join(at, 'node_modules', name, 'package.json')
    if (!existsSync(file)) continue
    try {
      const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version?: unknown }
      return typeof version === 'string' ? version : undefined
    } catch {
      return undefined
    }
  }
  return undefined
}

function configFolders(folder: string, top: string): string[] {
  return [...new Set([top, folder])]
}

function foldersUp(folder: string, top: string): string[] {
  const folders = [folder]
  for (let at = folder; at !== top && at !== dirname(at);) {
    at = dirname(at)
    folders.push(at)
  }
  return folders
}

function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

function readOr(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function listOr(path: string): readonly string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}
