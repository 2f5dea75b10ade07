// Turns what a client sent as `source` into a `Source`, from the adapter's field list alone. Knows no provider.
import { Pin } from '../values/pin';
import { meantPin } from '../values/pin-text';
import type { Source, SourceField } from './provider';

/** One fault of a source. `param` is a path such as `source.pin`; `message` follows it. */
export interface SourceFault {
  readonly param: string;
  readonly message: string;
}

/** A source without any fault, or all its faults. */
export type ParsedSource = { readonly source: Source } | { readonly faults: readonly SourceFault[] };

/** Checks every field and reports every fault at once. A fault never repeats the value: it could be a PIN. */
export function parseSource(fields: readonly SourceField[], input: Readonly<Record<string, unknown>>): ParsedSource {
  const faults: SourceFault[] = [];
  const source: Record<string, string | Pin> = {};
  const known = new Set(fields.flatMap((field) => [field.name, ...(field.aliases ?? [])]));
  for (const name of Object.keys(input)) {
    if (!known.has(name)) faults.push({ param: `source.${name}`, message: 'is not a field of this voucher type' });
  }
  for (const field of fields) {
    const given = [field.name, ...(field.aliases ?? [])].filter((name) => input[name] !== undefined);
    const name = given[0];
    if (name === undefined) {
      if (field.required) faults.push({ param: `source.${field.name}`, message: 'is required' });
      continue;
    }
    const param = `source.${name}`;
    if (given.length > 1)
      faults.push({ param: `source.${given[1] ?? name}`, message: `is the same field as ${param}: send one` });
    const value = input[name];
    if (typeof value !== 'string') {
      faults.push({ param, message: 'must be a string' });
      continue;
    }
    const text = field.sensitive ? meantPin(value) : value.trim();
    if (!new RegExp(field.pattern).test(text) && !field.testValues?.includes(text)) {
      faults.push({ param, message: `must match ${field.pattern} (${field.description})` });
      continue;
    }
    source[field.name] = field.sensitive ? new Pin(text) : text;
  }
  faults.push(...choiceFaults(fields, input));
  return faults.length > 0 ? { faults } : { source };
}

/** Of each choice one field must be there, and not two. */
function choiceFaults(fields: readonly SourceField[], input: Readonly<Record<string, unknown>>): SourceFault[] {
  const choices = new Set(fields.flatMap(({ choice }) => choice ?? []));
  return [...choices].flatMap((choice): SourceFault[] => {
    const names = fields.filter((field) => field.choice === choice).map(({ name }) => name);
    const given = names.filter((name) => input[name] !== undefined);
    if (given.length === 1) return [];
    const others = names.slice(1).map((name) => `source.${name}`);
    const message = given.length === 0 ? 'is required, or' : 'says the same as';
    return [{ param: `source.${names[0] ?? choice}`, message: `${message} ${others.join(' or ')}: send one` }];
  });
}

/** The public form: sensitive fields down to their last four characters. */
export function maskSource(source: Source): Record<string, string> {
  return Object.fromEntries(
    Object.entries(source).map(([name, value]) => [name, value instanceof Pin ? value.masked : value]),
  );
}

/** The fields to seal, as text. */
export function revealSource(source: Source): string {
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(source).map(([name, value]) => [name, value instanceof Pin ? value.reveal() : value]),
    ),
  );
}

/** Inverse of `revealSource`: sensitive fields come back as `Pin`. */
export function restoreSource(fields: readonly SourceField[], text: string): Source {
  const plain = JSON.parse(text) as Record<string, string>;
  const sensitive = new Set(fields.filter((field) => field.sensitive).map((field) => field.name));
  return Object.fromEntries(
    Object.entries(plain).map(([name, value]) => [name, sensitive.has(name) ? new Pin(value) : value]),
  );
}

/** Whether a source of these fields is a secret: whoever knows it may spend it. Without one it only says whose value it is. */
export function hasSecrets(fields: readonly SourceField[]): boolean {
  return fields.some(({ sensitive }) => sensitive);
}
