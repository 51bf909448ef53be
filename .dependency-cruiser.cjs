/**
 * The architecture as law: the pipeline is the tree, a stage knows the model and itself, and `commands` composes the
 * stages. Folders that are not named here may not exist.
 */
const PURE_STAGES = ['read', 'normalise', 'merge', 'detect', 'attribute', 'judge', 'recalibrate', 'pipeline', 'policy', 'report']
const STAGES = [...PURE_STAGES, 'record']
const FOLDERS = [...STAGES, 'model', 'commands', 'world']

const oneOf = (names) => `(?:${names.join('|')})`
const inside = (...folders) => `^src/${oneOf(folders)}/`
/** A library as it resolves: itself, or the package that only holds its types. */
const library = (...names) => `(?:^|/)node_modules/(?:@types/)?${oneOf(names)}(?:/|$)`

const CLI = '^src/cli\\.ts$'
const PORTS = '^src/(?:world/world|record/store)\\.ts$'
const OPENERS = '^src/(?:(?:world|record)/index|world/package-version)\\.ts$'

const law = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    law('model-imports-nothing', 'The nouns stand alone: types and small total functions, without libraries.',
      { path: inside('model') }, { pathNot: inside('model') }),
    law('stage-imports-model-and-itself', 'What a stage needs of another it is given by the command.',
      { path: `^src/(${STAGES.join('|')})/` }, { path: '^src/', pathNot: '^src/(?:model|$1)/' }),
    law('world-imports-model-and-itself', 'The world answers questions; what the answers mean is for the stages.',
      { path: inside('world') }, { path: '^src/', pathNot: inside('model', 'world') }),
    law('exit-code-imports-model', 'Outcome to number, in one pure function.',
      { path: '^src/exit-code\\.ts$' }, { pathNot: inside('model') }),
    law('index-exports-pure-stages', 'The public API needs neither a store nor a world.',
      { path: '^src/index\\.ts$' }, { pathNot: inside('model', ...PURE_STAGES) }),

    law('commands-compose', 'Commands compose the stages; nobody but the command line is above them.',
      { path: inside('commands') }, { path: '^src/', pathNot: [inside('commands', 'model', 'world', ...STAGES), '^src/exit-code\\.ts$'] }),
    law('commands-see-ports-as-types', 'Commands are handed an open world and an open store.',
      { path: inside('commands') }, { path: PORTS, dependencyTypesNot: ['type-only'] }),
    law('commands-open-nothing', 'Of the world and the record commands know the two ports only.',
      { path: inside('commands') }, { path: inside('world', 'record'), pathNot: PORTS }),
    law('cli-opens-world-and-record', 'The command line opens both through their index, and knows the ports as types.',
      { path: CLI }, { path: inside('world', 'record'), pathNot: [OPENERS, PORTS] }),
    law('cli-opens-late', 'What a command does not need is not loaded: `collect` runs without the native module.',
      { path: CLI }, { path: [OPENERS, PORTS], dependencyTypesNot: ['dynamic-import', 'type-only'] }),
    law('nobody-imports-the-entries', 'The command line and the public API are entries, not parts.',
      { path: '^src/' }, { path: '^src/(?:cli|index)\\.ts$' }),

    law('only-cli-knows-yargs', 'Arguments are parsed in one place.',
      { path: '^src/', pathNot: CLI }, { path: library('yargs', 'yargs-parser') }),
    law('only-record-knows-sql', 'One folder holds the schema and both dialects.',
      { path: '^src/', pathNot: inside('record') }, { path: library('kysely', 'better-sqlite3', 'pg') }),
    law('only-world-meets-the-outside', 'Git, the file system and the person at the terminal lie behind one record.',
      { path: '^src/', pathNot: inside('world') }, { path: library('simple-git', '@clack/[^/]+', 'tinyglobby') }),
    law('only-world-does-io', 'Builtins of Node belong to the world, and to the record for its database file.',
      { path: '^src/', pathNot: [inside('world', 'record'), CLI] }, { dependencyTypes: ['core'] }),
    law('cli-starts-a-process', 'The command line needs its own process and place, and leaves all else to the world.',
      { path: CLI }, { dependencyTypes: ['core'], pathNot: '^(?:node:)?(?:process|url)$' }),

    law('no-cycles', 'Also of types: a knot is read as a whole or not at all.',
      { path: '^src/' }, { circular: true }),
    law('no-orphans', 'A module that imports nothing and that nobody imports is dead.',
      { path: '^src/', orphan: true }, {}),
    law('folders-are-stages', 'A new folder is a stage of the pipeline and is named above, or it is not.',
      { path: '^src/' }, { path: '^src/', pathNot: [inside(...FOLDERS), '^src/[^/]+\\.ts$'] }),
    law('src-stands-alone', 'The product knows neither its tests nor its fixtures nor its build.',
      { path: '^src/' }, { dependencyTypes: ['local'], pathNot: '^src/' }),
    law('imports-resolve', 'An import that resolves to nothing would be seen by no other rule.',
      {}, { couldNotResolve: true }),
    law('libraries-are-dependencies', 'The published package brings what it runs on; of other packages it may know types.',
      { path: '^src/' }, { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'], pathNot: '(?:^|/)node_modules/@types/' }),
  ],
  options: {
    doNotFollow: { path: '(?:^|/)node_modules/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Types are dependencies too.
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'node', 'default'] },
  },
}
