// Names that may exist once, as keys: symbols of assets, names of rewards, a merchant's own ids of participants.
import type { Owned } from '../../accounts/caller';
import { Refusal } from '../../values/refusal';
import type { Hash } from '../book/entry';
import type { Key } from '../records/key';
import type { Rows } from './rows';

/** What a name is of. `within`: a program, for names that are unique in one. */
export interface Name extends Owned {
  readonly of: 'asset' | 'reward' | 'participant' | 'entity';
  readonly within: string | null;
  readonly name: string;
}

/** The key of a name: a digest, because a merchant's id of a participant may say who that is. */
export function nameKeyId(hash: Hash, { of, accountId, livemode, within, name }: Name): string {
  return `name:${hash(JSON.stringify([of, accountId, livemode, within, name]))}`;
}

/** The key that takes a name. Throws `Refusal` name_taken where another record bears it. */
export function takeName(rows: Rows, hash: Hash, name: Name, ownerId: string, at: number, param: string): Key {
  const id = nameKeyId(hash, name);
  const taken = rows.find('keys', id);
  if (taken && taken.ownerId !== ownerId)
    throw new Refusal('name_taken', `${param} ${name.name} is taken`, { param, extra: { id: taken.ownerId } });
  return { id, ownerId, requestDigest: null, at };
}
