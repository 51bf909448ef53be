import { below, BUNDLE, HEADING, indented, judgeLines, PARTS, shardLines, WHOLE_HISTORY } from './shell.js'
import type { Pipeline, PipelinePlan } from './types.js'

/** A job in parallel containers that hands its parts on in the workspace, and one that judges. */
export const circleci: Pipeline = {
  title: 'CircleCI',
  files: [{ path: '.circleci/config.yml', instead: '.circleci/datum.yml', text: textOf }],
  notes: ['To push records, the project needs a deploy key or user key that may write (Project Settings, SSH Keys). Without one the record stays an artifact of the job `datum`.'],
  include: 'take its jobs and its workflow over into .circleci/config.yml',
}

function textOf(plan: PipelinePlan): string {
  return `# ${HEADING}
version: 2.1
jobs:
  test:
    docker:
      - image: ${plan.language === 'python' ? 'cimg/python:3.12-node' : NODE}
    parallelism: ${plan.shards}
    steps:
      - checkout
      - run:
          name: Test and collect
          # A job that fails would stop the next one, and a measurement without its verdict helps nobody: that tests
          # failed is in the part, and the job datum says so.
          command: |
${indented(['export SHARD=$((CIRCLE_NODE_INDEX + 1)) SHARDS=$CIRCLE_NODE_TOTAL', ...shardLines(plan, { fails: false }), `mkdir -p /tmp/parts && mv ${PARTS} /tmp/parts/`], 12)}
      - persist_to_workspace:
          root: /tmp
          paths: [parts]
  datum:
    docker:
      - image: ${NODE}
    steps:
      - checkout
      # Only a copy: with it no more travels than is new.
      - restore_cache:
          keys: [datum-records-]
      - attach_workspace:
          at: /tmp
      - run:
          name: Judge
          command: |
${indented([...WHOLE_HISTORY, ...judgeLines(plan, `/tmp/parts/${PARTS}`)], 12)}
      - save_cache:
          key: datum-records-{{ .Revision }}-{{ epoch }}
          paths: [.datum/records.git]
          when: always
      - store_artifacts:
          path: ${JSON.stringify(below(plan.home, BUNDLE))}
workflows:
  datum:
    jobs:
      - test
      - datum:
          requires: [test]
`
}

const NODE = 'cimg/node:22.12'
