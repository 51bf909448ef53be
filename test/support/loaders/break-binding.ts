import { register } from 'node:module'

/** `--import` this: better-sqlite3 fails to load, as after `npm ci --ignore-scripts`. */
const hook = `export async function resolve(specifier, context, next) {
  if (specifier === 'better-sqlite3') throw Object.assign(new Error('Could not locate the bindings file. Tried:\\n -> /app/node_modules/better-sqlite3/build/better_sqlite3.node'), { code: 'ERR_DLOPEN_FAILED' })
  return next(specifier, context)
}`
register(`data:text/javascript,${encodeURIComponent(hook)}`)
