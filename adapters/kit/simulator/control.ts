// The control server of the simulators: lets tests and people in other processes read the books, make vouchers and cause
// trouble. Loopback only, and without credentials: simulated vouchers are worth nothing.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { type Books, type Scenario, SCENARIOS, type SimulatedVoucher } from './books';
import { closeServer, type Fields, listenOn, parseFields, readBody, refuseForeign, refuseWebhook, send } from './http';
import { type Fault, FAULTS } from './server';
import type { SimulatedProvider } from './simulator';
import { statementLines } from './statement';

/** The simulators as they can be steered: by the control server, or by code in the same process. */
export interface Steerable {
  /** Where each provider answers, by its short word (`ott`), and `control` where that is on. Without a trailing slash. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly books: Books;
  readonly providers: readonly SimulatedProvider[];
  /** Makes a voucher that the simulator of `type` honours. Throws a RangeError where no provider has this type. */
  issue(order: { type: string; value: number; scenario?: Scenario }): SimulatedVoucher;
  /** The operations of a provider that a fault can be set for. Undefined where it is not known, or its simulator names none. */
  operationsOf(provider: string): readonly string[] | undefined;
  /** Closes (`on`) or reopens a provider's port. Asking for what already is changes nothing. */
  outage(provider: string, on: boolean): Promise<void>;
  /** Lets the next call of `operation` go wrong. */
  fault(provider: string, operation: string, fault: Fault): void;
}

/** A million rand: far above any voucher that is sold. */
const VALUE_MAX_CENTS = 100_000_000;

/** What is wrong with a request, all of it at once. */
class Faulty extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('; '));
  }
}

type Route = (host: Steerable, fields: Fields, query: URLSearchParams) => unknown;

const ROUTES: Readonly<Record<string, Route>> = {
  'GET /': (host) => host.addresses,
  'GET /books': (host) => host.books.snapshot(),
  'POST /vouchers': makeVoucher,
  'POST /outage': async (host, fields) => {
    const provider = oneOf('provider', fields['provider'], wordsOf(host));
    const on = fields['on'];
    refuse(provider.fault, typeof on === 'boolean' ? undefined : 'on must be true or false');
    await host.outage(provider.value, on === true);
    return { provider: provider.value, on };
  },
  'POST /faults': (host, fields) => {
    const provider = oneOf('provider', fields['provider'], wordsOf(host));
    const fault = oneOf('fault', fields['fault'], FAULTS);
    const operation = operationNamed(fields['operation'], host.operationsOf(provider.value));
    refuse(provider.fault, operation.fault, fault.fault);
    host.fault(provider.value, operation.value, fault.value);
    return { provider: provider.value, operation: operation.value, fault: fault.value };
  },
  'POST /reset': (host) => {
    host.books.reset();
    return {};
  },
};

/** Starts the control server; 0 picks a free port. */
export async function openControl(host: Steerable, port: number): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    serve(host, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else if (error instanceof Faulty)
        send(response, { status: 400, json: { error: error.message, faults: error.faults } });
      else send(response, { status: 500, json: { error: error instanceof Error ? error.message : 'failed' } });
    });
  });
  await listenOn(server, port);
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server) };
}

async function serve(host: Steerable, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://control');
  const name = `${request.method ?? 'GET'} ${url.pathname}`;
  const text = await readBody(request);
  if (refuseForeign(request, response) || refuseWebhook(request, response)) return;
  if (name === 'GET /statement') return sendStatement(host, url.searchParams, response);
  const route = ROUTES[name];
  if (!route) {
    send(response, {
      status: 404,
      json: { error: 'no such route', routes: [...Object.keys(ROUTES), 'GET /statement'] },
    });
    return;
  }
  // An empty body is an empty object: `POST /reset` has nothing to say.
  const fields = text === '' ? {} : text === undefined ? undefined : parseFields(text, 'application/json');
  if (!fields) throw new Faulty(['the body must be a JSON object of at most one megabyte']);
  const json = await route(host, fields, url.searchParams);
  send(response, { status: name === 'POST /vouchers' ? 201 : 200, json });
}

function makeVoucher(host: Steerable, fields: Fields): unknown {
  const type = oneOf(
    'type',
    fields['type'],
    host.providers.map((definition) => definition.type),
  );
  const scenario = oneOf('scenario', fields['scenario'] ?? 'ok', SCENARIOS);
  const value = valueOf(fields);
  refuse(type.fault, value.fault, scenario.fault);
  return host.issue({ type: type.value, value: value.value, scenario: scenario.value });
}

/** `amount`, as the API's own test helper calls it, does as well. */
function valueOf(fields: Fields): Checked<number> {
  const { value: given, amount } = fields;
  const cents = given ?? amount;
  if (given !== undefined && amount !== undefined) return { value: 0, fault: 'value and amount are one: send either' };
  if (Number.isSafeInteger(cents) && Number(cents) > 0 && Number(cents) <= VALUE_MAX_CENTS) {
    return { value: Number(cents) };
  }
  return { value: 0, fault: `value must be whole cents, 1 to ${VALUE_MAX_CENTS}` };
}

/** A fault for an operation that does not exist would lie there for ever, and the test that set it would pass for nothing. */
function operationNamed(given: unknown, known: readonly string[] | undefined): Checked<string> {
  if (known) return oneOf('operation', given, known);
  if (typeof given === 'string' && /^[a-z_]{1,40}$/.test(given)) return { value: given };
  return { value: '', fault: 'operation must be a name such as redeem' };
}

async function sendStatement(host: Steerable, query: URLSearchParams, response: ServerResponse): Promise<void> {
  const provider = oneOf('provider', query.get('provider') ?? undefined, wordsOf(host));
  const from = instant('from', query.get('from'), Number.NEGATIVE_INFINITY);
  const to = instant('to', query.get('to'), Number.POSITIVE_INFINITY);
  refuse(provider.fault, from.fault, to.fault);
  const definition = host.providers.find((candidate) => candidate.provider === provider.value);
  const lines = statementLines(host.books.snapshot().vouchers, definition?.type ?? '', from.value, to.value);
  response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8' });
  await pipeline(Readable.from(lines), response);
}

function wordsOf(host: Steerable): string[] {
  return host.providers.map((definition) => definition.provider);
}

interface Checked<T> {
  readonly value: T;
  readonly fault?: string;
}

/** `value` is only meaningful once `refuse` has let the fault pass. */
function oneOf<T extends string>(name: string, given: unknown, allowed: readonly T[]): Checked<T> {
  const value = allowed.find((candidate) => candidate === given);
  if (value !== undefined) return { value };
  return { value: '' as T, fault: `${name} must be one of ${allowed.join(', ')}` };
}

function instant(name: string, text: string | null, fallback: number): Checked<number> {
  if (text === null || text === '') return { value: fallback };
  const value = Date.parse(text);
  return Number.isNaN(value) ? { value, fault: `${name} must be a date or an RFC 3339 time` } : { value };
}

function refuse(...faults: (string | undefined)[]): void {
  const found = faults.filter((fault) => fault !== undefined);
  if (found.length > 0) throw new Faulty(found);
}
