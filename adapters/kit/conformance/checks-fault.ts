// Checks of bad answers: whatever is not plainly a success or a listed refusal is `unknown`; what was never sent is `not_sent`.
import assert from 'node:assert/strict';
import { run } from './bench';
import type { Check } from './check';
import { answerOf, type Fixture } from './fixture';
import { type Answer, closedOrigin, openSocketServer, type SeenRequest } from './socket-server';
import { pathOf, type Run, type RunOptions, type Subject } from './subject';

/** Long enough that a busy machine still gets to the request in question. */
const SHORT_TIMEOUT_MS = 400;
const OVERSIZE = JSON.stringify({ padding: 'x'.repeat(2 << 20) });
const HTML = '<!DOCTYPE html><html><body><h1>Scheduled maintenance</h1></body></html>';

type Spoil = (good: { status: number; body: string }) => Answer;

const FAULTS: readonly (readonly [string, Spoil])[] = [
  ['no answer in time', () => ({ kind: 'hang' })],
  ['a connection dropped before the answer', () => ({ kind: 'drop' })],
  ['a connection dropped in the middle of the answer', ({ status, body }) => ({ kind: 'half', status, body })],
  ['a success with HTTP 500', ({ body }) => ({ kind: 'reply', status: 500, body })],
  ['HTTP 502 with a page', () => ({ kind: 'reply', status: 502, body: HTML })],
  [
    'HTTP 200 with a page',
    () => ({ kind: 'reply', status: 200, body: HTML, headers: { 'content-type': 'text/html' } }),
  ],
  ['truncated JSON', ({ status, body }) => ({ kind: 'reply', status, body: body.slice(0, body.length >> 1) })],
  ['an empty body', ({ status }) => ({ kind: 'reply', status, body: '' })],
  ['an empty object', ({ status }) => ({ kind: 'reply', status, body: '{}' })],
  ['an oversized body', ({ status }) => ({ kind: 'reply', status, body: OVERSIZE })],
  ['HTTP 404', () => ({ kind: 'reply', status: 404, body: '{"error":"Not Found"}' })],
  ['HTTP 418', () => ({ kind: 'reply', status: 418, body: HTML })],
];

/** Where a fault is put: the request that moves value, or the last one of an operation that moves none. */
type Target = (request: SeenRequest, isMoney: boolean) => boolean;

/** Every fault, for one success of each operation and of each way to it. */
export function faultChecks(subject: Subject): Check[] {
  return spoilable(subject).flatMap((fixture) => [
    ...FAULTS.map(([name, spoil]) => unknownCheck(subject, fixture, name, spoil)),
    unknownCheck(subject, fixture, 'a code that is not listed', () => answerOf(subject.unlisted)),
    refusedCheck(subject, fixture),
    redirectCheck(subject, fixture),
    ...lookFirstChecks(subject, fixture),
    ...serverErrorChecks(subject, fixture),
  ]);
}

/** One success of every operation, and of every way (with or without a look-up first) to it. */
function spoilable(subject: Subject): Fixture[] {
  const found = new Map<string, Fixture>();
  for (const fixture of subject.fixtures) {
    const good = ['accepted', 'found'].includes(fixture.outcome.kind) && fixture.exchanges.length > 0;
    const way = [fixture.operation, ...fixture.exchanges.map(({ request }) => request.path)].join(' ');
    if (good && !found.has(way)) found.set(way, fixture);
  }
  return [...found.values()];
}

function targetOf(subject: Subject, fixture: Fixture): Target {
  const isMoney = ({ method, path }: { method: string; path: string }) =>
    subject.moneyRequests.includes(`${method} ${path}`);
  if (fixture.exchanges.some(({ request }) => isMoney(request))) return (_request, money) => money;
  const last = pathOf(fixture.exchanges.at(-1));
  return ({ path }) => path === last;
}

async function spoiled(subject: Subject, fixture: Fixture, spoil: Spoil, options: RunOptions = {}): Promise<Run> {
  const target = targetOf(subject, fixture);
  const isMoney = ({ request }: Fixture['exchanges'][number]) =>
    subject.moneyRequests.includes(`${request.method} ${request.path}`);
  const good = fixture.exchanges.find(isMoney) ?? fixture.exchanges.at(-1);
  const body = JSON.stringify(good?.reply.json ?? {});
  const answer = (request: SeenRequest, money: boolean) =>
    target(request, money) ? spoil({ status: good?.reply.status ?? 200, body }) : undefined;
  return run(subject, fixture, { loose: true, answer, ...options });
}

function unknownCheck(subject: Subject, fixture: Fixture, name: string, spoil: Spoil): Check {
  return {
    name: `${fixture.operation} (${fixture.name}): ${name} is unknown`,
    async run() {
      const waits = spoil({ status: 200, body: '' }).kind === 'hang';
      const { result } = await spoiled(subject, fixture, spoil, waits ? { timeoutMs: SHORT_TIMEOUT_MS } : {});
      assert.equal(result.kind, 'unknown');
    },
  };
}

function refusedCheck(subject: Subject, fixture: Fixture): Check {
  return {
    name: `${fixture.operation} (${fixture.name}): a refused connection is not_sent`,
    async run() {
      const { result } = await run(subject, fixture, { loose: true, origin: await closedOrigin() });
      const { kind, code } = result as { kind: string; code?: string };
      assert.deepEqual({ kind, code }, { kind: 'not_sent', code: 'provider_unavailable' });
    },
  };
}

function redirectCheck(subject: Subject, fixture: Fixture): Check {
  return {
    name: `${fixture.operation} (${fixture.name}): a redirect is unknown, and nobody else is called`,
    async run() {
      const decoy = await openSocketServer(() => ({ kind: 'reply', status: 200, body: '{}' }));
      try {
        const headers = { location: `${decoy.origin}/elsewhere` };
        for (const status of [302, 307, 308]) {
          const { result } = await spoiled(subject, fixture, () => ({ kind: 'reply', status, body: '{}', headers }));
          assert.equal(result.kind, 'unknown');
        }
        assert.equal(decoy.seen.length, 0, 'a host that is not configured was called');
      } finally {
        await decoy.close();
      }
    },
  };
}

/** A look-up that fails before the money request leaves no doubt: nothing was sent that could move value. */
function lookFirstChecks(subject: Subject, fixture: Fixture): Check[] {
  const moves = (exchange: Fixture['exchanges'][number]) =>
    subject.moneyRequests.includes(`${exchange.request.method} ${exchange.request.path}`);
  const [first] = fixture.exchanges;
  if (!first || moves(first) || !fixture.exchanges.some(moves)) return [];
  const faults = FAULTS.filter(([name]) => name !== 'no answer in time');
  return faults.map(([name, spoil]) => ({
    name: `${fixture.operation} (${fixture.name}): ${name} to the look-up before it is not_sent`,
    async run() {
      const body = JSON.stringify(first.reply.json ?? {});
      const answer = (_request: SeenRequest, isMoney: boolean) =>
        isMoney ? undefined : spoil({ status: first.reply.status ?? 200, body });
      const { result, money } = await run(subject, fixture, { loose: true, answer });
      assert.equal(result.kind, 'not_sent');
      assert.equal(money.length, 0, 'a money request was sent without knowing the value');
    },
  }));
}

/** Even a listed refusal is no promise when it comes as a server error. */
function serverErrorChecks(subject: Subject, fixture: Fixture): Check[] {
  const refusal = subject.fixtures.find(
    ({ operation, outcome }) => operation === fixture.operation && outcome.kind === 'declined',
  );
  const json = refusal?.exchanges.at(-1)?.reply.json;
  if (json === undefined) return [];
  const body = JSON.stringify(json);
  return [
    unknownCheck(subject, fixture, 'a listed refusal with HTTP 500', () => ({ kind: 'reply', status: 500, body })),
  ];
}
