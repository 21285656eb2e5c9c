/**
 * Freezes a table in its place, with the tables in it: nothing that runs later can change what it says. What a library made (schemas)
 * stays as it is, and so cannot be put in another's place, but is not frozen itself.
 */
export function frozen<const T>(table: T): T {
  if (isTable(table) && !Object.isFrozen(table)) {
    Object.freeze(table);
    for (const one of Object.values(table)) frozen(one);
  }
  return table;
}

function isTable(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
