// Runs one operation of an adapter against the socket server, and holds every run to the rules that have no exceptions:
// no throw, one money request, our reference in it, no PIN where it does not belong, nothing left open.
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { OPERATIONS } from '../../../src/core/providers/gate';
import type { Inquiry } from '../../../src/core/providers/outcome';
import { Pin } from '../../../src/core/values/pin';
import type {
  CaptureCall,
  Lookup,
  ProviderAdapter,
  RefundCall,
  RestoreCall,
  Source,
} from '../../../src/core/providers/provider';
import type { ProviderDefinition, Settings } from '../define';
import { createHttpAgents, createProviderHttp } from '../http/client';
import { answerOf, type Exchange, fill, type Fixture, type RecordedReply } from './fixture';
import { listen } from './overhear';
import { type Answer, openSocketServer, type SeenRequest, type SocketServer } from './socket-server';

/** An adapter under test, and what the suite cannot know by itself. */
export interface Subject {
  readonly definition: ProviderDefinition;
  readonly fixtures: readonly Fixture[];
  /** Every request that moves value, such as `POST /api/v1/RemitVoucher`, below the base URL. */
  readonly moneyRequests: readonly string[];
  /** A refusal with a code or text that stands in no table. */
  readonly unlisted: RecordedReply;
  /** Requests that are no part of any fixture and always get the same answer: for an access token. */
  readonly standing?: readonly Exchange[];
  /** The provider's own format puts the PIN into the URL of a look-up. */
  readonly pinInLookupUrl?: boolean;
}

/** What any operation may answer. */
export type Result = Inquiry | Lookup;

/** One operation as it was run: its answer, and what was sent. */
export interface Run {
  readonly result: Result;
  /** Requests but for standing ones. */
  readonly seen: readonly SeenRequest[];
  readonly money: readonly SeenRequest[];
}

/** How a run differs from what the fixture says. */
export interface RunOptions {
  readonly reference?: string;
  readonly timeoutMs?: number;
  /** Answers in the fixture's place; undefined leaves it to the fixture. */
  answer?(request: SeenRequest, isMoney: boolean): Answer | undefined;
  /** Instead of the server's own address. */
  readonly origin?: string;
  /** The outcome need not fit the fixture, nor the number of its exchanges. */
  readonly loose?: boolean;
}

/** The reference of a run that names none. */
export const REFERENCE = 'conformance-0123456789abcdef';
/** The reference of the capture that a restore undoes. */
export const ORIGINAL = 'conformance-original-01';

/** A fixture's path as it is on the wire in a run with the usual reference. */
export function pathOf(exchange: Exchange | undefined): string | undefined {
  return exchange && fill(exchange.request.path, { reference: REFERENCE, original: ORIGINAL });
}

const FIRST_SENT_AT = '2026-01-02T03:04:05.000Z';
const TIMEOUT_MS = 5_000;

/** The settings that reach the test server, with those of the fixture on top. */
export function settingsFor(subject: Subject, fixture: Fixture, origin: string, timeoutMs: number): Settings {
  return { timeoutMs, settlingMs: 1_000, ...subject.definition.simulatorSettings(origin), ...fixture.settings };
}

/** The example of every field, or what the fixture presents instead. */
export function sourceOf(adapter: ProviderAdapter, given: Readonly<Record<string, string>> = {}): Source {
  return Object.fromEntries(
    adapter.traits.sourceFields.map((field) => {
      const text = given[field.name] ?? field.example;
      return [field.name, field.sensitive ? new Pin(text) : text];
    }),
  );
}

/** The digits of the presented PIN. Empty where the source holds none. */
export function pinTextOf(source: Source): string {
  const pin = Object.values(source).find((value) => value instanceof Pin);
  return pin instanceof Pin ? pin.reveal() : '';
}

/** Plays `fixture` and returns what came of it, after the rules without exceptions have been checked. */
export async function run(subject: Subject, fixture: Fixture, options: RunOptions = {}): Promise<Run> {
  const stage = await openStage(subject, fixture, options);
  const timersBefore = timers();
  const ear = listen();
  let result: Result;
  try {
    result = await stage.perform().catch((error: unknown) => {
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
  perform(): Promise<Result>;
  seen(): readonly SeenRequest[];
  isMoney(request: SeenRequest): boolean;
  refusedAtDoor(request: SeenRequest): boolean;
  close(): Promise<void>;
}

async function openStage(subject: Subject, fixture: Fixture, options: RunOptions): Promise<Stage> {
  const reference = options.reference ?? REFERENCE;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const faults: string[] = [];
  const refused = new Set<SeenRequest>();
  const seen: SeenRequest[] = [];
  let next = 0;
  let script: readonly Exchange[] = [];
  const isMoney = (request: SeenRequest) => subject.moneyRequests.includes(`${request.method} ${request.path}`);
  const server: SocketServer = await openSocketServer((raw) => {
    const request = { ...raw, path: raw.path.startsWith(prefix) ? raw.path.slice(prefix.length) : raw.path };
    const standing = subject.standing?.find(
      (exchange) => exchange.request.path === request.path && exchange.request.method === request.method,
    );
    if (standing) return answerOf(standing.reply);
    seen.push(request);
    const exchange = script[next];
    next += 1;
    const answer = options.answer?.(request, isMoney(request)) ?? scripted(exchange, request, faults, options);
    if (answer.kind === 'reply' && answer.status === 401) refused.add(request);
    return answer;
  });
  const settings = settingsFor(subject, fixture, options.origin ?? server.origin, timeoutMs);
  const prefix = new URL(String(settings['baseUrl'])).pathname.replace(/\/$/, '');
  const adapter = subject.definition.adapter(settings);
  const source = sourceOf(adapter, fixture.call?.source);
  script = fill(fixture.exchanges, { reference, original: ORIGINAL, pin: pinTextOf(source) });
  const agents = createHttpAgents();
  const http = createProviderHttp({ baseUrl: String(settings['baseUrl']), timeoutMs, agents });
  const common = { http, livemode: false, reference, firstSentAt: FIRST_SENT_AT };
  return {
    adapter,
    source,
    faults,
    perform: () => perform(adapter, fixture, common, source),
    seen: () => seen,
    isMoney,
    refusedAtDoor: (request) => refused.has(request),
    async close() {
      if (!options.loose && next < script.length)
        faults.push(`${String(script.length - next)} exchanges were not used`);
      agents.close();
      await until(() => server.openSockets() === 0, 'a socket is left open after the call').finally(() =>
        server.close(),
      );
    },
  };
}

function scripted(exchange: Exchange | undefined, request: SeenRequest, faults: string[], options: RunOptions): Answer {
  if (!exchange) {
    faults.push(`unexpected request ${request.method} ${request.path}`);
    return { kind: 'drop' };
  }
  if (!options.loose) faults.push(...differences(exchange, request));
  return answerOf(exchange.reply);
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

/** The body's fields, whether it is JSON or a form. */
export function fieldsOf(request: SeenRequest): Readonly<Record<string, unknown>> {
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(request.body));
  }
  return request.body === '' ? {} : (JSON.parse(request.body) as Record<string, unknown>);
}

type Common = Pick<CaptureCall, 'http' | 'livemode' | 'reference' | 'firstSentAt'>;
/** The fields of all operations together. An adapter's types show it only those of its own. */
type AnyCall = CaptureCall & RestoreCall & RefundCall;

async function perform(adapter: ProviderAdapter, fixture: Fixture, common: Common, source: Source): Promise<Result> {
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
    originalReference: ORIGINAL,
    originalTransactionId: null,
  };
  return method(call);
}

function checkMoney(stage: Stage, fixture: Fixture, done: Run, options: RunOptions): void {
  // A request that was refused at the door with a 401 was not processed, and may be sent again with a new token.
  const processed = done.money.filter((request) => !stage.refusedAtDoor(request));
  const { movesMoney, asksAbout } = OPERATIONS[fixture.operation];
  const sendsAgain = asksAbout !== null && stage.adapter.traits.recovery === 'resend';
  const allowed = movesMoney || sendsAgain ? 1 : 0;
  assert.ok(
    processed.length <= allowed,
    `${fixture.operation} sent ${String(processed.length)} money requests; allowed: ${String(allowed)}`,
  );
  for (const request of done.money) {
    const reference = options.reference ?? REFERENCE;
    assert.ok(Object.values(fieldsOf(request)).includes(reference), 'a money request does not carry the reference');
  }
}

function checkSecrets(subject: Subject, stage: Stage, fixture: Fixture, done: Run, heard: string): void {
  const issued = (fixture.outcome['voucher'] as { pin?: string } | undefined)?.pin;
  const secrets = [pinTextOf(stage.source), ...(issued === undefined ? [] : [issued])];
  const printed = [JSON.stringify(done.result), inspect(done.result, { depth: null, showHidden: true })].join(' ');
  for (const secret of secrets) {
    assert.ok(!ungrouped(printed).includes(secret), 'the outcome prints a PIN');
    assert.ok(!ungrouped(heard).includes(secret), 'a PIN was logged');
    for (const request of done.seen) {
      const exempt = subject.pinInLookupUrl === true && request.method === 'GET';
      const address = decodeURIComponent(request.path) + (exempt ? '' : Object.values(request.query).join(' '));
      const headers = Object.values(request.headers).join(' ');
      assert.ok(!ungrouped(address).includes(secret), 'a PIN stands in a URL');
      assert.ok(!ungrouped(headers).includes(secret), 'a PIN stands in a header');
    }
  }
}

function ungrouped(text: string): string {
  return text.replace(/(?<=\d)[\s-](?=\d)/g, '');
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}

/** Lets the event loop turn until `condition` holds; fails after two seconds of turning. */
async function until(condition: () => boolean, failure: string): Promise<void> {
  const deadline = performance.now() + 2_000;
  while (!condition()) {
    assert.ok(performance.now() < deadline, failure);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
