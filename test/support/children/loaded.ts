import { register } from 'node:module'

/** Preloaded (`--import`): notes on standard error, as `loaded NAME`, each library that is loaded. */
register(`data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs'
  export const resolve = (name, context, next) => {
    if (/^(simple-git|tinyglobby|@clack|better-sqlite3|kysely)/.test(name)) writeSync(2, 'loaded ' + name + String.fromCharCode(10))
    return next(name, context)
  }
`)}`)
