/** Text of a file on both sides of a change; undefined where it does not exist. */
export interface Sides {
  readonly before: string | undefined
  readonly after: string | undefined
}
