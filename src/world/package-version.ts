import { readFileSync } from 'node:fs'

/** This package's own folder: `dist/src/world` lies three below it. */
export const HOME = new URL('../../../', import.meta.url)

export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('package.json', HOME), 'utf8')) as { readonly version: string }
  return version
}
