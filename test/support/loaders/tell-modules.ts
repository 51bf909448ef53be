import { register } from 'node:module'

/** `--import` this: each module that is loaded is named on standard error, as `module <url>`. */
const hook = `import { writeSync } from 'node:fs'
export async function load(url, context, next) {
  writeSync(2, 'module ' + url + '\\n')
  return next(url, context)
}`
register(`data:text/javascript,${encodeURIComponent(hook)}`)
