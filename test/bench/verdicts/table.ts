import type { Answer, Counts, Told } from './judge.js'

/** A rule that looks at numbers alone. */
interface Gate {
  readonly name: string
  readonly blocks: (answer: Answer) => boolean
}

const ratio = ({ covered, total }: Counts): number => (total === 0 ? 1 : covered / total)

const GATES: readonly Gate[] = [
  { name: 'absolute threshold', blocks: ({ measured, limit }) => measured !== null && ratio(measured) * 100 < limit },
  { name: 'no decrease', blocks: ({ measured, before }) => measured !== null && ratio(measured) < ratio(before) },
  { name: '1 pp tolerance', blocks: ({ measured, before }) => measured !== null && ratio(measured) < ratio(before) - 0.01 },
]

export const TOLD: readonly Told[] = ['pass', 'regression', 'false-failure', 'false-pass', 'incomplete', 'undetermined']

export function isWrong({ told, right }: Answer): boolean {
  return told !== 'undetermined' && !right.includes(told)
}

/** True when code and tests alone break the limit. */
function isWorse({ alone, limit }: Answer): boolean {
  return ratio(alone) * 100 < limit
}

/** The tables as Markdown: how the gates do side by side, and what datum says of what is so. */
export function tables(answers: readonly Answer[]): string {
  const share = (part: number, of: number): string => (of === 0 ? 'none' : `${((part / of) * 100).toFixed(1)} % (${part} of ${of})`)
  const worse = answers.filter(isWorse)
  const fine = answers.filter((one) => !isWorse(one))
  const rows = GATES.map(({ name, blocks }) => `| ${name} | ${share(fine.filter(blocks).length, fine.length)} | ${share(worse.filter((one) => !blocks(one)).length, worse.length)} | |`)
  const overlapping = answers.filter(({ scenario }) => scenario.overlaps)
  const plain = answers.filter(({ scenario }) => !scenario.overlaps)
  const open = (some: readonly Answer[]): string => share(some.filter(({ told }) => told === 'undetermined').length, some.length)
  const known = answers.filter(({ inside }) => inside !== null)
  const clean = answers.filter(({ scenario }) => scenario.cause === 'nothing' && !scenario.name.includes('with'))
  return [
    '| gate | blamed code that kept the limit | passed code that broke it | said that it cannot tell yet |', '| --- | --- | --- | --- |',
    `| datum | ${share(fine.filter(({ told }) => told === 'regression').length, fine.length)} | ${share(worse.filter(({ told }) => told === 'pass' || told === 'false-failure').length, worse.length)} | ${open(answers)} |`,
    ...rows, '',
    `| right answer | ${TOLD.join(' | ')} |`, `| --- | ${TOLD.map(() => '---').join(' | ')} |`,
    ...TOLD.filter((right) => right !== 'undetermined').map((right) => {
      const own = answers.filter((one) => one.right[0] === right)
      return `| ${right} | ${TOLD.map((told) => own.filter((one) => one.told === told).length).join(' | ')} |`
    }), '',
    `- wrong verdicts: ${share(answers.filter(isWrong).length, answers.length)}`,
    `- share of code and tests inside its interval: ${share(known.filter(({ inside }) => inside === true).length, known.length)}`,
    `- undetermined where two causes overlap: ${open(overlapping)}; elsewhere: ${open(plain)}`,
    `- false alarms of clean runs: ${share(clean.filter(({ told }) => told !== 'pass').length, clean.length)}`,
  ].join('\n')
}
