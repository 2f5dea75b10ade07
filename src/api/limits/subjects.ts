// What is counted together: refused PINs of everybody, and all that visitors of a page do. A count may stop its own caller only: never another
// merchant, never the other mode, and never somebody who shares nothing with the caller but a word that the caller made up.
//
// A publishable key stands in a page, so it is not one caller but all visitors together: with one count for all of them, whoever has a few
// addresses could fill it for everybody else.
import type { Caller } from '../../core/accounts/caller';
import { blockOf } from '../request/address';
import type { Counted, Counter } from './fixed-windows';

/** Those of one lane together: so many times what one address may. */
export const ADDRESSES_PER_KEY = 10;
/**
 * All networks of a /48 together. It is half of a lane, so that no customer of a hoster fills one alone; and five times what a mobile network
 * has for all its phones behind one IPv4 address.
 */
const ADDRESSES_PER_BLOCK = 5;
/** Few is a tenth of what one address may: so a hundred addresses have to be used to fill the lane of those with few. */
export const FEW_PART = 10;

/** One of the counters that a visitor is in. */
export interface VisitorCounter extends Counter {
  readonly name: 'key' | 'network' | 'address';
  /** How many times what one address may it holds. */
  readonly share: number;
}

/**
 * The counters of `keyId` for a visitor at `address` (`clientAddress`), from the widest to his own. `what` is counted. The key counts apart
 * those from whose block no more than `few` came: who fills a lane is one of many, and the others are in the other one.
 */
export function visitorCounters(
  what: string,
  keyId: string,
  address: string,
  few: number,
  read: (counter: Counter) => Counted,
): [key: VisitorCounter, network: VisitorCounter, address: VisitorCounter] {
  const whose = `${what} ${keyId}`;
  // Kinds apart: of addresses anybody has 65,536, and they must put out neither blocks nor keys.
  const block = { id: `${whose} ${blockOf(address)}`, among: 'blocks' };
  return [
    { name: 'key', id: `${whose} ${laneOf(read(block).count, few)}`, among: 'keys', share: ADDRESSES_PER_KEY },
    { name: 'network', ...block, share: ADDRESSES_PER_BLOCK },
    { name: 'address', id: `${whose} ${address}`, among: 'addresses', share: 1 },
  ];
}

/** Whoever goes on and on is in one lane, everybody else in the other. */
export function laneOf(count: number, few: number): 'few' | 'many' {
  return count <= few ? 'few' : 'many';
}

/** One counter. */
export interface Subject extends Counter {
  /** What is counted, for the refusal: "Too many PINs were refused for this key". */
  readonly what: 'PINs' | 'ids';
  readonly name: 'key' | 'address' | 'network' | 'terminal' | 'person';
  /** How many times the limit this counter may hold. */
  readonly share: number;
}

type Read = (counter: Counter) => Counted;

/** Visitors from where no more was refused share a count of their own: those who guess close the key for themselves, and not for the others. */
const FEW_REFUSED = 3;

/**
 * Secret key: the key; the address, for all secret keys of its account and mode together; and the terminal, which is the caller's
 * own word and therefore its own counter under each key. Names that are made up open nothing: key and address still count.
 *
 * Publishable key: the visitor (the key from one address), with a larger share all networks of one sender, and the key, apart for visitors
 * from where little was refused (`visitorCounters`). A terminal named by a visitor is a
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
  read: Read,
): readonly Subject[] {
  const { accountId, livemode, keyId, publishable, terminal, user } = caller;
  if (user) return [{ what: 'PINs', name: 'person', id: user.id, among: 'people', share: 1 }];
  const pins = (name: 'key' | 'address' | 'terminal', kind: string, id: string): Subject => ({
    ...{ what: 'PINs', name, id, share: 1 },
    among: inMode(caller, kind),
  });
  if (terminal) return [pins('terminal', 'tills', `${keyId} ${String(terminal.unlocks)}`)];
  if (publishable) return ofVisitor(caller, 'PINs', address, read);
  const subjects = [
    pins('key', 'keys', keyId),
    pins('address', 'addresses of servers', `${accountId} ${livemode ? 'live' : 'test'} ${address}`),
  ];
  if (terminalId !== undefined) subjects.push(pins('terminal', 'names of terminals', `${keyId} ${terminalId}`));
  return subjects;
}

/** Ids that are not there, as one visitor asked for them. The key has no count of them: reads are no guesses at PINs. */
export function idSubjects(caller: Caller, address: string, read: Read): readonly Subject[] {
  return ofVisitor(caller, 'ids', address, read).filter(({ name }) => name !== 'key');
}

function ofVisitor(caller: Caller, what: Subject['what'], address: string, read: Read): readonly Subject[] {
  const mode = (counter: Counter) => ({ ...counter, among: inMode(caller, `${counter.among} of visitors`) });
  const counters = visitorCounters(what, caller.keyId, address, FEW_REFUSED, (counter) => read(mode(counter)));
  return counters.map((counter) => ({ ...counter, ...mode(counter), what }));
}

/** Test vouchers and test keys cost nothing: whoever makes counters with them puts out none of live mode. */
function inMode({ livemode }: Caller, kind: string): string {
  return `${livemode ? 'live' : 'test'} ${kind}`;
}
