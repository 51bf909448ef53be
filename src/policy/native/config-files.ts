import { nameOf } from './text/paths.js'

const SCRIPT = '[cm]?[jt]s'
const CONFIG_NAMES: readonly RegExp[] = [
  /^package\.json$/,
  /^\.(?:nycrc|c8rc)[\w.-]*$/,
  new RegExp(`^nyc\\.config\\.${SCRIPT}$`),
  new RegExp(`^jest\\.config(?:\\.[\\w-]+)*\\.(?:${SCRIPT}|json)$`),
  new RegExp(`^vite(?:st)?\\.config(?:\\.[\\w-]+)*\\.${SCRIPT}$`),
  new RegExp(`^\\.?stryker\\.conf(?:ig)?(?:\\.[\\w-]+)*\\.(?:${SCRIPT}|json)$`),
  /^(?:pyproject\.toml|setup\.cfg|tox\.ini|\.coveragerc(?:\.toml)?|\.?pytest\.(?:ini|toml))$/,
]
const PIPELINES: readonly RegExp[] = [
  /^\.github\/workflows\/[^/]+\.ya?ml$/,
  /^\.gitlab-ci\.ya?ml$/,
  /^\.circleci\/config\.ya?ml$/,
  /(?:^|\/)Jenkinsfile$/,
  /^\.?azure-pipelines[\w.-]*\.ya?ml$/,
  /^\.buildkite\/[^/]+\.ya?ml$/,
]

/** Folders whose configurations configure nothing: they are what somebody's tests read, or somebody else's. */
const ELSEWHERE = new Set(['node_modules', 'fixtures', '__fixtures__', 'testdata'])

/** True for the git-tracked paths whose text `nativeSetup` reads: tools' configurations, and pipelines for their commands. */
export function isNativeConfig(path: string): boolean {
  if (path.split('/').some((folder) => ELSEWHERE.has(folder))) return false
  return isPipeline(path) || CONFIG_NAMES.some((pattern) => pattern.test(nameOf(path)))
}

export function isPipeline(path: string): boolean {
  return PIPELINES.some((pattern) => pattern.test(path))
}

export function isScript(path: string): boolean {
  return new RegExp(`\\.${SCRIPT}$`).test(path)
}
