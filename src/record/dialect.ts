import type { ColumnDefinitionBuilder, CreateTableBuilder } from 'kysely'

/** What differs between the databases that hold one schema. Everything else is the same code. */
export interface Traits {
  readonly name: 'sqlite' | 'postgres'
  /** Makes an integer column the table's own key. */
  readonly identity: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
  /** Type of a column that holds bytes. */
  readonly bytes: 'blob' | 'bytea'
  /** Statement that begins a transaction which will write, and waits for its turn at once. */
  readonly beginWriting: string
  /**
   * Statements for a transaction that deletes much: references are then not looked up row by row but checked once, by a
   * query that gives those that lead nowhere.
   */
  readonly references: { readonly off: string; readonly check: string; readonly on: string }
  /** Stores the rows of a table in its primary key, where the database can. */
  readonly clustered: <T extends string, C extends string>(table: CreateTableBuilder<T, C>) => CreateTableBuilder<T, C>
}
