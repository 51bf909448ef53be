/** The database can be read and what it holds cannot: a blob that does not unpack, a chain without its base. */
export class Damaged extends Error {}
