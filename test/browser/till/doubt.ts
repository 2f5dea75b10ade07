// Doubt that lasts until a test ends it: the provider takes the value, is gone in the same moment, and comes back when it is told to.
import { PROVIDERS } from '../../../adapters';
import type { SimulatedVoucher } from '../../../adapters/kit/simulator/books';
import type { World } from '../../api/world';

export interface Doubtful {
  readonly voucher: SimulatedVoucher;
  /** The provider is back, and says what is true. */
  settle(): Promise<void>;
}

/** A voucher of which nobody knows whether it was taken, from the moment in which it was. */
export function doubtful(
  { books, simulators }: Pick<World, 'books' | 'simulators'>,
  type: string,
  value: number,
): Doubtful {
  const provider = PROVIDERS.find((one) => one.type === type)?.provider ?? '';
  const voucher = simulators.issue({ type, value, scenario: 'drop_after_taking' });
  let gone: Promise<void> = Promise.resolve();
  const take = books.take.bind(books);
  books.take = (taken, reference, amountCents) => {
    take(taken, reference, amountCents);
    if (taken.pin !== voucher.pin) return;
    books.take = take;
    // Not a moment later: whoever asks what became of it finds nobody.
    gone = simulators.outage(provider, true);
  };
  return {
    voucher,
    settle: async () => {
      await gone;
      await simulators.outage(provider, false);
    },
  };
}
