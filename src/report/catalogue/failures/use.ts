import type { Problem } from '../../../model/failure.js'
import { counted } from '../../numbers.js'
import { npx, quoted } from '../line.js'
import { capital } from '../phrases.js'
import { brief, cut, headline, someOf } from '../text.js'
import type { FailureWords } from './failure-words.js'

type Codes =
  | 'wrong-use' | 'policy-missing' | 'policy-invalid' | 'suite-unknown' | 'suite-ambiguous' | 'model-not-allowed' | 'model-ambiguous'
  | 'no-terminal' | 'cancelled' | 'not-a-repository' | 'entry-unknown' | 'entry-invalid' | 'entry-refused' | 'topic-unknown'
  | 'already-there' | 'nothing-to-propose'

/** Wrong use: what was asked for does not fit what is there. */
export const useFailureWords: FailureWords<Codes> = {
  'wrong-use': ({ message }) => ({
    ...headline(message === '' ? 'No command was given' : capital(message)),
    remedy: `Correct the command line; --help after a command lists its options, and ${npx('explain', 'wrong-use')} says more`,
  }),

  'policy-missing': ({ file }) => ({
    title: `There is no ${brief(file)} in this work tree`,
    detail: ['without a policy nothing is recorded or judged'],
    remedy: `Set datum up, or merge the branch that has: ${npx('init')}`,
  }),

  'policy-invalid': ({ file, problems }) => ({
    ...mistakes(file, problems),
    remedy: `Correct the listed places and run again; the last change is the first suspect: git log -p -1 -- ${quoted(file)}`,
  }),

  'suite-unknown': ({ suite, suites }) => ({
    title: `The policy has no suite "${cut(suite, 40)}"; it has ${cut(someOf(suites), 60)}`,
    detail: [],
    remedy: `Name one that is there, such as --suite ${quoted(suites[0] ?? 'default')}, or add it to suites in baselines/policy.yaml`,
  }),

  'suite-ambiguous': ({ suites }) => ({
    title: `The policy has ${counted(suites.length, 'suite')} and none was named: ${cut(someOf(suites), 70)}`,
    detail: [],
    remedy: `Name the suite in every step, such as: ${npx('ci', { suite: suites[0] ?? 'default' })}`,
  }),

  'model-not-allowed': ({ model, suite, allowed }) => ({
    title: `The model ${cut(model, 40)} is not allowed for suite ${brief(suite, 30)}; allowed: ${cut(someOf(allowed), 50)}`,
    detail: [],
    remedy: `Name the model that ran, or add ${model} to models of ${suite} in baselines/policy.yaml if it did run`,
  }),

  'model-ambiguous': ({ suite, allowed }) => ({
    title: `Suite ${brief(suite, 30)} allows ${counted(allowed.length, 'model')} and none was named: ${cut(someOf(allowed), 60)}`,
    detail: [],
    remedy: `Name the model that ran, such as: ${npx('ci', { suite, model: allowed[0] ?? 'serial' })}`,
  }),

  'no-terminal': ({ command }) => ({
    title: 'A person has to answer here, and there is no terminal to ask on',
    detail: ['no option and no environment variable answers in their place'],
    remedy: `Run it in a clone on your own machine: ${command}`,
  }),

  cancelled: ({ what }) => ({
    title: `${capital(what)} was left without an answer: nothing was changed`,
    detail: [],
    remedy: 'Nothing, if that was the intention; else run the command again',
  }),

  'not-a-repository': ({ folder }) => ({
    title: `${brief(folder, 70)} is in no git repository that git can read`,
    detail: ['git says why: git rev-parse --show-toplevel'],
    remedy: 'Change to the checkout; for "dubious ownership" in a container: git config --global --add safe.directory "$PWD"',
  }),

  'entry-unknown': ({ entry, known }) => ({
    title: `No one entry of the ledger is named "${cut(entry, 60)}"`,
    detail: known.length === 0 ? ['the ledger has no entries'] : [`entries: ${someOf(known)}`],
    remedy: `Use a whole id from the list: ${npx('recalibrate list')}`,
  }),

  'entry-invalid': ({ file, problems }) => ({
    ...mistakes(file, problems),
    remedy: `Correct a proposed entry where it says so; take an approved one back: git checkout origin/main -- ${quoted(file)}`,
  }),

  'entry-refused': ({ entry, reason }) => ({
    ...headline(`Entry ${brief(entry, 60)} cannot be approved: ${reason}`),
    remedy: `Read the entry and its approvals: ${npx('recalibrate show', entry)}`,
  }),

  'topic-unknown': ({ topic, near }) => ({
    title: `There is no page for "${cut(topic, 60)}"`,
    detail: near.length === 0 ? [] : [`near it: ${someOf(near)}`],
    remedy: near[0] === undefined ? `See all pages: ${npx('explain')}` : `Perhaps: ${npx('explain', near[0])}`,
  }),

  'already-there': ({ file }) => ({
    title: `${brief(file, 90)} is there already and was not overwritten`,
    detail: [],
    remedy: file.endsWith('policy.yaml')
      ? `Nothing, datum is set up; see what is in force: ${npx('recalibrate list')}`
      : `Keep it; if it was never committed, delete it and run again: git log -3 -- ${quoted(file)}`,
  }),

  'nothing-to-propose': ({ why }) => ({
    ...headline(`Nothing was proposed: ${why}`),
    remedy: `See what each cause allows and needs: ${npx('explain', 'nothing-to-propose')}`,
  }),
}

/** All mistakes of a file, each with its place: whoever mends the file wants to do it once. */
function mistakes(file: string, problems: readonly Problem[]): { readonly title: string; readonly detail: readonly string[] } {
  const lines = problems.map(({ line, column, message }) => `${file}:${line}:${column} ${message}`)
  const [only] = lines
  if (only !== undefined && lines.length === 1) return headline(only)
  return { title: `${brief(file, 90)} has ${counted(lines.length, 'mistake')}`, detail: lines }
}
