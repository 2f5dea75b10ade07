// A network that answers as a spec tells it, and a clock that waits in no time. Nothing leaves this process.
import nock from 'nock';
import { inspect } from 'node:util';
import { createVouch, VouchError, type Clock, type Vouch, type VouchOptions } from 'vouch-client';

export const PIN = '1115684091419838';
export const URL = 'http://vouch.test';
export const KEY = 'sk_test_secretsecret';
export const REQUEST = {
  type: 'vouchers.one_voucher',
  source: { pin: '1115 6840 9141 9838' },
  amount: 1500,
  currency: 'ZAR',
} as const;
export const PAID = {
  object: 'redemption',
  id: 'rdm_000000000000000000000001',
  outcome: 'paid',
  external_reference: null,
  provider_reference: null,
  reversed_amount: 0,
};
export const JSON_TYPE = { 'content-type': 'application/json' };
export const PROBLEM_TYPE = { 'content-type': 'application/problem+json', 'x-request-id': 'req-1' };

const NOON = Date.parse('2026-01-31T12:00:00Z');

/** What has happened in a spec: the waits of the client, and the key of each request that arrived. */
export class Told {
  time = NOON;
  chance = 0;
  readonly waits: number[] = [];
  readonly keys: (string | undefined)[] = [];
  readonly clock: Clock = {
    now: () => this.time,
    random: () => this.chance,
    sleep: async (ms) => {
      this.waits.push(ms);
      this.time += ms;
    },
  };

  vouch(options: Partial<VouchOptions> = {}): Vouch {
    return createVouch({ baseUrl: URL, apiKey: KEY, clock: this.clock, ...options } as VouchOptions);
  }

  /** The next create, to be answered. */
  post(): nock.Interceptor {
    return nock(URL)
      .post('/v1/redemptions')
      .matchHeader('idempotency-key', (value: unknown) => {
        this.keys.push(typeof value === 'string' ? value : undefined);
        return true;
      });
  }
}

/** For each test a new one. Every answer that was told has to be fetched. */
export function tellNetwork(): () => Told {
  let told: Told;
  beforeAll(() => {
    nock.disableNetConnect();
  });
  beforeEach(() => {
    told = new Told();
  });
  afterEach(() => {
    expect(nock.pendingMocks()).toEqual([]);
    nock.cleanAll();
  });
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
  return () => told;
}

export const problem = (code: string, status: number, more: object = {}) => ({
  type: `/problems/${code}`,
  title: 'A title',
  status,
  detail: 'What is wrong.',
  instance: '/v1/redemptions',
  code,
  request_id: 'req-1',
  retryable: status === 429 || status === 503 || code === 'idempotency_key_in_use',
  advice: 'fix_request',
  ...more,
});

/** The error of a call, which must show neither PIN nor key however it is printed. */
export async function errorOf(promise: Promise<unknown>): Promise<VouchError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(VouchError);
  const printed = [inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error), String(error)].join();
  for (const secret of [PIN, REQUEST.source.pin, '9838', KEY]) expect(printed).not.toContain(secret);
  return error as VouchError;
}
