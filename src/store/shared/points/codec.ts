// Records of the ledger as text, exactly. A bigint is no JSON: it becomes an object of one member that callers' own data cannot have,
// because names that begin with `$` are refused at the door.

const TAG = '$units';

/** The record as JSON text. `decoded` gives the same record back. */
export function encoded(record: object): string {
  return JSON.stringify(record, (_key, value: unknown) =>
    typeof value === 'bigint' ? { [TAG]: String(value) } : value,
  );
}

/** The record that a text holds: of the type that was encoded. */
export function decoded(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => unitsOf(value) ?? value);
}

function unitsOf(value: unknown): bigint | undefined {
  if (typeof value !== 'object' || value === null || !(TAG in value)) return undefined;
  const text = value[TAG];
  return typeof text === 'string' ? BigInt(text) : undefined;
}
