// Whose turn it is after a round that had no room for all of its calls.
import { NO_READS } from '../../src/core/points/decide/rows';
import { Lanes } from '../../src/core/points/use-cases/ledger/lanes';
import type { Waiting } from '../../src/core/points/use-cases/ledger/round';

const nothing = () => undefined;

const call = (accountId: string): Waiting => ({
  call: {
    asker: { accountId, livemode: false, keyId: 'key' },
    key: null,
    expects: NO_READS,
    decide: () => null,
    show: () => null,
  },
  resolve: nothing,
  reject: nothing,
  torn: 0,
  known: null,
  sinceMs: 0,
  calledMs: 0,
});

test('accounts of which a round served no call keep their turn, in their order; of each the calls keep theirs', () => {
  const lanes = new Lanes();
  const [one, other, first, second, third] = ['one', 'other', 'unlucky', 'unlucky', 'served'].map(call);
  if (!one || !other || !first || !second || !third) throw new Error('Five were made');
  const calls = [third, first, one, second, other];
  for (const waiting of calls) lanes.add(waiting);
  lanes.take([third, first, one, other]);
  const again = call('served');
  lanes.add(again);
  lanes.putBack([first, one, other], new Set(['served']));
  expect([...lanes.inTurn()]).toEqual([first, one, other, again, second]);
  expect(lanes.size).toBe(5);
  lanes.take([first, one, again]);
  lanes.putBack([again], new Set(['unlucky', 'one', 'served']));
  expect([...lanes.inTurn()]).toEqual([other, second, again]);
});
