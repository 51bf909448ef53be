import type { ToolFact } from '../../../model/tool-fact.js'
import { COVERAGE, LINES, moves, NOTHING, TESTS } from '../moves.js'

const JEST = 'https://github.com/jestjs/jest/blob/52db46e504'

/** Shards, artifacts and services of CI, whatever the tool. */
export const ci: readonly ToolFact[] = [
  {
    id: 'one-run-and-merged-shards', title: 'One run and merged shards of a commit do not measure the same', tools: ['shard', 'parallel'],
    when: [{ change: 'shards' }, { change: 'workers' }],
    moves: [moves(LINES, 'down'), moves(['coverage.branches', 'coverage.functions'], 'down')],
    why: 'Shards and workers are processes of their own: what one test leaves behind for the next is not there, and files that only some load are listed by some. A limit taken from one run at a desk is held against something else.',
    advice: 'Set limits for the model that is gated, from builds that ran in it.',
    sources: ['https://github.com/veryfront/veryfront-code/pull/2785'],
    measured: 'As reported: 213,891 of 264,382 (81 %) in one run, 210,383 of 264,227 (80 %) from eight shards.',
  },
  {
    id: 'workers-follow-the-processors', title: 'The number of workers follows the processors of the runner', tools: ['jest', 'vitest', 'stryker-js', 'stryker.net', 'stryker4s', 'pytest-xdist', 'node:test'],
    when: [{ change: 'processors' }],
    moves: [moves(COVERAGE, 'either', 'none')],
    why: 'jest and node:test take all processors but one, StrykerJS all up to four, Stryker.NET half, pytest -n auto the physical ones. A larger runner changes the model though no configuration did.',
    advice: 'Set the number of workers, and name it in the model.',
    sources: [
      `${JEST}/packages/jest-config/src/getMaxWorkers.ts`, 'https://nodejs.org/api/cli.html#--test-concurrency',
      'https://github.com/stryker-mutator/stryker-js/blob/de5ae70f3/docs/configuration.md#concurrency', 'https://github.com/stryker-mutator/stryker-net/blob/eb94878a9/docs/configuration.md#concurrency',
      'https://github.com/stryker-mutator/stryker4s/blob/2545a05f/docs/configuration.md#concurrency-int', 'https://github.com/pytest-dev/pytest-xdist/blob/f63b6a2/docs/distribution.rst',
    ],
  },
  {
    id: 'shards-are-dealt-anew', title: 'One new test file moves others to another shard', tools: ['jest', 'vitest', 'ava', 'cargo-nextest', 'codebuild', 'circleci', 'knapsack'],
    when: [{ change: 'unseen', what: 'a test file was added, removed or renamed', shows: [] }],
    moves: [moves(COVERAGE, 'either', 'none')],
    why: 'Files are dealt by slices of a sorted list, by turns or by recorded times. Numbers of a shard cannot be compared from commit to commit, and what tests share in a process changes.',
    advice: 'Judge what was merged; hash partitions of nextest and the stability option of CodeBuild keep files where they are.',
    sources: [
      `${JEST}/packages/jest-test-sequencer/src/index.ts`, 'https://github.com/vitest-dev/vitest/blob/c3ba16b35/packages/vitest/src/node/sequencers/BaseSequencer.ts',
      'https://nexte.st/docs/ci-features/partitioning/', 'https://docs.aws.amazon.com/codebuild/latest/userguide/parallel-test-splitting.html', 'https://github.com/avajs/ava/blob/fe312867/lib/api.js',
    ],
  },
  {
    id: 'rerun-of-failed-jobs', title: 'A second attempt holds only the shards or tests that were run again', tools: ['github actions', 'semaphore', 'node:test'],
    when: [{ change: 'unseen', what: 'failed jobs or tests were run again', shows: ['part-missing', 'part-superseded', 'part-doubled'] }],
    moves: [moves(COVERAGE, 'either'), moves(TESTS, 'either')],
    why: 'The newer attempt alone lacks what passed before, both together count it twice.',
    advice: 'Collect every part with its attempt: datum takes the newest of each place.',
    sources: ['https://github.com/github/docs/blob/main/content/actions/reference/workflows-and-actions/variables.md', 'https://nodejs.org/api/cli.html#--test-rerun-failures'],
  },
  {
    id: 'coverage-service-judges-too-early', title: 'A coverage service judges after the first of several uploads', tools: ['codecov', 'coveralls'],
    when: [{ change: 'unseen', what: 'several jobs upload to a coverage service', shows: [] }],
    moves: NOTHING,
    why: 'Unless it is told how many uploads will come, the first part is compared with the whole of the base, and fails until the others are there.',
    advice: 'Tell it the number of uploads, or end the parallel build with its webhook.',
    sources: ['https://docs.coveralls.io/parallel-builds', 'https://github.com/jbcoe/cc-protocol/pull/289'],
  },
  {
    id: 'codecov-carryforward', title: 'Codecov carries a flag forward only when nothing was uploaded for it', tools: ['codecov'],
    when: [{ change: 'unseen', what: 'jobs that are skipped by path share one flag', shows: [] }],
    moves: NOTHING,
    why: 'One upload under the flag replaces all of it, also what the skipped jobs would have covered.',
    advice: 'One flag, and one suite of datum, for each job that can be skipped alone.',
    sources: ['https://docs.codecov.com/docs/carryforward-flags', 'https://github.com/NVIDIA/Model-Optimizer/pull/2111'],
  },
  {
    id: 'gitlab-coverage-mean', title: 'GitLab shows the mean of the coverage of all jobs', tools: ['gitlab'],
    when: [{ change: 'unseen', what: 'a job with the coverage keyword runs in parallel', shows: [] }],
    moves: NOTHING,
    why: 'The number is read from the output of each job and averaged, not merged: every further job moves it.',
    advice: 'Let only the job that merges print the line that is read.',
    sources: ['https://gitlab.com/gitlab-org/gitlab-foss/issues/20428', 'https://docs.gitlab.com/ci/testing/code_coverage/coverage_reporting/'],
  },
  {
    id: 'bitbucket-last-artifact-wins', title: 'Of equal artifact paths in parallel steps Bitbucket keeps the last', tools: ['bitbucket'],
    when: [{ change: 'unseen', what: 'parallel steps write reports to one path', shows: ['part-missing', 'part-doubled'] }],
    moves: [moves(COVERAGE, 'down', 'none')],
    why: 'Files of one path replace each other, in the order of the steps: one shard stands for all.',
    advice: 'Give the reports of each shard a path of their own.',
    sources: ['https://support.atlassian.com/bitbucket-cloud/docs/set-up-or-run-parallel-steps/'],
  },
  {
    id: 'github-artifact-names', title: 'GitHub takes an artifact name only once a run', tools: ['github actions', 'actions/upload-artifact'],
    when: [{ change: 'unseen', what: 'shards upload under one name with upload-artifact 4 or later', shows: ['part-missing'] }],
    moves: NOTHING,
    why: 'Artifacts cannot be added to any more: all shards but the first fail to upload or are lost.',
    advice: 'Put the number of the shard into the name, and download by pattern into separate folders.',
    sources: ['https://github.com/actions/toolkit/blob/main/packages/artifact/README.md'],
  },
]
