// The book of a participant who has nothing yet, and of a program's wallet.
import type { Instant } from '../../values/time';
import type { Book, Profile } from './book';
import { FIRST_HEAD } from './entry';

export const NO_PROFILE: Profile = {
  email: null,
  phone: null,
  firstName: null,
  lastName: null,
  displayName: null,
  attributes: {},
  tags: [],
};

/** What a new book is made of. */
export interface NewBook {
  readonly participantId: string;
  readonly accountId: string;
  readonly livemode: boolean;
  readonly externalId: string | null;
  readonly profile: Profile;
  readonly at: Instant;
}

/** `rev` 0: nobody has written it yet. */
export function newBook({ at, ...who }: NewBook): Book {
  return {
    ...who,
    programIds: [],
    status: 'ACTIVE',
    createdAt: at,
    updatedAt: at,
    rev: 0,
    balances: {},
    rewardUnits: {},
    nextDueAt: null,
    seq: 0,
    head: FIRST_HEAD,
  };
}
