// Accounts whose calls the store did not take, as the ledger remembers them.
import { Apart } from '../../src/core/points/use-cases/ledger/apart';
import type { Round, Waiting } from '../../src/core/points/use-cases/ledger/round';

let now = 0;
const calls = (...accounts: readonly string[]) =>
  accounts.map((accountId) => ({ call: { asker: { accountId } }, reject: () => undefined }) as unknown as Waiting);
const alone = (waiting: Waiting | undefined) =>
  ({ ready: [{ waiting, decided: {} }], refused: [] }) as unknown as Round;
const groups = (apart: Apart, all: readonly Waiting[]) =>
  apart.groupsOf(all).map((group) => group.map(({ call }) => call.asker.accountId).join());

it('sets the one apart that spoilt a commit, for a minute', () => {
  const apart = new Apart({ elapsed: () => now });
  const all = calls('a', 'b', 'c');
  expect(groups(apart, all)).toEqual(['a,b,c']);
  apart.spoilt(alone(all[1]), new Error('too large'));
  expect(groups(apart, all)).toEqual(['a,c', 'b']);
  now += 60_000;
  expect(groups(apart, all)).toEqual(['a,b,c']);
});

it('sets nobody apart where several spoil a round: it is the store then, and afterwards all share their commits again', () => {
  const apart = new Apart({ elapsed: () => now });
  const all = calls('a', 'b', 'c');
  groups(apart, all);
  for (const waiting of all) apart.spoilt(alone(waiting), new Error('no writes'));
  expect(groups(apart, all)).toEqual(['a,b,c']);
});
