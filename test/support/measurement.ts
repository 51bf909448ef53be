import type { ElementKind } from '../../src/model/element.js'
import type { FileDetail, MergedKind, PartRecord } from '../../src/model/measurement.js'
import type { MeasurementDraft } from '../../src/record/store.js'

/** Forty hex digits that are the same for the same text, and readable in a failing test. */
export function hashOf(text: string): string {
  return Buffer.from(text).toString('hex').padEnd(40, '0').slice(0, 40)
}

/** One part at a place, as a measurement keeps it. */
export function part(index: number, of: number, attempt = 1, status: PartRecord['status'] = 'counted'): PartRecord {
  return {
    place: { index, of }, attempt, source: `part-${index}.json`, measures: ['coverage'], reports: [hashOf(`report ${index} ${attempt}`)],
    hits: null, stamps: [], status,
  }
}

/** Listed elements, one state each: `listed('1\n2', 1, 0)`. */
export function listed(shape: string, ...states: readonly number[]): Extract<MergedKind, { form: 'listed' }> {
  return { form: 'listed', shape, states: Uint8Array.from(states), surplus: 0 }
}

/** A file with as many lines as there are states. */
export function fileOfLines(path: string, ...states: readonly number[]): FileDetail {
  return { path, blob: hashOf(path), kinds: { line: listed(states.map((_, index) => String(index + 1)).join('\n'), ...states) } }
}

export function fileOf(path: string, kinds: { readonly [K in ElementKind]?: MergedKind }, blob: string | null = hashOf(path)): FileDetail {
  return { path, blob, kinds }
}

type Changes = Partial<Omit<MeasurementDraft, 'slot'>> & { readonly slot?: Partial<MeasurementDraft['slot']> }

/** A whole measurement of one serial build on `main`, with what a test wants to be different. */
export function draftOf({ slot, ...changes }: Changes = {}): MeasurementDraft {
  const commit = slot?.commit ?? hashOf('commit')
  return {
    slot: { repository: 'example.org/team/app', provider: 'github', build: '1', suite: 'unit', model: 'serial', leg: '', commit, ...slot },
    root: '',
    tree: hashOf(`tree of ${commit.slice(0, 12)}`),
    measuredTree: hashOf('measured'),
    parents: [hashOf('parent')],
    head: null,
    base: null,
    synthetic: false,
    dirty: [],
    branch: 'main',
    baseBranch: null,
    assumed: false,
    fingerprint: {
      model: slot?.model ?? 'serial',
      instruments: {
        coverage: { identity: { tool: 'istanbul', provider: 'istanbul' }, suspect: { version: '17.0.0' }, recorded: {} },
        runner: { identity: {}, suspect: { node: '20' }, recorded: { cpus: '4' } },
      },
    },
    selection: 'all',
    parts: { expected: 1, seen: [{ index: 1, of: 1 }], missing: [], table: [part(1, 1)] },
    tests: { executed: 0, failed: 0 },
    values: [{ metric: 'coverage.lines', scope: 'project', value: { kind: 'count', covered: 2, total: 3 } }],
    defects: [],
    whole: true,
    ...changes,
  }
}
