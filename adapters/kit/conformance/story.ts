// An adapter talking to its provider's own simulator: for stories that need both sides.
import type { CaptureCall, ProviderAdapter, ProviderHttp } from '../../../src/core/providers/provider';
import { Pin } from '../../../src/core/values/pin';
import type { ProviderDefinition, Settings } from '../define';
import { createHttpAgents, createProviderHttp } from '../http/client';
import { type Books, createBooks, type Scenario } from '../simulator/books';
import type { Simulator } from '../simulator/simulator';
import { sourceOf } from './subject';

/** An adapter, the simulator it talks to, and the simulator's books. */
export interface Story {
  readonly books: Books;
  readonly adapter: ProviderAdapter;
  readonly simulator: Simulator;
  readonly port: number;
  http(timeoutMs?: number): ProviderHttp;
  /** The PIN of a fresh voucher, worth 2500 cents unless told otherwise. */
  issue(scenario: Scenario, valueCents?: number): string;
  /** A capture of the voucher with this PIN, whole value unless told otherwise. */
  capture(pin: string, reference: string, changes?: Partial<CaptureCall>): CaptureCall;
  /** What the books say was taken under a reference, in cents. */
  taken(reference: string): number;
  close(): Promise<void>;
}

/** Starts the simulator on a free port and builds the adapter for it. The caller must close the story. */
export async function openStory(definition: ProviderDefinition, settings: Settings = {}): Promise<Story> {
  const books = createBooks();
  const simulator = definition.simulator(books);
  const port = await simulator.listen(0);
  const all: Settings = {
    timeoutMs: 5_000,
    settlingMs: 1_000,
    ...definition.simulatorSettings(`http://127.0.0.1:${String(port)}`),
    ...settings,
  };
  const adapter = definition.adapter(all);
  const agents = createHttpAgents();
  const http = (timeoutMs = 5_000) => createProviderHttp({ baseUrl: String(all['baseUrl']), timeoutMs, agents });
  const secret = adapter.traits.sourceFields.find((field) => field.sensitive)?.name ?? 'pin';
  return {
    books,
    adapter,
    simulator,
    port,
    http,
    issue: (scenario, valueCents = 2500) =>
      books.issue({ type: definition.type, value: valueCents, pinLength: simulator.pinLength ?? 16, scenario }).pin,
    capture: (pin, reference, changes = {}) => ({
      http: http(),
      accountId: 'acc_story',
      redemptionId: 'rdm_story',
      livemode: false,
      reference,
      firstSentAt: '2026-01-02T03:04:05.000Z',
      source: { ...sourceOf(adapter), [secret]: new Pin(pin) },
      amountCents: 0,
      currency: 'ZAR',
      options: { partial: 'decline' },
      ...changes,
    }),
    taken: (reference) =>
      books
        .snapshot()
        .vouchers.flatMap((voucher) => voucher.taken)
        .filter((movement) => movement.reference === reference)
        .reduce((sum, movement) => sum + movement.amount, 0),
    async close() {
      agents.close();
      await simulator.close();
      books.close();
    },
  };
}

/** Scenarios in which the simulator takes the value and loses the answer. */
export const LOST_ANSWERS = [
  'timeout_after_taking',
  'drop_after_taking',
  'error_after_taking',
  'garbage_reply',
] as const;

/** Scenarios of vouchers that cannot be taken, with the decline that each must end in. */
export const REFUSED = [
  ['used', 'voucher_already_redeemed'],
  ['expired', 'voucher_expired'],
  ['not_found', 'voucher_not_found'],
  ['cancelled', 'voucher_cancelled'],
] as const;
