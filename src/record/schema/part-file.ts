/** Parts of a slot that is not whole yet, packed. */
export interface PartFileTable {
  slot: string
  hash: Uint8Array
  source: string
  bytes: Uint8Array
  kept_at: string
}
