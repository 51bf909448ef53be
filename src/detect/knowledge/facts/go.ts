import type { ToolFact } from '../../../model/tool-fact.js'
import { COVERAGE, moves } from '../moves.js'

const SITE = 'https://github.com/golang/website/blob/b02076ae/_content/doc'

/** go test and its profiles. */
export const go: readonly ToolFact[] = [
  {
    id: 'go-1-22-untested-packages', title: 'Go 1.22 counts packages without tests', tools: ['go'],
    when: [{ change: 'version', tool: 'go', at: ['1.22'] }],
    moves: [moves(COVERAGE, 'down', 'up')],
    why: 'Packages that have no test files appear with 0.0 % and in the profile; before they were left out.',
    advice: 'Count from the merged profile and not from the percentages of packages, and recalibrate once.',
    sources: [`${SITE}/go1.22.md`, 'https://github.com/golang/go/issues/68627'],
  },
  {
    id: 'go-coverpkg-repeats-blocks', title: 'With -coverpkg every block is in the profile once a test binary', tools: ['go'],
    when: [{ change: 'unseen', what: '-coverpkg was added, or profiles of several shards are written one after the other', shows: ['totals-disagree'] }],
    moves: [moves(COVERAGE, 'either')],
    why: 'Each test binary lists all instrumented blocks. Whoever reads the file without joining equal blocks counts them many times, covered in one and not in the next.',
    advice: 'Join blocks by file and range before anything is counted: any hit covers, counts add up.',
    sources: ['https://github.com/golang/go/issues/23076', 'https://github.com/padiazg/go-crap/issues/43', 'https://github.com/jenkinsci/coverage-model/issues/322'],
  },
  {
    id: 'go-release-cuts-other-blocks', title: 'Another release of Go cuts a file into other blocks', tools: ['go'],
    when: [{ change: 'version', tool: 'go' }],
    moves: [moves(COVERAGE, 'either')],
    why: 'The cover tool divides the same file differently from release to release. Totals are not comparable, and profiles of two releases must not be merged.',
    advice: 'Run all shards on one release and recalibrate when it moves.',
    sources: ['https://github.com/gofr-dev/gofr/issues/4202', 'https://github.com/golang/go/issues/77037'],
    measured: 'As reported: one file has 96 statements under 1.24 and 136 under 1.27.',
  },
  {
    id: 'go-race-counts-atomically', title: 'go test -race writes another kind of profile', tools: ['go'],
    when: [{ change: 'unseen', what: '-race was added to the job that measures', shows: ['mixed-producers'] }],
    moves: [moves(COVERAGE, 'either', 'none')],
    why: 'It switches to counting with atomic operations. Profiles of two modes cannot be joined, and their counts mean different things.',
    advice: 'Set -covermode in every job; what ran and what did not can be compared, counts cannot.',
    sources: [`${SITE}/go1.3.md`],
  },
]
