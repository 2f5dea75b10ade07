// What visitors of a page are counted in. A publishable key stands in the page, so it is not one caller but all visitors together: with one
// count for all of them, whoever has a few addresses could fill it for everybody else.
import { blockOf } from '../request/address';
import type { Counted, Counter } from './fixed-windows';

/** Those of one lane together: so many times what one address may. */
export const ADDRESSES_PER_KEY = 10;
/**
 * All networks of a /48 together. It is half of a lane, so that no customer of a hoster fills one alone; and five times what a mobile network
 * has for all its phones behind one IPv4 address.
 */
export const ADDRESSES_PER_BLOCK = 5;
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
