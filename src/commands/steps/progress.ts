import type { World } from '../../world/world.js'

/** Milliseconds between two signs of life. */
const PAUSE = 5000

/** A sign of life every few seconds of long work, in lines that a log keeps well. */
export function progressNotes({ terminal, clock }: Pick<World, 'terminal' | 'clock'>, done: string): (count: number, of: number) => void {
  let last = Date.parse(clock.now())
  return (count, of) => {
    const now = Date.parse(clock.now())
    if (now - last < PAUSE || count >= of) return
    last = now
    terminal.note(`  ${count} of ${of} builds ${done}\n`)
  }
}
