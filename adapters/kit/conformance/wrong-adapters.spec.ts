// The suite under test: it must pass the adapter of docs/adding-a-provider.md, and reject adapters that are wrong on purpose.
import type { ProviderOutcome } from '../../../src/core/providers/outcome';
import type { Pin } from '../../../src/core/values/pin';
import type { CaptureCall, ProviderAdapter } from '../../../src/core/providers/provider';
import { conformanceChecks, describeConformance } from './index';
import { GUIDE_SUBJECT, guideDefinition, guideFaults } from './guide';
import type { ProviderDefinition } from '../define';

const load = (path: string): unknown => jest.requireActual(path);
const guide = guideDefinition(load);

it('the adapter on the page compiles', () => {
  expect(guideFaults()).toEqual([]);
}, 60_000);

describeConformance({ ...GUIDE_SUBJECT, definition: guide });

type Capture = (call: CaptureCall, right: ProviderAdapter) => Promise<ProviderOutcome>;

/** The guide's adapter with one method spoiled. */
function wrong(capture: Capture): ProviderDefinition {
  return {
    ...guide,
    adapter(settings) {
      const right = guide.adapter(settings);
      return { ...right, capture: (call) => capture(call, right) };
    },
  };
}

const pinOf = (call: CaptureCall): string => (call.source['pin'] as Pin).reveal();
let counter = 0;

/** How it is wrong, and the check (or one of them) that must find out. */
const WRONG: readonly (readonly [name: string, foundBy: RegExp, capture: Capture])[] = [
  [
    'retries when no answer came',
    /capture .*dropped before the answer is unknown/,
    async (call, right) => {
      const first = await right.capture(call);
      return first.kind === 'unknown' ? right.capture(call) : first;
    },
  ],
  [
    'retries later, behind our back',
    /capture .*dropped before the answer is unknown/,
    async (call, right) => {
      const first = await right.capture(call);
      if (first.kind === 'unknown') setTimeout(() => void right.capture(call), 20);
      return first;
    },
  ],
  [
    'takes a timeout for a refusal',
    /capture .*no answer in time is unknown/,
    async (call, right) => {
      const outcome = await right.capture(call);
      const timedOut = outcome.kind === 'unknown' && outcome.reason.startsWith('no answer');
      return timedOut ? { kind: 'declined', code: 'provider_rejected', proof: 'refusal' } : outcome;
    },
  ],
  [
    'takes an unlisted code for a refusal',
    /capture .*a code that is not listed is unknown/,
    async (call, right) => {
      const outcome = await right.capture(call);
      const said = outcome.kind === 'unknown' && outcome.providerCode !== undefined;
      return said ? { kind: 'declined', code: 'provider_rejected', proof: 'refusal' } : outcome;
    },
  ],
  [
    'takes a reset connection for "not sent"',
    /capture .*dropped before the answer is unknown/,
    async (call, right) => {
      const outcome = await right.capture(call);
      const reset = outcome.kind === 'unknown' && outcome.reason.includes('UND_ERR_SOCKET');
      return reset ? { kind: 'not_sent', code: 'provider_unavailable', reason: 'reset' } : outcome;
    },
  ],
  [
    'takes a refused connection for doubt',
    /capture .*refused connection is not_sent/,
    async (call, right) => {
      const outcome = await right.capture(call);
      return outcome.kind === 'not_sent' ? { kind: 'unknown', reason: outcome.reason } : outcome;
    },
  ],
  [
    'puts the PIN into words',
    /fixture: capture, spent/,
    async (call, right) => {
      const outcome = await right.capture(call);
      return outcome.kind === 'declined' ? { ...outcome, providerMessage: `Voucher ${pinOf(call)} is spent` } : outcome;
    },
  ],
  [
    'names a redemption by its PIN',
    /fixture: capture, taken/,
    async (call, right) => {
      const outcome = await right.capture(call);
      return outcome.kind === 'accepted' ? { ...outcome, details: { serial_number: pinOf(call) } } : outcome;
    },
  ],
  [
    'names what no public object can hold',
    /capture: absurd replies never throw/,
    async (call, right) => {
      const outcome = await right.capture(call);
      const details = { transaction_id: 'mine', 'Serial Number': '1' };
      return outcome.kind === 'accepted' ? { ...outcome, details } : outcome;
    },
  ],
  [
    'logs the PIN',
    /fixture: capture, taken/,
    (call, right) => {
      process.stdout.write(`redeeming ${pinOf(call)}\n`);
      return right.capture(call);
    },
  ],
  [
    'puts the PIN into a URL',
    /fixture: capture, taken/,
    async (call, right) => {
      await call.http.send({ method: 'GET', path: `/vouchers/${pinOf(call)}` });
      return right.capture(call);
    },
  ],
  [
    'makes up its own reference',
    /capture: the same call is the same request/,
    (call, right) => {
      counter += 1;
      return right.capture({ ...call, reference: `${call.reference}-${String(counter)}` });
    },
  ],
  [
    'throws on an answer it does not like',
    /capture: absurd replies never throw/,
    async (call, right) => {
      const outcome = await right.capture(call);
      if (outcome.kind === 'unknown') throw new Error('cannot read that');
      return outcome;
    },
  ],
  [
    'trusts the amount it asked for',
    /capture .*an empty object is unknown/,
    async (call, right) => {
      const outcome = await right.capture(call);
      return outcome.kind === 'unknown' ? { kind: 'accepted', amountCents: call.amountCents } : outcome;
    },
  ],
  [
    'leaves a timer running',
    /fixture: capture, taken/,
    (call, right) => {
      const timer = setInterval(() => undefined, 60_000);
      LEFT_RUNNING.push(timer);
      return right.capture(call);
    },
  ],
];

const LEFT_RUNNING: NodeJS.Timeout[] = [];
afterAll(() => {
  for (const timer of LEFT_RUNNING) clearInterval(timer);
});

describe.each(WRONG)('an adapter that %s', (_name, foundBy, capture) => {
  const found = conformanceChecks({ ...GUIDE_SUBJECT, definition: wrong(capture) }).filter(({ name }) =>
    foundBy.test(name),
  );

  it('is rejected', async () => {
    expect(found.length).toBeGreaterThan(0);
    for (const check of found) await expect(check.run()).rejects.toThrow();
  });
});

it('rejects traits that promise what the adapter has not', async () => {
  const boastful: ProviderDefinition = {
    ...guide,
    adapter(settings) {
      const right = guide.adapter(settings);
      const capabilities = { ...right.traits.capabilities, refund: true };
      return { ...right, traits: { ...right.traits, capabilities } };
    },
  };
  const [traits] = conformanceChecks({ ...GUIDE_SUBJECT, definition: boastful });
  await expect(traits?.run()).rejects.toThrow('refund');
});
