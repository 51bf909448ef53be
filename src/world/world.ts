import type { CiContext, Checkout } from '../model/context.js'
import type { TreeDiff } from '../model/diff.js'
import type { Failure } from '../model/failure.js'
import type { Environment } from '../model/part.js'
import type { RecordChange, RecordsHome, RecordsTip } from '../model/records.js'
import type { Result } from '../model/result.js'

/** Everything outside datum behind one record: commands take it, so that tests need no mocks. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly files: Files
  readonly git: Git
  readonly clock: Clock
  readonly terminal: Terminal
  readonly signatures: Signatures
  readonly prompt: Prompt
  /** A home of records: a remote of this repository, an address, or a directory; and the ref it has them on. */
  readonly records: (where: string, ref?: string) => Promise<Result<RecordsHome, Failure>>
  /** Writes records into one file, for a later job to push. */
  readonly writeArtifact: (file: string, changes: readonly RecordChange[]) => Promise<Result<true, Failure>>
  readonly openArtifact: (file: string) => Promise<Result<RecordsTip, Failure>>
  /** The CI build this is, when the environment shows one. */
  readonly ci: () => Promise<CiContext | null>
  /** This machine and the measuring tools installed in the given folder. */
  readonly environment: (folder: string) => Promise<Environment>
  /** Text that ships with datum: an explain page, a schema. Undefined when there is none of that name. */
  readonly asset: (folder: 'explain' | 'schemas', name: string) => Promise<string | undefined>
  readonly version: string
}

export interface Files {
  /** Bytes of a regular file, decompressed when they are gzip; at most so many, where less than any report is expected. */
  readonly read: (path: string, atMost?: number) => Promise<Result<Uint8Array, Failure>>
  /** Text of a file; undefined when it does not exist. */
  readonly text: (path: string) => Promise<Result<string | undefined, Failure>>
  readonly exists: (path: string) => boolean
  /** Writes a file whole or not at all (temporary file, then rename), making its folder. */
  readonly write: (path: string, content: string | Uint8Array) => Promise<Result<true, Failure>>
  /** Gives a file another name, and so its companions whose names go on (`x` and `x-wal`). Nothing there: nothing is done. */
  readonly move: (from: string, to: string, companions?: readonly string[]) => Promise<Result<true, Failure>>
  readonly remove: (path: string, companions?: readonly string[]) => Promise<Result<true, Failure>>
  readonly compress: (bytes: Uint8Array) => Promise<Uint8Array>
  /** Bytes as they were before `compress`; other bytes as they are. */
  readonly decompress: (source: string, bytes: Uint8Array) => Promise<Result<Uint8Array, Failure>>
  /** Files that match, sorted; patterns are relative to `folder`, and plain names need not be patterns. */
  readonly match: (patterns: readonly string[], folder: string) => Promise<readonly string[]>
  /** Names in a folder with what they are; empty when there is no such folder. */
  readonly list: (folder: string) => Promise<readonly { readonly name: string; readonly kind: 'file' | 'folder' | 'other' }[]>
}

export interface TrackedFile {
  readonly path: string
  readonly blob: string
  readonly symlink: boolean
}

/** A commit of a first-parent walk. */
export interface Ancestor {
  readonly commit: string
  readonly tree: string
}

/** Read-only questions to git. Refs and commits are never taken for options. */
export interface Git {
  readonly checkout: () => Promise<Result<Checkout, Failure>>
  /** Full hash of what a name means; undefined when git does not know it. */
  readonly resolve: (name: string) => Promise<string | undefined>
  /** Tree and parents as the commit object has them, also where a shallow clone hides the parents. */
  readonly commit: (hash: string) => Promise<{ readonly tree: string; readonly parents: readonly string[]; readonly time: string } | undefined>
  /** Files of a tree; with `within`, those below a folder. */
  readonly files: (tree: string, within?: string) => Promise<readonly TrackedFile[]>
  readonly text: (commit: string, path: string) => Promise<string | undefined>
  /** The commit and its first parents, nearest first, as far as the clone reaches. */
  readonly firstParents: (commit: string, limit: number) => Promise<readonly Ancestor[]>
  /** Branches of this clone and of its remotes, by their names there. */
  readonly branches: () => Promise<readonly { readonly name: string; readonly commit: string }[]>
  readonly mergeBase: (a: string, b: string) => Promise<string | undefined>
  /** Paths that differ between two commits or trees, both sides of a rename; undefined when one is not here. */
  readonly changed: (from: string, to: string) => Promise<readonly string[] | undefined>
  /** The same with the lines that changed, renames found; undefined when it cannot be told. */
  readonly diff: (from: string, to: string, within?: readonly string[]) => Promise<TreeDiff | undefined>
  /** Which of some words each file of a commit or tree has in its text, whatever their case; undefined when it cannot be told. */
  readonly mentions: (tree: string, words: readonly string[]) => Promise<ReadonlyMap<string, ReadonlySet<string>> | undefined>
  /** Hashes of work tree files as git would store them. */
  readonly hash: (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>
  readonly identity: () => Promise<{ readonly name: string; readonly email: string } | undefined>
  /** A setting of git's configuration as it holds here. */
  readonly setting: (name: string) => Promise<string | undefined>
}

/** SSH signatures as git makes them. */
export interface Signatures {
  /** Signs with the key of `user.signingkey`; the signature as one line, or why there is none. */
  readonly sign: (text: string) => Promise<Result<string, string>>
  /** Whether a signature of a text is one of a key that is listed for a name. */
  readonly verify: (of: { readonly text: string; readonly signature: string; readonly who: string; readonly allowed: string }) => Promise<boolean>
}

interface Clock {
  /** The time as ISO 8601 in UTC, to the second. */
  readonly now: () => string
}

export interface Terminal {
  /** Both input and output are a person's terminal. */
  readonly interactive: boolean
  readonly colour: boolean
  readonly columns: number
  /** Data, on standard output. */
  readonly write: (text: string) => void
  /** Diagnostics and progress, on standard error. */
  readonly note: (text: string) => void
}

interface Choice {
  readonly value: string
  readonly label: string
  readonly hint?: string
}

/** Questions to a person. Only ever called on an interactive terminal. */
export interface Prompt {
  readonly show: (title: string, text: string) => void
  readonly choose: (message: string, choices: readonly Choice[], initial?: string) => Promise<Result<string, Failure>>
  readonly ask: (message: string, check: (answer: string) => string | undefined, initial?: string) => Promise<Result<string, Failure>>
}
