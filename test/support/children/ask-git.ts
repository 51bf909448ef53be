import { openGit } from '../../../src/world/git/index.js'

/** Asks git in a folder (`FOLDER PATH`) for the checkout, its history, a text and a hash of a file; prints the answers. */
const [folder = '', path = ''] = process.argv.slice(2)
const git = openGit(folder)
process.stdout.write(JSON.stringify({
  checkout: await git.checkout(),
  head: await git.resolve('HEAD') ?? null,
  length: (await git.firstParents('HEAD', 9)).length,
  changed: await git.changed('HEAD~1', 'HEAD') ?? null,
  text: await git.text('HEAD', path) ?? null,
  hash: (await git.hash([path])).get(path) ?? null,
}))
