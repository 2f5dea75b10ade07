// Whom an id in a record stands for: people by e-mail, anything else by its kind. Pure.
import type { Actor, Person } from '../api/documents';
import { words } from './language';

/** By id. */
export type People = ReadonlyMap<string, Person>;

/** A user by e-mail; the id itself where nobody is known by it. */
export function personName(id: string, people: People): string {
  const person = people.get(id);
  if (!person) return id;
  return person.enabled ? person.email : words.people.disabled(person.email);
}

/** Who did something. `till`: the shop's own number of the till, where the record is of one. */
export function actorName({ kind, id }: Actor, people: People, till?: string | null): string {
  if (people.has(id)) return personName(id, people);
  const known: Readonly<Record<string, string>> = words.actors;
  const what = known[kind] ?? kind;
  if (kind === 'system') return what;
  return `${what} (${kind === 'terminal' && till ? till : id})`;
}
