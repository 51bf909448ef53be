import { appendFileSync, readFileSync } from 'node:fs'

/**
 * GitHub's `gh api` as the publishing workflow uses it: `GH_STATE` is a file with the open pull requests (`head sha
 * number`, a line each); comments that are written are appended to it as JSON lines.
 */
const [, ...args] = process.argv.slice(2)
const file = process.env['GH_STATE'] ?? ''
const lines = readFileSync(file, 'utf8').split('\n')
const path = args.find((arg) => arg.startsWith('repos/')) ?? ''
const field = (name: string): string => args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
const comments = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as { readonly id: number; readonly body: string })

if (path.endsWith('/pulls')) {
  const found = lines.find((line) => line.startsWith(`${field('head')} ${process.env['HEAD_SHA'] ?? ''} `))
  process.stdout.write(`${found?.split(' ')[2] ?? ''}\n`)
} else if (field('body') === '') {
  process.stdout.write(comments.map(({ id }) => `${id}\n`).join(''))
} else {
  const id = args.includes('PATCH') ? Number(path.split('/').at(-1)) : comments.length + 1
  appendFileSync(file, `${JSON.stringify({ id, path, body: readFileSync(field('body').replace(/^@/, ''), 'utf8') })}\n`)
}
