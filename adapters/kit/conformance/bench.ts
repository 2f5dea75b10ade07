// Runs one operation of an adapter against the socket server, and holds every run to the rules that have no exceptions:
// no throw, one money request, our reference in it, no PIN where it does not belong, nothing left open.
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { OPERATIONS } from '../../../src/core/providers/gate';
import type {
  HoldCall,
  ProviderAdapter,
  ProviderCall,
  RefundCall,
  ReleaseCall,
  RestoreCall,
  Source,
} from '../../../src/core/providers/provider';
import { createHttpAgents, createProviderHttp } from '../http/client';
import { answerOf, type Exchange, fill, type Fixture } from './fixture';
import { listen } from './overhear';
import { checkMoney, checkSecrets, fieldsOf } from './always';
import { type Answer, openSocketServer, type SeenRequest } from './socket-server';
import {
  ORIGINAL,
  pinTextOf,
  REFERENCE,
  type Result,
  type Run,
  type RunOptions,
  settingsFor,
  sourceOf,
  type Subject,
} from './subject';

/** Whose redemption it is: of no interest to a provider over HTTP. */
const OWNER = { accountId: 'acc_conformance', redemptionId: 'rdm_conformance', livemode: false };
const FIRST_SENT_AT = '2026-01-02T03:04:05.000Z';
const UNTIL = '2026-01-02T04:04:05.000Z';
const TIMEOUT_MS = 5_000;

/** Plays `fixture` and returns what came of it, after the rules without exceptions have been checked. */
export async function run(subject: Subject, fixture: Fixture, options: RunOptions = {}): Promise<Run> {
  const stage = await openStage(subject, fixture, options);
  const timersBefore = timers();
  const ear = listen();
  let result: Result;
  try {
    result = await stage.call().catch((error: unknown) => {
      throw new Error(`${fixture.operation} threw: ${error instanceof Error ? error.name : 'something'}`);
    });
    await until(() => timers() <= timersBefore, 'a timer is left running after the call');
  } finally {
    ear.close();
    await stage.close();
  }
  const done: Run = { result, seen: stage.seen(), money: stage.seen().filter((request) => stage.isMoney(request)) };
  checkMoney(stage, fixture, done, options);
  checkSecrets(subject, stage, fixture, done, ear.heard());
  assert.deepEqual(stage.faults, [], 'the requests do not fit the fixture');
  return done;
}

interface Stage {
  readonly adapter: ProviderAdapter;
  readonly source: Source;
  readonly faults: string[];
  call(): Promise<Result>;
  seen(): readonly SeenRequest[];
  isMoney(request: SeenRequest): boolean;
  refusedAtDoor(request: SeenRequest): boolean;
  close(): Promise<void>;
}

async function openStage(subject: Subject, fixture: Fixture, options: RunOptions): Promise<Stage> {
  const reference = options.reference ?? REFERENCE;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const script = new Script(subject, options);
  const server = await openSocketServer((request) => script.answer(request));
  const settings = settingsFor(subject, fixture, options.origin ?? server.origin, timeoutMs);
  const baseUrl = String(settings['baseUrl']);
  const adapter = subject.definition.adapter(settings);
  const source = sourceOf(adapter, fixture.call?.source);
  const words = { reference, original: ORIGINAL, pin: pinTextOf(source) };
  script.load(fill(fixture.exchanges, words), new URL(baseUrl).pathname.replace(/\/$/, ''));
  const agents = createHttpAgents();
  const http = createProviderHttp({ baseUrl, timeoutMs, agents });
  const common = { ...OWNER, http, reference, firstSentAt: FIRST_SENT_AT };
  return {
    adapter,
    source,
    faults: script.faults,
    call: () => callAdapter(adapter, fixture, common, source),
    seen: () => script.seen,
    isMoney: (request) => script.isMoney(request),
    refusedAtDoor: (request) => script.refused.has(request),
    async close() {
      if (!options.loose) script.checkUsedUp();
      agents.close();
      await until(() => server.openSockets() === 0, 'a socket is left open after the call').finally(() =>
        server.close(),
      );
    },
  };
}

/** Answers requests with the fixture's exchanges in their order, and keeps what was asked. */
class Script {
  readonly seen: SeenRequest[] = [];
  readonly faults: string[] = [];
  /** Answered with a 401. */
  readonly refused = new Set<SeenRequest>();
  #exchanges: readonly Exchange[] = [];
  #next = 0;
  #prefix = '';

  constructor(
    private readonly subject: Subject,
    private readonly options: RunOptions,
  ) {}

  /** `prefix` is the path of the base URL: the paths of fixtures are below it. */
  load(exchanges: readonly Exchange[], prefix: string): void {
    this.#exchanges = exchanges;
    this.#prefix = prefix;
  }

  isMoney({ method, path }: SeenRequest): boolean {
    return this.subject.moneyRequests.includes(`${method} ${path}`);
  }

  answer(raw: SeenRequest): Answer {
    const path = raw.path.startsWith(this.#prefix) ? raw.path.slice(this.#prefix.length) : raw.path;
    const request = { ...raw, path };
    const standing = this.subject.standing?.find(
      (exchange) => exchange.request.path === path && exchange.request.method === request.method,
    );
    if (standing) return answerOf(standing.reply);
    this.seen.push(request);
    const exchange = this.#exchanges[this.#next];
    this.#next += 1;
    const answer = this.options.answer?.(request, this.isMoney(request)) ?? this.#scripted(exchange, request);
    if (answer.kind === 'reply' && answer.status === 401) this.refused.add(request);
    return answer;
  }

  checkUsedUp(): void {
    const unused = this.#exchanges.length - this.#next;
    if (unused > 0) this.faults.push(`${String(unused)} exchanges were not used`);
  }

  #scripted(exchange: Exchange | undefined, request: SeenRequest): Answer {
    if (!exchange) {
      this.faults.push(`unexpected request ${request.method} ${request.path}`);
      return { kind: 'drop' };
    }
    if (!this.options.loose) this.faults.push(...differences(exchange, request));
    return answerOf(exchange.reply);
  }
}

function differences({ request: expected }: Exchange, request: SeenRequest): string[] {
  const fields = fieldsOf(request);
  const parts: [string, unknown, unknown][] = [
    ['method', request.method, expected.method],
    ['path', request.path, expected.path],
    ...Object.entries(expected.query ?? {}).map(part('query', request.query)),
    ...Object.entries(expected.headers ?? {}).map(part('header', request.headers)),
    ...Object.entries(expected.fields ?? {}).map(part('field', fields)),
  ];
  return parts
    .filter(([, actual, wanted]) => inspect(actual ?? null) !== inspect(wanted))
    .map(([name]) => `${name} of ${request.method} ${request.path} differs`);
}

function part(kind: string, actual: Readonly<Record<string, unknown>>) {
  return ([name, wanted]: [string, unknown]): [string, unknown, unknown] => [
    `${kind} ${name}`,
    actual[kind === 'header' ? name.toLowerCase() : name],
    wanted,
  ];
}

type Common = ProviderCall;
/** The fields of all operations together. An adapter's types show it only those of its own. */
type AnyCall = HoldCall & ReleaseCall & RestoreCall & RefundCall;

async function callAdapter(
  adapter: ProviderAdapter,
  fixture: Fixture,
  common: Common,
  source: Source,
): Promise<Result> {
  const { operation } = fixture;
  const method = adapter[operation]?.bind(adapter) as ((call: AnyCall) => Promise<Result>) | undefined;
  assert.ok(method, `the adapter has no ${operation}`);
  const plain = Object.fromEntries(Object.entries(source).filter(([, value]) => typeof value === 'string'));
  const call: AnyCall = {
    ...common,
    source: (OPERATIONS[operation].carriesPin ? source : plain) as AnyCall['source'],
    amountCents: fixture.call?.amountCents ?? 1900,
    currency: 'ZAR',
    options: { partial: 'decline', ...fixture.call?.options },
    until: UNTIL,
    holdReference: ORIGINAL,
    originalReference: ORIGINAL,
    originalTransactionId: null,
  };
  return method(call);
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}

/** Lets the event loop turn until `condition` holds; fails after ten seconds of turning, as a busy machine may take some. */
async function until(condition: () => boolean, failure: string): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!condition()) {
    assert.ok(performance.now() < deadline, failure);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
