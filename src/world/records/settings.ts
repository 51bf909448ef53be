import { KEPT } from '../git/kept.js'
import { runGit } from './process.js'

/** One value of git's configuration: the key as git spells it, and its value. */
export type Setting = readonly [key: string, value: string]

/** The name our remote has in git's eyes: what it stands for is handed over in the environment, never in an argument. */
export const REMOTE = 'datum-records'

/** What decides how a remote is reached. */
const NETWORK = /^(?:http|credential|url|ssh|protocol)\.|^core\.(?:sshcommand|askpass|gitproxy)$/

/** Of the user's remote: where it is, and how to speak to it. */
const OF_REMOTE = ['url', 'pushurl', 'proxy', 'proxyauthmethod', 'uploadpack', 'receivepack']

/** For every git process of ours, whatever else is configured. */
const ALWAYS: readonly Setting[] = [['protocol.ext.allow', 'never'], ['core.hooksPath', '/dev/null']]

/**
 * The environment without what says which repository is meant, and without tracing, which prints headers. Git speaks
 * English, asks nobody, and of a user's allowed protocols the one that runs commands is none.
 */
export function gitEnvironment(own: NodeJS.ProcessEnv, more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(own).filter(([name]) => !/^GIT_|^SSH_ASKPASS$/i.test(name) || (KEPT.test(name) && !/^GIT_ALTERNATE/i.test(name)))
  const allowed = own['GIT_ALLOW_PROTOCOL']?.split(':').filter((protocol) => protocol !== 'ext').join(':')
  return {
    ...Object.fromEntries(kept),
    ...(allowed === undefined ? {} : { GIT_ALLOW_PROTOCOL: allowed }),
    LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GCM_INTERACTIVE: 'never', GIT_OPTIONAL_LOCKS: '0',
    ...more,
  }
}

/**
 * Settings for one process, so that no token is on a command line or in a file. They stand before those the
 * environment holds already, as a repository's own do.
 */
export function withSettings(env: NodeJS.ProcessEnv, settings: readonly Setting[]): NodeJS.ProcessEnv {
  const there = Number(env['GIT_CONFIG_COUNT'] ?? 0) || 0
  const inherited = Array.from({ length: there }, (_, index): Setting => [env[`GIT_CONFIG_KEY_${index}`] ?? '', env[`GIT_CONFIG_VALUE_${index}`] ?? ''])
  const all = [...settings, ...inherited, ...ALWAYS]
  return {
    ...env,
    GIT_CONFIG_COUNT: String(all.length),
    ...Object.fromEntries(all.flatMap(([key, value], index) => [[`GIT_CONFIG_KEY_${index}`, key], [`GIT_CONFIG_VALUE_${index}`, value]])),
  }
}

/** All configuration in force in a folder, in git's order; none when git cannot say. */
export async function settingsIn(cwd: string, env: NodeJS.ProcessEnv): Promise<readonly Setting[]> {
  const { code, out } = await runGit(['config', '--list', '-z', '--includes'], { cwd, env })
  if (code !== 0) return []
  return out.toString('utf8').split('\0').filter((entry) => entry !== '').map((entry): Setting => {
    const end = entry.indexOf('\n')
    return end < 0 ? [entry, 'true'] : [entry.slice(0, end), entry.slice(end + 1)]
  })
}

/**
 * What the user's repository says about the network that our own does not see by itself. The same value twice is not
 * the same as once (a host refuses two authorization headers), so what both see is not handed over.
 */
export function networkSettings(theirs: readonly Setting[], ours: readonly Setting[]): readonly Setting[] {
  const seen = new Map<string, number>()
  for (const [key, value] of ours) seen.set(`${key}\n${value}`, (seen.get(`${key}\n${value}`) ?? 0) + 1)
  return theirs.filter(([key, value]) => {
    const left = seen.get(`${key}\n${value}`) ?? 0
    if (left > 0) seen.set(`${key}\n${value}`, left - 1)
    return left === 0 && NETWORK.test(key)
  })
}

/** Where nobody says how ssh is run, it asks nothing and does not wait for ever. */
export function sshSettings(theirs: readonly Setting[], env: NodeJS.ProcessEnv): readonly Setting[] {
  const isSet = env['GIT_SSH_COMMAND'] !== undefined || env['GIT_SSH'] !== undefined || theirs.some(([key]) => key === 'core.sshcommand')
  return isSet ? [] : [['core.sshcommand', 'ssh -o BatchMode=yes -o ConnectTimeout=30']]
}

/** The user's remote under our name for it, undefined when there is none; of several addresses the first. */
export function remoteSettings(theirs: readonly Setting[], name: string): readonly Setting[] | undefined {
  const found = OF_REMOTE.flatMap((field): Setting[] => {
    // Of an address the first counts, as for git; of all else the last.
    const values = theirs.filter(([key]) => key === `remote.${name}.${field}`).map(([, value]) => value)
    const value = field.endsWith('url') ? values[0] : values.at(-1)
    return value === undefined ? [] : [[`remote.${REMOTE}.${field}`, value]]
  })
  return found.some(([key]) => key.endsWith('url')) ? found : undefined
}
