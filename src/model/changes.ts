/**
 * What a changed path can do to a measurement. `pipeline` is how tests are run (CI files, package scripts),
 * `tool-config` how they are measured, `decisions` the `baselines/` folder.
 */
export type PathClass =
  | 'source' | 'test' | 'dependency' | 'build' | 'tool-config' | 'pipeline' | 'docs' | 'decisions'

export const PATH_CLASSES: readonly PathClass[] = [
  'source', 'test', 'dependency', 'build', 'tool-config', 'pipeline', 'docs', 'decisions',
]

/** The paths that differ between two trees, by class; `unknown` when git could not compare them. */
export type Changes =
  | { readonly known: false; readonly why: string }
  | { readonly known: true; readonly paths: { readonly [C in PathClass]: readonly string[] } }

export const NO_CHANGES: Changes = {
  known: true,
  paths: {
    source: [], test: [], dependency: [], build: [], 'tool-config': [], pipeline: [], docs: [], decisions: [],
  },
}

/** True when the changes could hold a path of one of the classes; unknown changes could hold anything. */
export function mayTouch(changes: Changes, classes: readonly PathClass[]): boolean {
  return !changes.known || classes.some((pathClass) => changes.paths[pathClass].length > 0)
}

/** Classes by which the author's own work can move a number. */
export const CODE_CLASSES: readonly PathClass[] = ['source', 'dependency', 'build']
/** Classes by which the instrument can be moved on purpose. */
export const INSTRUMENT_CLASSES: readonly PathClass[] = ['tool-config', 'pipeline', 'dependency']
