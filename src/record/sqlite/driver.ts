import type BetterSqlite3 from 'better-sqlite3'

export type Driver = typeof BetterSqlite3

/** The native module is not there or was built for another Node. */
export class NoBinding extends Error {}

/** Loads better-sqlite3 with its binding: a machine without it still runs everything that needs no store. */
export async function loadDriver(): Promise<Driver> {
  try {
    const { default: Database } = await import('better-sqlite3')
    new Database(':memory:').close()
    return Database
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    throw new NoBinding(`${reason} (Node ${process.versions.node}, ${process.platform} ${process.arch})`, { cause: error })
  }
}
