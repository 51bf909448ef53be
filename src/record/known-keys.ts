import type { BaseManifest } from './manifests.js'

/**
 * Keys that a run of writes has seen. They hold only while the transactions that gave them are committed: whoever
 * begins one anew clears them.
 */
export class KnownKeys {
  readonly paths = new Map<string, number>()
  /** By hash in hex. */
  readonly blobs = new Map<string, number>()
  /** Newest list of files of each series, by the series' text. */
  readonly lists = new Map<string, BaseManifest>()

  clear(): void {
    this.paths.clear()
    this.blobs.clear()
    this.lists.clear()
  }
}
