import type { Ended } from './process.js'

/** What kept git from doing what it was told, in its own words. */
export type Trouble =
  /** Somebody pushed since we looked, or is just about to. */
  | { readonly kind: 'faster'; readonly detail: string; readonly lock: boolean }
  /** There is no such ref. */
  | { readonly kind: 'absent'; readonly detail: string }
  /** `lasting`: it will not be there in a second either. */
  | { readonly kind: 'unreachable'; readonly detail: string; readonly lasting: boolean }
  | { readonly kind: 'refused'; readonly detail: string; readonly why: 'read-only' | 'denied' | 'other' }
  /** The other side cannot read its own objects. */
  | { readonly kind: 'damaged'; readonly detail: string }
  | { readonly kind: 'full' | 'unwritable'; readonly detail: string }
  /** None of these: as likely as not our own repository is damaged. */
  | { readonly kind: 'unknown'; readonly detail: string }

const FULL = /no space left on device|out of disk ?space|disk quota exceeded|file too large|file size limit/i
const UNWRITABLE = /insufficient permission for adding|permission denied|read-only file system|operation not permitted/i
const FASTER = /\[rejected\]|cannot lock ref|failed to update ref|failed to lock|incorrect old value|reference already exists|but expected|shallow update not allowed|shallow file has changed|\.lock': file exists/i
const PROTECTED = /hook declined|protected|gh0\d\d|push rule|prohibited|not allowed to push code/i
const READ_ONLY = /write access|read[- ]only|deploy key|archived/i
const DENIED = /\b40[13]\b|authentication failed|could not read (?:username|password)|terminal prompts disabled|permission (?:to \S+ )?denied|host key verification|access denied|denied to|not authori[sz]ed|unauthori[sz]ed|forbidden|not allowed to|insufficient permission|dubious ownership|invalid (?:username|credentials)/i
const REFUSED = /\[remote rejected\]|\[no match\]|hidden ref|funny ref|refusing to/i
const NOWHERE = /does not appear to be a git repository|repository .*not found|does not exist|no such file|unable to find remote helper|is not a git command|transport '[^']*' not allowed|unsupported protocol|dumb http/i
const LOST = /could not resolve|connection|timed? ?out|too slow|early eof|unexpected disconnect|hung up|rpc failed|\b5\d\d\b|unreachable|no route|empty reply|ssl|tls|certificate|broken pipe|unable to access|remote failed to report|remote failure|bad pack header|disconnected|could not read from remote|protocol error|expected flush|unexpected end|bad line length/i
const DAMAGED = /corrupt|bad object|missing (?:blob|tree|commit|object)|unable to read|unable to parse|could not read|invalid object|inflate|object file .* is empty|not a valid object|bad tree/i

/**
 * Reads git's words in English. What the other side said begins with `remote:` or `!`; of a directory also what names
 * it: the rest is git's here.
 */
export function troubleOf(doing: 'fetch' | 'push', ended: Pick<Ended, 'out' | 'err' | 'signal' | 'stood'>, directory: string | null): Trouble {
  const said = linesOf(ended)
  const isTheirs = (line: string): boolean => /^(?:remote:|!)/.test(line) || (directory !== null && line.includes(directory))
  const [theirs, ours, all] = [said.filter(isTheirs).join('\n'), said.filter((line) => !isTheirs(line)).join('\n'), said.join('\n')]
  const detail = said.filter((line) => !/^hint:/.test(line)).slice(0, 4).join('; ') || (ended.signal === null ? 'git failed without a word' : `git was ended by ${ended.signal}`)

  if (ended.stood) return { kind: 'unreachable', detail: 'the connection stood still and was ended', lasting: false }
  if (ended.signal === 'SIGXFSZ' || FULL.test(ours)) return { kind: 'full', detail }
  if (FULL.test(theirs)) return { kind: 'refused', why: 'other', detail }
  if (doing === 'fetch' && /couldn't find remote ref|no such remote ref/i.test(all)) return { kind: 'absent', detail }
  if (UNWRITABLE.test(ours) && !/publickey|password|to \S+ denied|could not read from remote/i.test(all)) return { kind: 'unwritable', detail }
  if (PROTECTED.test(theirs)) return { kind: 'refused', why: 'denied', detail }
  if (READ_ONLY.test(all) && doing === 'push') return { kind: 'refused', why: 'read-only', detail }
  // A push follows a fetch that was allowed.
  if (DENIED.test(all)) return { kind: 'refused', why: doing === 'push' ? 'read-only' : 'denied', detail }
  if (FASTER.test(all)) return { kind: 'faster', detail, lock: /\.lock': file exists/i.test(all) }
  if (NOWHERE.test(all)) return { kind: 'unreachable', detail, lasting: true }
  if (DAMAGED.test(theirs)) return { kind: 'damaged', detail }
  if (LOST.test(all)) return { kind: 'unreachable', detail, lasting: false }
  if (REFUSED.test(all)) return { kind: 'refused', why: 'other', detail }
  return { kind: 'unknown', detail }
}

/** What says something: no progress, no advice, no headings. */
function linesOf({ out, err }: Pick<Ended, 'out' | 'err'>): readonly string[] {
  const lines = `${err}\n${out.toString('utf8')}`.split(/[\r\n]+/).map((line) => line.trim())
  const rejected = lines.filter((line) => line.startsWith('!'))
  return [...new Set([...lines.filter((line) => /^(?:remote:|fatal:|error:|ssh:|warning: push)|denied|verification failed/i.test(line) && !PROGRESS.test(line)), ...rejected, ...lines.filter(isOther)])]
}

const PROGRESS = /^(?:remote: *)?(?:$|(?:Enumerating|Counting|Compressing|Receiving|Resolving|Unpacking|Writing|Finding|Checking|Total|Delta|Reusing)\b)/

function isOther(line: string): boolean {
  return line !== '' && !PROGRESS.test(line) && !/^(?:To |From |Done$|hint:|Everything |\*|[=+-] |remote: *$|Auto packing|warning:)/.test(line)
}
