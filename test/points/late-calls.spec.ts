// Calls that waited: whether their keys still work is asked once for all of a round, and about those keys alone.
import type { ApiKey } from '../../src/core/accounts/account';
import { keysEnded } from '../../src/core/accounts/key-ended';
import type { Call, Waiting } from '../../src/core/points/use-cases/ledger/round';
import { LateCalls } from '../../src/core/points/use-cases/ledger/still-in';

const NOW = 1_700_000_000_000;
const key = (id: string, given: Partial<ApiKey> = {}): ApiKey => ({
  id,
  accountId: 'acc_1',
  livemode: false,
  type: 'secret',
  digest: id,
  hint: 'sk_test_…abcd',
  createdAt: NOW - 1_000,
  revokedAt: null,
  ...given,
});

/** A call that came so long ago, and what it was refused with. */
function waiting(keyId: string | null, agoMs: number, accountId = 'acc_1') {
  const refusals: unknown[] = [];
  const call = { asker: { accountId, livemode: false, keyId } } as Call<unknown>;
  const one: Waiting = {
    call,
    resolve: () => undefined,
    reject: (error) => refusals.push((error as { readonly code: string }).code),
    torn: 0,
    known: null,
    sinceMs: 10_000 - agoMs,
    calledMs: 10_000 - agoMs,
  };
  return { one, refusals };
}

test('a round asks once about the keys of all that waited, and refuses those whose key ended', async () => {
  const keys = [key('works'), key('revoked', { revokedAt: NOW - 1 }), key('ended', { endsAt: NOW - 1 })];
  const asked: (readonly string[])[] = [];
  const accounts = {
    findKeys: (ids: readonly string[]) => {
      asked.push(ids);
      return Promise.resolve(keys.filter(({ id }) => ids.includes(id)));
    },
  };
  const clock = { elapsed: () => 10_000, now: () => NOW };
  const late = new LateCalls(clock, (askers) => keysEnded({ accounts, clock }, askers));
  const calls = [
    waiting('works', 600),
    waiting('revoked', 600),
    waiting('revoked', 700),
    waiting('ended', 600),
    waiting('deleted', 600),
    waiting('works', 800),
    // Neither is asked about.
    waiting('at once', 100),
    waiting(null, 900),
  ];
  const goOn = await late.without(calls.map(({ one }) => one));
  expect(asked).toEqual([['works', 'revoked', 'ended', 'deleted']]);
  const [no, yes] = [['key_revoked'], []];
  expect(calls.map(({ refusals }) => refusals)).toEqual([yes, no, no, no, no, yes, yes, yes]);
  expect(goOn).toEqual([0, 5, 6, 7].map((at) => calls[at]?.one));
  // The key of one account is none of another.
  const other = waiting('works', 600, 'acc_2');
  expect([await late.without([other.one]), other.refusals]).toEqual([[], no]);
});
