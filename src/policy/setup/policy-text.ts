import type { PlannedSuite } from './plan.js'
import type { Scope } from '../../model/scope.js'

export interface PolicyDraft {
  readonly suites: readonly PlannedSuite[]
  readonly scopes: readonly Scope[]
  readonly branch: string
  readonly approver: string
  /** Builds share what they measured through the remote `origin`. */
  readonly sync: boolean
}

/** `policy.yaml` as `init` writes it: short, with a line on each setting for whoever edits it. */
export function policyText({ suites, scopes, branch, approver, sync }: PolicyDraft): string {
  return [
    '# What is measured, and who decides. Everything here is reviewed like code.',
    '# observe: builds are recorded and judged, and none is blocked. enforce: the exit code says the verdict.',
    'mode: observe',
    '',
    'suites:',
    ...suites.flatMap(suiteLines),
    ...(scopes.length === 0 ? [] : ['', '# Parts of a suite with limits of their own.', 'scopes:', ...scopes.flatMap(scopeLines)]),
    '',
    '# Branches whose builds become baselines.',
    `branches: [${quoted(branch)}]`,
    '',
    '# Who may approve a recalibration. Put baselines/ under their names in CODEOWNERS.',
    'approvers:',
    `  - ${quoted(approver)}`,
    '',
    '# Largest loss against the first build of a baseline, in percentage points, or off.',
    'maxErosion: 1',
    ...(sync ? [
      '',
      '# Builds leave what they measured for each other on a ref of this remote: npx ci-datum explain records',
      'sync:',
      '  remote: origin',
    ] : []),
    '',
  ].join('\n')
}

function suiteLines({ name, root, tool, models, reports }: PlannedSuite): string[] {
  return [
    `  ${name}: # ${tool}`,
    ...(root === '' ? [] : [`    root: ${quoted(root)}`]),
    `    models: [${models.map(quoted).join(', ')}] # how its tests run: serial, parallel:W, parallel:auto, sharded:N`,
    '    reports:',
    ...reports.map((glob) => `      - ${quoted(glob)}`),
  ]
}

function scopeLines({ name, include }: Scope): string[] {
  return [`  ${name}:`, '    include:', ...include.map((glob) => `      - ${quoted(glob)}`)]
}

/** Plain where YAML reads it as text, else in double quotes. */
function quoted(text: string): string {
  return /^[A-Za-z][\w./@-]*(?::\w[\w+:-]*)?$/.test(text) ? text : JSON.stringify(text)
}
