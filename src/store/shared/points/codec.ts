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
  return revived(JSON.parse(text));
}

/** In its place: a reviver of `JSON.parse` is called for every value, and a record of ten thousand lots takes four times as long. */
function revived(value: unknown): unknown {
  if (!isObject(value)) return value;
  const units = value[TAG];
  if (typeof units === 'string') return BigInt(units);
  for (const [name, member] of Object.entries(value)) if (isObject(member)) value[name] = revived(member);
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
