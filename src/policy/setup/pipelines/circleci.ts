import { indented, judgeLine, PARTS, shardLines } from './shell.js'
import type { Pipeline, PipelinePlan } from './types.js'

/** A job in parallel containers that hands its parts on in the workspace, and one that judges. */
export function circleci(plan: PipelinePlan): Pipeline {
  return {
    title: 'CircleCI',
    files: [{ path: '.circleci/config.yml', instead: '.circleci/datum.yml', text: textOf(plan) }],
    notes: ['To push records, the project needs a deploy key or user key that may write (Project Settings, SSH Keys). Without one the record stays an artifact of the job `datum`.'],
    include: 'take its jobs and its workflow over into .circleci/config.yml',
  }
}

function textOf(plan: PipelinePlan): string {
  const image = plan.language === 'python' ? 'cimg/python:3.12-node' : 'cimg/node:22.12'
  const found = plan.root === '' ? PARTS : `${plan.root}/${PARTS}`
  return `# Measures the tests in shards and judges the numbers: npx ci-datum explain
version: 2.1
jobs:
  test:
    docker:
      - image: ${image}
    parallelism: ${plan.shards}
    steps:
      - checkout
      - run:
          name: Test and collect
          # A job that fails would stop the next one, and a measurement without its verdict helps nobody: that tests
          # failed is in the part, and the job datum says so.
          command: |
${indented(['export SHARD=$((CIRCLE_NODE_INDEX + 1)) SHARDS=$CIRCLE_NODE_TOTAL', ...shardLines(plan, { fails: false }), ...(plan.root === '' ? [`mkdir -p /tmp/parts && mv ${PARTS} /tmp/parts/`] : [`mkdir -p /tmp/parts && mv ${PARTS} /tmp/parts/ # ${found}`])], 12)}
      - persist_to_workspace:
          root: /tmp
          paths: [parts]
  datum:
    docker:
      - image: ${image}
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
            git fetch --unshallow origin || true # the whole history; most checkouts have it
${indented([...(plan.root === '' ? plan.install : [`(cd ${JSON.stringify(plan.root)} && ${plan.install.join(' && ')})`]), judgeLine(plan, '/tmp/parts/*.part.gz', '--artifact datum-record.bundle')], 12)}
      - save_cache:
          key: datum-records-{{ .Revision }}-{{ epoch }}
          paths: [.datum/records.git]
          when: always
      - store_artifacts:
          path: datum-record.bundle
workflows:
  datum:
    jobs:
      - test
      - datum:
          requires: [test]
`
}
