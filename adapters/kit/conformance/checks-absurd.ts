// Checks with replies that no provider would send: any JSON at all, a good reply with one part replaced, a PIN echoed into
// every place where text can stand.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OPERATIONS, type OperationName } from '../../../src/core/providers/gate';
import { DETAILS_MAX, isDetail } from '../../../src/core/providers/details';
import { DECLINE_CODES, NOT_SENT_CODES } from '../../../src/core/providers/outcome';
import { run } from './bench';
import type { Check } from './check';
import type { Fixture } from './fixture';
import { pathOf, type Result, type Subject } from './subject';

const RUNS = 40;
const OUTCOMES = ['accepted', 'declined', 'pending', 'not_sent', 'unknown'];
/** What each form of answer may be. */
const KINDS = {
  outcome: OUTCOMES,
  inquiry: [...OUTCOMES, 'not_found'],
  lookup: ['found', 'declined', 'not_sent', 'unknown'],
};

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Two checks for each operation that has a fixture with JSON. */
export function absurdChecks(subject: Subject): Check[] {
  const spoken = subject.fixtures.filter((fixture) => fixture.exchanges.some(({ reply }) => reply.json !== undefined));
  const operations = [...new Set(spoken.map((fixture) => fixture.operation))];
  return operations.flatMap((operation) => {
    const fixtures = spoken.filter((fixture) => fixture.operation === operation);
    return [absurdCheck(subject, operation, fixtures), echoCheck(subject, operation, fixtures)];
  });
}

function absurdCheck(subject: Subject, operation: OperationName, fixtures: readonly Fixture[]): Check {
  return {
    name: `${operation}: absurd replies never throw and never make money of nonsense`,
    async run() {
      const replies = fixtures.map((fixture) => fixture.exchanges.at(-1)?.reply);
      const statuses = fc.constantFrom(...replies.map((reply) => reply?.status ?? 200));
      const parts = replies.flatMap((reply) =>
        paths(reply?.json as Json).map((path) => ({ json: reply?.json as Json, path })),
      );
      const spoiled =
        parts.length === 0
          ? fc.constant<unknown>(null)
          : fc.tuple(fc.constantFrom(...parts), odd()).map(([{ json, path }, value]) => replaced(json, path, value));
      const bodies = fc.oneof(fc.jsonValue() as fc.Arbitrary<unknown>, spoiled);
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...fixtures), statuses, bodies, async (fixture, status, json) => {
          const body = JSON.stringify(json);
          const { result } = await run(subject, fixture, {
            loose: true,
            answer: (request) =>
              request.path === pathOf(fixture.exchanges.at(-1)) ? { kind: 'reply', status, body } : undefined,
          });
          checkShape(operation, result);
        }),
        { numRuns: RUNS },
      );
    },
  };
}

/** Values that break careless readers. */
function odd(): fc.Arbitrary<Json> {
  const values: Json[] = [
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    Number.MAX_SAFE_INTEGER + 2,
    '',
    '-1',
    '1e3',
    'NaN',
    '0x10',
    '19.005',
    [],
    {},
  ];
  return fc.oneof(
    fc.constantFrom(...values),
    fc.string(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
}

/** What the types say, held against what was really returned. */
export function checkShape(operation: OperationName, result: Result): void {
  assert.ok(KINDS[OPERATIONS[operation].answers].includes(result.kind), `${operation} cannot answer ${result.kind}`);
  if (result.kind === 'accepted')
    assert.ok(Number.isSafeInteger(result.amountCents) && result.amountCents > 0, 'amount');
  if (result.kind === 'found')
    assert.ok(Number.isSafeInteger(result.balanceCents) && result.balanceCents >= 0, 'balance');
  if (result.kind === 'declined') {
    assert.ok(DECLINE_CODES.includes(result.code) && ['refusal', 'record'].includes(result.proof), 'decline');
  }
  if (result.kind === 'not_sent') assert.ok(NOT_SENT_CODES.includes(result.code), 'code');
  if (result.kind === 'unknown' || result.kind === 'not_sent') assert.ok(result.reason.length > 0, 'no reason');
  if ('details' in result) checkDetails(result.details ?? {});
  if ('voucher' in result) {
    const { amountCents } = result.voucher ?? {};
    assert.ok(amountCents === undefined || (Number.isSafeInteger(amountCents) && amountCents > 0), 'voucher amount');
  }
}

/** Names that the public object can have, and few enough to keep with every operation. */
function checkDetails(details: Readonly<Record<string, string>>): void {
  const entries = Object.entries(details);
  assert.ok(entries.length <= DETAILS_MAX, `more than ${String(DETAILS_MAX)} details`);
  for (const [name, value] of entries) assert.ok(isDetail(name, value), `the detail ${name} cannot be kept`);
}

function echoCheck(subject: Subject, operation: OperationName, fixtures: readonly Fixture[]): Check {
  return {
    name: `${operation}: a PIN that the provider echoes goes no further`,
    async run() {
      for (const fixture of firstOfEachKind(fixtures)) {
        const json = fixture.exchanges.at(-1)?.reply.json as Json;
        for (const path of paths(json)) {
          for (const echo of echoes(fixture)) {
            const exchanges = fixture.exchanges.map((exchange, index) =>
              index === fixture.exchanges.length - 1
                ? { ...exchange, reply: { ...exchange.reply, json: replaced(json, path, echo) } }
                : exchange,
            );
            // `run` looks for the PIN in everything that comes out.
            const { result } = await run(subject, { ...fixture, exchanges }, { loose: true });
            checkShape(operation, result);
          }
        }
      }
    },
  };
}

function firstOfEachKind(fixtures: readonly Fixture[]): Fixture[] {
  const kindOf = ({ outcome }: Fixture) => `${outcome.kind} ${String('voucher' in outcome)}`;
  return [...new Map([...fixtures].reverse().map((fixture) => [kindOf(fixture), fixture])).values()];
}

/** The presented PIN, where the provider gets to see it, and the PIN of a voucher that it issues. */
function echoes({ operation, outcome }: Fixture): string[] {
  const issued = (outcome['voucher'] as { pin?: string } | undefined)?.pin;
  const pins = [...(OPERATIONS[operation].carriesPin ? ['$pin'] : []), ...(issued === undefined ? [] : [issued])];
  return pins.flatMap((pin) => [`V${pin}`, `Voucher ${pin} is not valid`]);
}

type Path = readonly (string | number)[];

/** The place of every leaf. */
function paths(json: Json | undefined, above: Path = []): Path[] {
  if (typeof json !== 'object' || json === null) return above.length === 0 ? [] : [above];
  return Object.entries(json).flatMap(([name, value]) => paths(value, [...above, name]));
}

function replaced(json: Json, [first, ...rest]: Path, value: Json): Json {
  if (first === undefined) return value;
  if (typeof json !== 'object' || json === null) return json;
  const copy = (Array.isArray(json) ? [...json] : { ...json }) as Record<string, Json>;
  copy[first] = replaced(copy[first] ?? null, rest, value);
  return copy;
}
