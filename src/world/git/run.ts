import { existsSync } from 'node:fs'
import type { SimpleGit } from 'simple-git'
import type { Failure } from '../../model/failure.js'
import { err, ok, type Result } from '../../model/result.js'
import { KEPT } from './kept.js'

export type Run = (args: readonly string[]) => Promise<Result<string, Failure>>
/** Output, or undefined when git refuses: an unknown object, a missing history. */
export type Ask = (args: readonly string[]) => Promise<string | undefined>

/** For every command: no lock is taken for a question, and a path is a path and no pattern. */
const ALWAYS = ['--no-optional-locks', '--literal-pathspecs']

/** Runs git in a folder. simple-git is loaded when a question is first asked: most commands ask none. */
export function openRunner(folder: string): { readonly run: Run; readonly ask: Ask } {
  let opened: Promise<SimpleGit> | undefined
  const run: Run = async (args) => {
    const command = `git ${args.join(' ')}`
    if (!existsSync(folder)) return err({ code: 'git-failed', command, detail: `there is no folder ${folder}` })
    try {
      opened ??= simpleGitIn(folder)
      return ok(await (await opened).raw([...ALWAYS, ...args]))
    } catch (error) {
      return err({ code: 'git-failed', command, detail: detailOf(error) })
    }
  }
  const ask: Ask = async (args) => {
    const output = await run(args)
    return output.ok ? output.value : undefined
  }
  return { run, ask }
}

/**
 * simple-git takes all of git's own variables from git's environment, but for those it is allowed. Output is taken
 * when the streams are closed: at the process's exit some of it may still be on its way.
 */
async function simpleGitIn(baseDir: string): Promise<SimpleGit> {
  const { simpleGit } = await import('simple-git')
  return simpleGit({
    baseDir,
    trimmed: false,
    completion: { onClose: true, onExit: false },
    allowEnvironment: Object.keys(process.env).filter((name) => KEPT.test(name)),
  })
}

function detailOf(error: unknown): string {
  const message = error instanceof Error ? error.message.trim() : String(error)
  return /\bENOENT\b/.test(message) ? 'git is not installed, or not on the PATH' : message
}
