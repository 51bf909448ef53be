import { moduleText, seeded, testsOf, type Module, type Random } from './project.js'
import type { Files, Tool } from './runs.js'

export const CAUSES = ['nothing', 'code', 'tests', 'instrument', 'collection', 'noise', 'baseline'] as const
export type Cause = (typeof CAUSES)[number]

/** What one scenario does, all of it decided by its seed. */
export interface Scenario {
  readonly name: string
  readonly cause: Cause
  /** More than one thing that could have moved the number happened at once. */
  readonly overlaps: boolean
  /** The change under judgement, and what the base branch got since its last measurement. */
  readonly change: Change
  readonly baseMoved: Change | null
  /** How the candidate is measured. */
  readonly tool: Tool
  readonly model: 'serial' | 'sharded:2'
  readonly off: readonly string[]
  /** The flips were seen before, in runs of the base at one content. */
  readonly known: boolean
  /** Index of the shard that does not come; tests whose coverage is lost though they ran. */
  readonly lostShard: number | null
  readonly lostTests: readonly string[]
  /** Percentage points the limit lies below the reference. */
  readonly below: number
}

export interface Change {
  readonly files: Files
  readonly removed: readonly string[]
}

export const NO_CHANGE: Change = { files: {}, removed: [] }

const SIZES = [1, 5, 24] as const
/** One function of the helper and its way there are so many statements; so many modules make a size. */
const MODULES_OF = { 1: 1, 5: 1, 24: 6 } as const
const BELOW = [0, 0.5, 2] as const
const CLEAN = 40

/** Every cause in every size, alone, with a change of code and with one of tests, under limits at and below the reference. */
export function scenarios(modules: readonly Module[], seed: number): readonly Scenario[] {
  const all: Scenario[] = []
  for (const cause of CAUSES) {
    for (const size of SIZES) {
      for (const beside of ['alone', 'with code', 'with tests'] as const) {
        if (cause === 'nothing' && size !== 1) continue
        for (const below of BELOW) {
          // Most builds of a project move nothing: what they are told is worth knowing to the thousandth.
          for (let again = 0; again < (cause === 'nothing' && beside === 'alone' ? CLEAN : 1); again += 1) {
            const random = seeded(seed * 7919 + all.length * 104_729)
            all.push(scenario(modules, { cause, size, beside, below, random }))
          }
        }
      }
    }
  }
  return all
}

interface Wanted {
  readonly cause: Cause
  readonly size: (typeof SIZES)[number]
  readonly beside: 'alone' | 'with code' | 'with tests'
  readonly below: number
  readonly random: Random
}

function scenario(modules: readonly Module[], { cause, size, beside, below, random }: Wanted): Scenario {
  const few = pick(modules, MODULES_OF[size], random)
  const names = few.map(({ name }) => name)
  const own = cause === 'code' ? codeChange(modules, size, random) : cause === 'tests' ? testChange(few) : cause === 'nothing' && random() < 0.5 ? comment(modules, random) : NO_CHANGE
  const free = modules.filter(({ name }) => !names.includes(name) && own.files[`src/${name}.js`] === undefined)
  const more = beside === 'with code' ? codeChange(free, random() < 0.5 ? 5 : 1, random) : beside === 'with tests' ? testChange(pick(free, 1, random)) : NO_CHANGE
  const isRuler = cause === 'instrument'
  const change = both(both(own, more), isRuler || (cause === 'nothing' && random() < 0.3) ? { files: { '.github/workflows/ci.yml': `jobs: { run: ${Math.floor(random() * 1e6)} }\n` }, removed: [] } : { files: { 'README.md': `words ${Math.floor(random() * 1e6)}\n` }, removed: [] })
  const how = Math.floor(random() * 3)
  return {
    name: `${cause}, ${size}, ${beside}, ${below} pp below`, cause,
    overlaps: !['nothing', 'code', 'tests'].includes(cause) && beside !== 'alone',
    change,
    baseMoved: cause === 'baseline' ? codeChange(modules.slice(0, 4), size, random) : null,
    tool: isRuler && how === 0 ? 'c8' : 'nyc',
    model: (isRuler && how === 1) || (cause === 'collection' && how === 1) ? 'sharded:2' : 'serial',
    off: (isRuler && how > 0) || cause === 'noise' ? names : [],
    known: cause === 'noise' && random() < 0.6,
    lostShard: cause === 'collection' && how === 1 ? Math.floor(random() * 2) : null,
    lostTests: cause === 'collection' && how !== 1 ? names.flatMap((name) => [...(how === 0 ? [`test/${name}-a.test.js`] : []), `test/${name}-b.test.js`]) : [],
    below,
  }
}

function pick<T>(from: readonly T[], count: number, random: Random): readonly T[] {
  const rest = [...from]
  return Array.from({ length: Math.min(count, rest.length) }, () => rest.splice(Math.floor(random() * rest.length), 1)[0] as T)
}

/** Untested code, tested code, or a call that is gone: then lines of an unchanged file are no longer reached. */
function codeChange(modules: readonly Module[], size: number, random: Random): Change {
  const [one, ...others] = pick(modules, 6, random)
  if (!one) return NO_CHANGE
  const kind = random()
  const lines = Array.from({ length: size }, (_, line) => `  n += ${line}`)
  if (kind < 0.4) return { files: { [`src/${one.name}.js`]: moduleText(one, { extra: `exports.untested = function (n) {\n${lines.join('\n')}\n}\n` }) }, removed: [] }
  if (kind < 0.7) return { files: { [`src/${one.name}.js`]: moduleText(one, { extra: `let n = 0\n${lines.join('\n')}\nexports.n = n\n` }) }, removed: [] }
  const silent = [one, ...others].slice(0, size === 24 ? 6 : 1)
  return { files: Object.fromEntries(silent.map((module) => [`src/${module.name}.js`, moduleText(module, { calls: false })])), removed: [] }
}

/** Tests that are gone: half of those of each module. */
function testChange(modules: readonly Module[]): Change {
  return { files: {}, removed: modules.map((module) => Object.keys(testsOf(module))[1] ?? '') }
}

function comment(modules: readonly Module[], random: Random): Change {
  const [one] = pick(modules, 1, random)
  return one ? { files: { [`src/${one.name}.js`]: `// ${Math.floor(random() * 1e6)}\n${moduleText(one)}` }, removed: [] } : NO_CHANGE
}

function both(a: Change, b: Change): Change {
  return { files: { ...a.files, ...b.files }, removed: [...a.removed, ...b.removed] }
}

/** Files of a tree with a change made in it. */
export function withChange(files: Files, { files: changed, removed }: Change): Files {
  return Object.fromEntries(Object.entries({ ...files, ...changed }).filter(([path]) => !removed.includes(path)))
}

