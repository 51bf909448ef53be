import { scalar, type Static } from '../static.js'
import { flagsOf, invocationsOf, runCommandOf, type Flag, type Invocation } from '../invocations.js'
import { coveragePyMinimum, type Place } from '../limits.js'
import { foldersOf, placesOf, type Project } from '../project.js'
import { joined, nameOf } from '../text/paths.js'
import { NOTHING, problem, together, type NativeSetup, type NativeSuite } from '../types.js'
import { coveragePyConfigs, COVERAGE_PY_FILES, precisionFrom, precisionOf, type CoveragePyConfig } from './coverage-py-config.js'
import { addOptsIn, PYTEST_FILES, type AddOpts } from './pytest-config.js'

const SWITCHES = new Set(['v', 'vv', 'q', 's', 'x', 'no-cov', 'cov-branch', 'cov-append', 'strict-markers', 'strict-config', 'no-cov-on-fail', 'showlocals', 'l', 'i'])
type Where = Omit<Place, 'metric' | 'scope'>

const REPORTS = new Set(['report', 'json', 'xml', 'html', 'lcov'])

/**
 * coverage.py and pytest-cov. `[report] fail_under` gates coverage.py's reports, and pytest-cov where no
 * `--cov-fail-under` is given (pytest_cov/plugin.py `start`). Both compare by coverage.py's rounding rule, see
 * `coveragePyMinimum`; pytest-cov does since 6.0 (its changelog), older ones compared the total unrounded.
 */
export function python(project: Project): NativeSetup {
  const pytest = invocationsOf(project.commands, 'pytest', 'py.test')
  const coverage = invocationsOf(project.commands, 'coverage').filter(({ args }) => REPORTS.has(args[0] ?? '') || args[0] === 'run')
  const configured = foldersOf(project.files, (path) => isPython(path, project))
  const { folders, home } = placesOf(configured, [...pytest, ...coverage].map(({ command }) => command))
  return together(folders.map((folder) => {
    const configs = coveragePyConfigs(folder, project)
    const options = addOptsIn(folder, project)
    const here = { pytest: pytest.filter(({ command }) => home(command) === folder), coverage: coverage.filter(({ command }) => home(command) === folder) }
    const sources = [
      ...options.slice(0, 1).map(({ file, field, words }) => ({ file, field, flags: flagsOf(words, SWITCHES, false).flags })),
      ...here.pytest.map(({ command, args }) => ({ file: command.file, field: command.field, flags: flagsOf(args, SWITCHES, false).flags })),
    ]
    return together([
      configured.has(folder) ? failUnder(folder, configs) : NOTHING,
      notInForce(options),
      ...sources.map((source) => flagLimit({ tool: 'pytest-cov', root: folder, ...source }, 'cov-', configs[0])),
      ...here.coverage.map(({ command: { file, field }, args }) => (
        flagLimit({ tool: 'coverage.py', root: folder, file, field, flags: flagsOf(args, new Set(), false).flags }, '', configs[0]))),
      suitesOf(folder, configs[0], sources.flatMap(({ flags }) => flags), here),
    ])
  }))
}

function isPython(path: string, project: Project): boolean {
  if (COVERAGE_PY_FILES.includes(nameOf(path)) || PYTEST_FILES.includes(nameOf(path))) return project.read(path) !== undefined
  return false
}

function failUnder(root: string, [first, ...others]: readonly CoveragePyConfig[]): NativeSetup {
  const limit = first?.of('report', 'fail_under')
  const overruled = others.flatMap((config) => {
    const passedOver = config.of('report', 'fail_under')
    return passedOver === undefined ? [] : [problem(config.file, passedOver.field, `not in force: coverage.py reads ${first?.file ?? 'another file'}`)]
  })
  if (first === undefined || limit === undefined) return together(overruled)
  return together([...overruled, roundedLimit({ tool: 'coverage.py', root, file: first.file, field: limit.field }, limit.value, precisionOf(first))])
}

function notInForce([first, ...others]: readonly AddOpts[]): NativeSetup {
  return together(others.filter(({ words }) => words.some((word) => word.startsWith('--cov-fail-under')))
    .map(({ file, field }) => problem(file, field, `not in force: pytest reads ${first?.file ?? 'another file'}`)))
}

interface Flagged extends Where {
  readonly flags: readonly Flag[]
}

/** The limit in a command's flags; both tools name them alike but for a prefix. */
function flagLimit({ flags, field, ...where }: Flagged, prefix: '' | 'cov-', config: CoveragePyConfig | undefined): NativeSetup {
  const limit = flags.findLast(({ name }) => name === `${prefix}fail-under`)
  const digits = flags.findLast(({ name }) => name === `${prefix}precision`)
  if (limit === undefined) return NOTHING
  const precision = digits === undefined ? precisionOf(config) : precisionFrom(scalar(digits.value))
  return roundedLimit({ ...where, field: `${field} --${limit.name}` }, scalar(limit.value), precision)
}

function roundedLimit(where: Where, value: Static, precision: number | undefined): NativeSetup {
  if (precision === undefined) return problem(where.file, where.field, 'the precision it is compared with is no plain number; set it in baselines/policy or import by hand')
  return coveragePyMinimum({ tool: where.tool, root: where.root, file: where.file, field: where.field, metric: 'coverage.combined', scope: 'project' }, value, precision)
}

function suitesOf(
  root: string, config: CoveragePyConfig | undefined, flags: readonly Flag[],
  { pytest, coverage }: { readonly pytest: readonly Invocation[]; readonly coverage: readonly Invocation[] },
): NativeSetup {
  const plugin = flags.some(({ name }) => name === 'cov' || name.startsWith('cov-'))
  if (!plugin && config === undefined && coverage.length === 0) return NOTHING
  const set = config?.of('json', 'output')?.value
  const output = set?.kind === 'scalar' ? String(set.value) : 'coverage.json'
  const wanted = flags.filter(({ name, value }) => name === 'cov-report' && /^json(?::|$)/.test(String(value))).map(({ value }) => String(value).slice('json:'.length) || output)
  const writes = coverage.some(({ args }) => args[0] === 'json')
  const junit = flags.filter(({ name, value }) => /^junit-?xml$/.test(name) && value !== true).map(({ value }) => String(value))
  const suite: NativeSuite = {
    tool: plugin ? 'pytest-cov' : 'coverage.py', root, measure: 'coverage',
    reports: [...new Set([...(wanted.length > 0 ? wanted : [output]), ...junit])].map((path) => joined(root, path)),
    runCommand: runCommandOf((plugin ? pytest : coverage.filter(({ args }) => args[0] === 'run')).map(({ command }) => command)),
    hint: writes || wanted.length > 0 ? null : plugin ? 'pytest-cov writes no JSON report: add --cov-report=json'
      : 'coverage.py writes no JSON report by itself: run `coverage json` after the tests',
  }
  return { ...NOTHING, suites: [suite] }
}
