import { exitCode, type Outcome } from '../../exit-code.js'
import type { Failure } from '../../model/failure.js'
import type { Judgement } from '../../model/judgement.js'
import type { Policy } from '../../model/policy.js'
import { err, ok, type Result } from '../../model/result.js'
import type { Store } from '../../record/store.js'
import { FORMATS, reporters, wantedFormat, type Wanted } from '../../report/reporters/index.js'
import type { Observed } from '../../report/reporters/text.js'
import type { World } from '../../world/world.js'

/** `--format` options, checked before any work is done. */
export function wantedFormats(texts: readonly string[]): Result<readonly Wanted[], Failure> {
  const wanted: Wanted[] = []
  for (const text of texts.length === 0 ? ['text'] : texts) {
    const one = wantedFormat(text)
    if (!one) return err({ code: 'wrong-use', message: `--format ${text}: expected one of ${FORMATS.join(', ')}, with :FILE to write it to a file` })
    wanted.push(one)
  }
  return ok(wanted)
}

/** Prints a judgement in every wanted format; those with a file are written there. */
export async function tell(world: World, store: Store, policy: Policy, judgement: Judgement, wanted: readonly Wanted[]): Promise<Result<Outcome, Failure>> {
  const outcome: Outcome = { kind: 'judged', judgement }
  const observed = judgement.mode === 'observe' ? await observedSoFar(store, policy, judgement) : ok(null)
  if (!observed.ok) return observed
  for (const { format, file } of wanted) {
    const text = reporters[format]?.(judgement, {
      colour: file === null && world.terminal.colour, columns: world.terminal.columns, observed: observed.value, exit: exitCode(outcome),
    }) ?? ''
    if (file === null) {
      world.terminal.write(text)
      continue
    }
    const written = await world.files.write(file, text)
    if (!written.ok) return written
  }
  return ok(outcome)
}

/** What observing has shown so far, this build included. */
async function observedSoFar(store: Store, policy: Policy, judgement: Judgement): Promise<Result<Observed, Failure>> {
  const past = await store.judgements(judgement.measurement.slot.suite, Math.max(policy.observeBuilds, 1))
  if (!past.ok) return past
  const builds = past.value.filter(({ mode }) => mode === 'observe')
  const counts = new Map<Observed['blocked'][number]['verdict'], number>()
  for (const { blocking } of builds) {
    if (blocking !== 'pass') counts.set(blocking, (counts.get(blocking) ?? 0) + 1)
  }
  return ok({
    builds: builds.length,
    of: policy.observeBuilds,
    enforcesNext: policy.mode === 'enforce',
    blocked: [...counts].sort((a, b) => b[1] - a[1]).map(([verdict, count]) => ({ verdict, count })),
  })
}
