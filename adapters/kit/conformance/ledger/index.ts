// The conformance suite of adapters whose transport is the ledger: the same rules as over HTTP, in the weather of the bench.
import assert from 'node:assert/strict';
import type { ProviderAdapter } from '../../../../src/core/providers/provider';
import type { LedgerDefinition } from '../../define';
import type { Check } from '../check';
import { BenchLedger, type Weather } from './bench';

/** What the suite must be told: a source, and what each refusal of the ledger means. */
export interface LedgerSubject {
  readonly definition: LedgerDefinition;
  readonly source: Readonly<Record<string, string>>;
  /** Every refusal that the adapter lists, by the code of the ledger. */
  readonly refusals: ReadonlyMap<string, string>;
}

type Adapter = ProviderAdapter<'ledger'>;
type Moving = 'capture' | 'hold' | 'release' | 'restore';
type Outcome = Awaited<ReturnType<Adapter['inquireCapture']>>;

const CENTS = 1900;
const INQUIRIES = { capture: 'inquireCapture', hold: 'inquireHold', release: null, restore: 'inquireRestore' } as const;
const MOVING = Object.keys(INQUIRIES) as readonly Moving[];
const NONSENSE: readonly unknown[] = [undefined, null, {}, { kind: 'ok' }, 'moved', { kind: 'refused' }];

/** Registers every check with jest. */
export function describeLedgerConformance(subject: LedgerSubject): void {
  describe(`${subject.definition.type} conforms`, () => {
    for (const check of ledgerChecks(subject)) it(check.name, () => check.run());
  });
}

export function ledgerChecks(subject: LedgerSubject): Check[] {
  const { adapter } = subject.definition;
  const moving = MOVING.filter((name) => adapter[name] !== undefined);
  return [
    { name: 'its traits agree with what it has', run: () => checkTraits(subject) },
    ...moving.flatMap((name) => checksOf(subject, name)),
    { name: 'a look-up moves nothing and never throws', run: () => checkLookup(subject) },
  ];
}

function checksOf(subject: LedgerSubject, name: Moving): Check[] {
  return [
    {
      name: `${name}: one movement a call, under the name of the call, also where the answer is late`,
      run: async () => {
        for (const weather of [{ kind: 'fair' }, { kind: 'late', turns: 50 }] as const) {
          const { ledger, result } = await play(subject, name, weather);
          assert.ok(result.kind === 'accepted' && result.amountCents === CENTS);
          assert.deepEqual(ledger.moves[0]?.name, { accountId: 'acc_bench', livemode: false, reference: 'bench-1' });
        }
      },
    },
    {
      name: `${name}: the same call again has the same name`,
      run: async () => {
        const { ledger, result } = await play(subject, name, { kind: 'fair' });
        assert.deepEqual(await ask(subject, name, ledger), result);
        assert.deepEqual(ledger.moves[1]?.name, ledger.moves[0]?.name);
      },
    },
    {
      name: `${name}: what is listed is a decline, and what is not is unknown`,
      run: async () => {
        for (const [code, meaning] of subject.refusals) {
          const { result } = await play(subject, name, { kind: 'refuses', code });
          assert.ok(result.kind === 'declined' && result.code === meaning, `${code} is ${result.kind}`);
        }
        const { result } = await play(subject, name, { kind: 'refuses', code: 'a_code_of_tomorrow' });
        assert.equal(result.kind, 'unknown');
      },
    },
    {
      name: `${name}: not begun is not sent; a failure, a throw and nonsense are unknown`,
      run: async () => {
        assert.equal((await play(subject, name, { kind: 'not_sent' })).result.kind, 'not_sent');
        for (const written of [true, false])
          for (const throws of [true, false])
            assert.equal((await play(subject, name, { kind: 'fails', written, throws })).result.kind, 'unknown');
        for (const reply of NONSENSE)
          assert.equal((await play(subject, name, { kind: 'says', reply })).result.kind, 'unknown');
      },
    },
    { name: `${name}: doubt ends at the first question`, run: () => checkDoubt(subject, name) },
  ];
}

/** After a failure the question tells what became of it, and what did not happen cannot happen any more. */
async function checkDoubt(subject: LedgerSubject, name: Moving): Promise<void> {
  const inquiry = INQUIRIES[name];
  for (const written of [true, false]) {
    const { ledger } = await play(subject, name, { kind: 'fails', written, throws: false });
    ledger.weather = { kind: 'fair' };
    // What has no question of its own is asked for again.
    if (inquiry === null) {
      assert.equal((await ask(subject, name, ledger)).kind, 'accepted');
      continue;
    }
    const told = await call(subject, inquiry, ledger);
    assert.equal(ledger.moves.length, 1, 'a question moves nothing');
    assert.equal(ledger.settles[0]?.reference, 'bench-1');
    if (written) assert.equal(told.kind, 'accepted');
    else assert.ok(told.kind === 'declined' && told.proof === 'record', 'a certain no');
    const late = await ask(subject, name, ledger);
    assert.equal(late.kind, written ? 'accepted' : 'declined', 'what comes after the question changes nothing');
  }
}

async function play(subject: LedgerSubject, name: Moving, weather: Weather) {
  const ledger = new BenchLedger(CENTS);
  ledger.weather = weather;
  const result = await ask(subject, name, ledger);
  assert.equal(ledger.moves.length, 1, `${name} moved ${String(ledger.moves.length)} times`);
  assert.equal(ledger.settles.length, 0, `${name} asked a question, which takes its own name`);
  return { ledger, result };
}

async function ask(subject: LedgerSubject, name: Moving, ledger: BenchLedger): Promise<Outcome> {
  return call(subject, name, ledger);
}

type Called = Moving | 'inquireCapture' | 'inquireHold' | 'inquireRestore';

async function call({ definition, source }: LedgerSubject, name: Called, ledger: BenchLedger): Promise<Outcome> {
  const { adapter } = definition;
  const method = adapter[name]?.bind(adapter) as ((call: object) => Promise<Outcome>) | undefined;
  assert.ok(method, `the adapter has no ${name}`);
  const given = {
    ledger,
    accountId: 'acc_bench',
    redemptionId: 'rdm_bench',
    livemode: false,
    reference: 'bench-1',
    firstSentAt: '2026-01-02T03:04:05.000Z',
    until: '2026-01-02T04:04:05.000Z',
    source,
    amountCents: CENTS,
    currency: 'ZAR',
    options: { partial: 'decline' },
    holdReference: 'bench-0',
    originalReference: 'bench-0',
    originalTransactionId: null,
  };
  try {
    return await method(given);
  } catch (error) {
    throw new Error(`${name} threw: ${error instanceof Error ? error.name : 'something'}`, { cause: error });
  }
}

async function checkTraits({ definition, refusals }: LedgerSubject): Promise<void> {
  const { adapter, type, provider } = definition;
  const { traits } = adapter;
  assert.deepEqual([traits.type, traits.provider], [type, provider]);
  assert.equal(adapter.hold !== undefined, adapter.inquireHold !== undefined && adapter.release !== undefined);
  assert.equal(traits.capabilities.lookup, adapter.lookup !== undefined);
  assert.equal(traits.capabilities.refund, adapter.restore !== undefined || adapter.refund !== undefined);
  assert.equal(adapter.restore !== undefined, adapter.inquireRestore !== undefined);
  assert.ok(!traits.partialRestore || adapter.restore !== undefined, 'parts of what?');
  assert.ok(refusals.size > 0);
  return Promise.resolve();
}

async function checkLookup({ definition, source, refusals }: LedgerSubject): Promise<void> {
  const { adapter } = definition;
  const lookup = async (weather: Weather) => {
    const ledger = new BenchLedger(CENTS);
    ledger.weather = weather;
    const found = await adapter.lookup?.({ ledger, accountId: 'acc_bench', livemode: false, source });
    assert.deepEqual([ledger.moves.length, ledger.settles.length, ledger.balances], [0, 0, 1]);
    return found;
  };
  if (!adapter.traits.capabilities.lookup) return;
  const found = await lookup({ kind: 'fair' });
  assert.ok(found?.kind === 'found' && found.balanceCents === CENTS);
  const [code = '', meaning] = [...refusals][0] ?? [];
  const declined = await lookup({ kind: 'refuses', code });
  assert.ok(declined?.kind === 'declined' && declined.code === meaning);
  assert.equal((await lookup({ kind: 'refuses', code: 'a_code_of_tomorrow' }))?.kind, 'unknown');
  assert.equal((await lookup({ kind: 'fails', written: false, throws: true }))?.kind, 'unknown');
  for (const reply of NONSENSE) assert.equal((await lookup({ kind: 'says', reply }))?.kind, 'unknown');
}
