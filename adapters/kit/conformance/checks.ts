// The checks themselves, as data: each has a name and throws if the adapter breaks a promise. The spec of an adapter registers
// them with jest; the spec of the deliberately wrong adapters runs them by hand and expects them to throw.
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { OPERATION_NAMES, OPERATIONS } from '../../../src/core/providers/gate';
import { Pin } from '../../../src/core/values/pin';
import { run } from './bench';
import { absurdChecks, checkShape } from './checks-absurd';
import { faultChecks } from './checks-fault';
import { traitChecks } from './checks-traits';
import type { Fixture } from './fixture';
import type { Check } from './check';
import type { Result, Subject } from './subject';

/** Every check for this adapter. Each one is independent of the others. */
export function conformanceChecks(subject: Subject): Check[] {
  return [
    ...traitChecks(subject),
    ...subject.fixtures.map((fixture) => fixtureCheck(subject, fixture)),
    ...faultChecks(subject),
    ...identityChecks(subject),
    ...absurdChecks(subject),
  ];
}

function fixtureCheck(subject: Subject, fixture: Fixture): Check {
  return {
    name: `fixture: ${fixture.operation}, ${fixture.name}`,
    async run() {
      const timesOut = fixture.exchanges.some((exchange) => exchange.reply.fault === 'hang');
      const { result } = await run(subject, fixture, timesOut ? { timeoutMs: 400 } : {});
      assert.deepEqual(plain(result, 'reason' in fixture.outcome), fixture.outcome);
      if (result.kind === 'accepted' && result.amountCents > 0) checkShape(fixture.operation, result);
    },
  };
}

/** PINs as digits, so that they can be compared. */
function plain(result: Result, withReason: boolean): unknown {
  const entries = Object.entries<unknown>({ ...result })
    .filter(([name]) => withReason || name !== 'reason')
    .map(([name, value]) => [name, name === 'voucher' && typeof value === 'object' && value ? revealed(value) : value]);
  return Object.fromEntries(entries) as unknown;
}

function revealed(voucher: object): unknown {
  return Object.fromEntries(
    Object.entries(voucher).map(([name, value]) => [name, value instanceof Pin ? value.reveal() : (value as unknown)]),
  );
}

/** The first success of every operation that moves value. */
function moneyFixtures(subject: Subject): Fixture[] {
  const found = new Map<string, Fixture>();
  for (const fixture of subject.fixtures) {
    const moved = OPERATIONS[fixture.operation].movesMoney && fixture.outcome.kind === 'accepted';
    if (moved && !found.has(fixture.operation)) found.set(fixture.operation, fixture);
  }
  return [...found.values()];
}

function identityChecks(subject: Subject): Check[] {
  return moneyFixtures(subject).map((fixture) => ({
    name: `${fixture.operation}: the same call is the same request, with our reference in it`,
    async run() {
      const [first, again, other] = [
        await run(subject, fixture, { reference: 'conformance-a1' }),
        await run(subject, fixture, { reference: 'conformance-a1' }),
        await run(subject, fixture, { reference: 'conformance-b2', loose: true }),
      ];
      assert.equal(first.money.length, 1, 'no money request was sent');
      assert.equal(inspect(again.money[0]?.body), inspect(first.money[0]?.body), 'the same call was sent differently');
      assert.ok(!other.money[0]?.body.includes('conformance-a1'), 'a reference was used for another call');
      await checkResend(subject, fixture, first.money[0]?.body ?? '');
    },
  }));
}

/** Where doubt is resolved by sending again, what is sent again must be identical: another body is another redemption. */
async function checkResend(subject: Subject, fixture: Fixture, body: string): Promise<void> {
  const operation = OPERATION_NAMES.find((name) => OPERATIONS[name].asksAbout === fixture.operation);
  const adapter = subject.definition.adapter({
    timeoutMs: 1_000,
    settlingMs: 1_000,
    ...subject.definition.simulatorSettings('http://127.0.0.1'),
    ...fixture.settings,
  });
  if (adapter.traits.recovery !== 'resend' || !operation) return;
  const asked = await run(subject, { ...fixture, operation }, { reference: 'conformance-a1' });
  assert.equal(asked.money[0]?.body, body, 'the inquiry does not send the identical request');
}
