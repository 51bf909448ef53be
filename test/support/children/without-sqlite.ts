import { register } from 'node:module'

/**
 * Preloaded (`--import`): better-sqlite3 is not there, as after an install that skipped optional builds, or (with
 * `DATUM_TEST_BINDING=native`) its native half was never built.
 */
const hooks = process.env['DATUM_TEST_BINDING'] === 'native'
  ? `export const resolve = (name, context, next) => name === 'better-sqlite3'
      ? { url: 'data:text/javascript,export default class { constructor() { throw new Error("Could not locate the bindings file. Tried:\\\\n a\\\\n b") } }', shortCircuit: true }
      : next(name, context)`
  : `export const resolve = (name, context, next) => {
      if (name === 'better-sqlite3') throw Object.assign(new Error("Cannot find package 'better-sqlite3'"), { code: 'ERR_MODULE_NOT_FOUND' })
      return next(name, context)
    }`
register(`data:text/javascript,${encodeURIComponent(hooks)}`)
