// Whose refused PINs are counted together. A count may stop its own caller only: never another merchant, never the other mode, and
// never somebody who shares nothing with the caller but a word that the caller made up.
import type { Caller } from '../../core/accounts/caller';
import { blockOf } from '../request/address';

/** One counter. */
export interface Subject {
  /** What is counted, for the refusal: "Too many PINs were refused for this key". */
  readonly what: 'PINs' | 'ids';
  readonly name: 'key' | 'address' | 'terminal' | 'person';
  readonly id: string;
  /** How many times the limit this counter may hold. */
  readonly share: number;
}

/**
 * A publishable key stands in a page, so it is not one caller but all visitors together. With the share of one caller, one visitor
 * with wrong PINs would turn all others away; without any count, guesses spread over many addresses would have no end.
 */
const PUBLISHABLE_KEY_SHARE = 10;
/** Visitors from where no more was refused share a count of their own: those who guess close the key for themselves, and not for the others. */
const FEW_REFUSED = 3;

/**
 * Secret key: the key; the address, for all secret keys of its account and mode together; and the terminal, which is the caller's
 * own word and therefore its own counter under each key. Names that are made up open nothing: key and address still count.
 *
 * Publishable key: the visitor (the key from one address) and, with a larger share, the key, apart for visitors from where little was refused.
 * A terminal named by a visitor is a
 * word of somebody nobody knows: counted for the key, it would let any visitor close a till that shares the key; counted for
 * the visitor, it says nothing that the visitor's own count does not.
 *
 * Paired terminal: itself alone. All tills of a shop have one address, and one that is closed must not close the others; nobody can
 * make himself a second one. To unlock it is to count under another name, which every process reads with its next request.
 *
 * Person: himself alone, in both modes and however often he signs in.
 */
export function pinSubjects(
  caller: Caller,
  terminalId: string | undefined,
  address: string,
  refusedOf: (id: string) => number,
): Subject[] {
  const { accountId, livemode, keyId, publishable, terminal, user } = caller;
  if (user) return [pins('person', `person ${user.id}`)];
  if (terminal) return [pins('terminal', `paired ${keyId} ${String(terminal.unlocks)}`)];
  if (publishable) {
    const block = `block ${keyId} ${blockOf(address)}`;
    const lane = refusedOf(block) <= FEW_REFUSED ? 'few' : 'many';
    return [
      pins('key', `key ${keyId} ${lane}`, PUBLISHABLE_KEY_SHARE),
      pins('address', `visitor ${keyId} ${address}`),
      // Tells the lane, and refuses nobody.
      pins('address', block, Infinity),
    ];
  }
  const subjects = [
    pins('key', `key ${keyId}`),
    pins('address', `address ${accountId} ${livemode ? 'live' : 'test'} ${address}`),
  ];
  if (terminalId !== undefined) subjects.push(pins('terminal', `terminal ${keyId} ${terminalId}`));
  return subjects;
}

function pins(name: Subject['name'], id: string, share = 1): Subject {
  return { what: 'PINs', name, id, share };
}

/** Ids that are not there, as one visitor asked for them. */
export function idSubject({ keyId }: Caller, address: string): Subject {
  return { what: 'ids', name: 'address', id: `ids ${keyId} ${address}`, share: 1 };
}
