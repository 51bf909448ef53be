import test from 'ava'
import { nativeSetup } from '../../src/policy/native/index.js'

const setup = (files: Readonly<Record<string, string>>) => nativeSetup(Object.entries(files).map(([path, text]) => ({ path, text })))
const values = (files: Readonly<Record<string, string>>) => setup(files).thresholds.map(({ tool, file, field, value, stated }) => `${tool} ${file} ${field}: ${value} (${stated})`)
const problems = (files: Readonly<Record<string, string>>) => setup(files).problems.map(({ file, field, why }) => `${file} ${field}: ${why}`)
const report = (...lines: readonly string[]) => ({ '.coveragerc': `[report]\n${lines.join('\n')}\n` })
const limit = (...lines: readonly string[]) => setup(report(...lines)).thresholds.map(({ value }) => value)

test('coverage.py rounds before it compares: 79.5 passes 80', (t) => {
  t.deepEqual(values(report('fail_under = 80')), ['coverage.py .coveragerc report.fail_under: 79.5 (80)'])
})

test('the digits it rounds to are the precision', (t) => {
  t.deepEqual(limit('precision = 2', 'fail_under: 80'), ['79.995'])
  t.deepEqual(limit('fail_under = 87.25', 'precision=1'), ['87.25'])
})

test('between two values it can round to, the next one counts', (t) => {
  t.deepEqual(limit('fail_under = 79.2'), ['79.5'])
  t.deepEqual(limit('fail_under = 99.5'), ['99.5'])
})

test('100 needs exactly 100, 0 lets everything through, and more is refused', (t) => {
  t.deepEqual(limit('fail_under = 100'), ['100'])
  t.deepEqual(limit('fail_under = 100.0', 'precision = 2'), ['100'])
  t.deepEqual(limit('fail_under = 0'), [])
  t.deepEqual(problems(report('fail_under = 101')), ['.coveragerc report.fail_under: 101 is no percentage; the tool refuses it'])
})

test('a limit from the environment is named', (t) => {
  t.deepEqual(problems(report('fail_under = ${MIN}')), ['.coveragerc report.fail_under: no plain decimal: ${MIN}; set it in baselines/policy or import by hand'])
  t.is(problems(report('fail_under = 80', 'precision = $DIGITS')).length, 1)
})

test('each file has its own names for the section', (t) => {
  t.deepEqual(values({ 'a/setup.cfg': '[coverage:report]\nfail_under = 70', 'b/tox.ini': '[coverage:report]\nfail_under = 71', 'c/pyproject.toml': '[tool.coverage.report]\nfail_under = 72.0\nprecision = 1' }), [
    'coverage.py a/setup.cfg coverage:report.fail_under: 69.5 (70)',
    'coverage.py b/tox.ini coverage:report.fail_under: 70.5 (71)',
    'coverage.py c/pyproject.toml tool.coverage.report.fail_under: 71.95 (72)',
  ])
  t.deepEqual(values({ 'setup.cfg': '[report]\nfail_under = 70' }), [])
})

test('coverage.py reads one file: what the others say is not in force', (t) => {
  const files = { '.coveragerc': '[run]\nbranch = true\n', 'pyproject.toml': '[tool.coverage.report]\nfail_under = 72\n' }
  t.deepEqual(values(files), [])
  t.deepEqual(problems(files), ['pyproject.toml tool.coverage.report.fail_under: not in force: coverage.py reads .coveragerc'])
})

test("pytest-cov's limit stands in addopts, in any of pytest's files", (t) => {
  t.deepEqual(values({
    'a/pytest.ini': '[pytest]\naddopts = --cov=src\n    # not this\n    --cov-fail-under=80\n    --strict-markers\n',
    'b/pyproject.toml': '[tool.pytest.ini_options]\naddopts = ["--cov", "--cov-fail-under", "81.5", "--cov-precision=1"]\n',
    'c/setup.cfg': '[tool:pytest]\naddopts = -q --cov-fail-under=100\n',
    'd/tox.ini': '[pytest]\naddopts = --cov-fail-under=50\n[coverage:report]\nprecision = 2\n',
  }), [
    'pytest-cov a/pytest.ini pytest.addopts --cov-fail-under: 79.5 (80)',
    'pytest-cov b/pyproject.toml tool.pytest.ini_options.addopts --cov-fail-under: 81.45 (81.5)',
    'pytest-cov c/setup.cfg tool:pytest.addopts --cov-fail-under: 100 (100)',
    'pytest-cov d/tox.ini pytest.addopts --cov-fail-under: 49.995 (50)',
  ])
})

test('pytest reads one file: addopts elsewhere are not in force', (t) => {
  const files = { 'pytest.ini': '[pytest]\n', 'setup.cfg': '[tool:pytest]\naddopts = --cov-fail-under=90\n' }
  t.deepEqual(values(files), [])
  t.deepEqual(problems(files), ['setup.cfg tool:pytest.addopts: not in force: pytest reads pytest.ini'])
})

test('commands in pipelines, tox and package scripts set limits too', (t) => {
  t.deepEqual(values({
    '.github/workflows/ci.yml': 'jobs:\n  test:\n    steps:\n      - name: pytest --cov-fail-under=1\n        run: |\n          pip install pytest-cov\n          python -m pytest --cov=src \\\n            --cov-fail-under=85\n',
    'tox.ini': '[testenv]\ncommands =\n    coverage run -m pytest {posargs}\n    coverage report --fail-under=90 --precision 1\n',
    'package.json': JSON.stringify({ scripts: { py: 'poetry run pytest --cov --cov-fail-under 70' } }),
  }), [
    'pytest-cov .github/workflows/ci.yml jobs.test.steps.0.run --cov-fail-under: 84.5 (85)',
    'pytest-cov package.json scripts.py --cov-fail-under: 69.5 (70)',
    'coverage.py tox.ini testenv.commands --fail-under: 89.95 (90)',
  ])
})

test('a limit a pipeline computes is named', (t) => {
  t.deepEqual(problems({ '.gitlab-ci.yml': 'test:\n  script:\n    - pytest --cov --cov-fail-under=$MIN_COVERAGE\n' }), [
    '.gitlab-ci.yml test.script.0 --cov-fail-under: no plain decimal: $MIN_COVERAGE; set it in baselines/policy or import by hand',
  ])
})

test('the suite says where its report lies and what switches it on', (t) => {
  t.deepEqual(setup({ 'pytest.ini': '[pytest]\naddopts = --cov=app --junitxml=out/junit.xml\n' }).suites, [{
    tool: 'pytest-cov', root: '', measure: 'coverage', reports: ['coverage.json', 'out/junit.xml'], runCommand: null,
    hint: 'pytest-cov writes no JSON report: add --cov-report=json',
  }])
  t.deepEqual(setup({ 'py/pyproject.toml': '[tool.pytest.ini_options]\naddopts = "--cov=app --cov-report=json:out/cov.json"\n' }).suites.map(({ reports, hint }) => ({ reports, hint })), [
    { reports: ['py/out/cov.json'], hint: null },
  ])
  t.deepEqual(setup({ '.coveragerc': '[run]\nbranch = True\n[json]\noutput = c.json\n', 'tox.ini': '[testenv]\ncommands =\n  coverage run -m pytest\n  coverage json\n' }).suites, [
    { tool: 'coverage.py', root: '', measure: 'coverage', reports: ['c.json'], runCommand: null, hint: null },
  ])
})

test('a pipeline without a folder runs where the tool is set up', (t) => {
  const files = { 'api/pyproject.toml': '[tool.coverage.report]\nprecision = 2\n', '.gitlab-ci.yml': 'test:\n  script: pytest --cov --cov-fail-under=80\n' }
  t.deepEqual(setup(files).thresholds.map(({ root, value }) => [root, value]), [['api', '79.995']])
})
