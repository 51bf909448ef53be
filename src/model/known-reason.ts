/** Whether the numbers moved as a fact predicts. */
export type Agreement = 'agrees' | 'disagrees' | 'not told'

/** A fact known of tools that may explain what a finding found. */
export interface KnownReason {
  /** Id of the fact, which `explain` has a page for. */
  readonly fact: string
  readonly title: string
  readonly data: Agreement
}
