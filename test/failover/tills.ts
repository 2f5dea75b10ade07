// Tills that redeem, capture and reverse without a pause, and do as docs ask: the same request with the same key until
// there is a final answer, at any instance that responds. What they were told is kept, to be held against the books
// later.
import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatedVoucher } from '../../adapters/kit/simulator/books';
import { BLU, ONE_VOUCHER, sourceOf, TYPES } from '../api/world';
import type { Redemption, Reversal, Server, Stage } from '../crash/stage';

const VALUE = 5000;
/** Longer than it takes to give up a silent server and elect another: no request should ever have to wait for so long. */
const REPLY_MS = 20_000;
const AGAIN_MS = 100;
/** A Blu reversal that is in doubt by then stays so. */
const UNASKABLE_MS = 5_000;
/** For one final answer. Far past anything acceptable: reached only where there will never be one. */
const PATIENCE_MS = 90_000;
/** Refusals that mean "ask again": the first request runs on, or another writer was faster. */
const ASK_AGAIN = new Set(['idempotency_key_in_use', 'outcome_unknown', 'too_many_concurrent_writes']);

export interface Journey {
  readonly voucher: SimulatedVoucher;
  /** As it was acknowledged for good. */
  readonly redemption: Redemption;
  /** Null where none was asked for. A Blu reversal may stay in doubt: Blu cannot be asked about one. */
  readonly reversal: Reversal | null;
}

export interface Load {
  requests: number;
  /** Requests that brought no reply, or an error of the server's. */
  unanswered: number;
  /** Of these: given up by the till after `REPLY_MS`. */
  stuck: number;
  slowestMs: number;
  readonly journeys: Journey[];
}

type Answer<T> = { readonly status: number; readonly body: T & { readonly code?: string } } | null;

export class Tills {
  readonly load: Load = { requests: 0, unanswered: 0, stuck: 0, slowestMs: 0, journeys: [] };
  private open = true;
  private customers = 0;
  private working: Promise<PromiseSettledResult<void>[]> = Promise.resolve([]);

  constructor(
    private readonly stage: Stage,
    private readonly instances: readonly Server[],
  ) {}

  start(count: number): void {
    this.working = Promise.allSettled(Array.from({ length: count }, () => this.till()));
  }

  /** Every customer who is being served still gets a final answer. Rejects where one cannot. */
  async close(): Promise<void> {
    this.open = false;
    const failed = (await this.working).find((till) => till.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async till(): Promise<void> {
    while (this.open) this.load.journeys.push(await this.serve(this.customers++));
  }

  /** Every type in every way: in one call or captured later, in part or whole, and now and then given back. */
  private async serve(customer: number): Promise<Journey> {
    const type = TYPES[customer % 3] ?? ONE_VOUCHER;
    const voucher = this.stage.voucher(type, 'ok');
    const later = customer % 2 === 1;
    const amount = customer % 4 < 2 ? VALUE : 3000;
    const redemption = await this.redeem(voucher, amount, later);
    if (redemption.outcome !== 'paid' || customer % 5 > 2) return { voucher, redemption, reversal: null };
    const reversal = await this.reverse(redemption, customer % 5 === 0 ? redemption.redeemed_amount : 1000, type);
    return { voucher, redemption, reversal };
  }

  private async redeem(voucher: SimulatedVoucher, amount: number, later: boolean): Promise<Redemption> {
    const method = later ? 'manual' : 'automatic';
    const body = {
      type: voucher.type,
      source: sourceOf(voucher),
      amount,
      currency: 'ZAR',
      capture_method: method,
    };
    let redemption = await this.insist<Redemption>('/v1/redemptions', body, `redeem-${voucher.pin}`, isDecided);
    // Proven unsent, a capture leaves the reservation as it was: the till tries again, which is a new request.
    for (let attempt = 1; redemption.status === 'reserved'; attempt += 1) {
      const key = `capture-${voucher.pin}-${String(attempt)}`;
      redemption = await this.insist<Redemption>(`/v1/redemptions/${redemption.id}/capture`, {}, key, isDecided);
    }
    return redemption;
  }

  private reverse(redemption: Redemption, amount: number, type: string): Promise<Reversal> {
    const started = Date.now();
    const isOver = ({ status }: Reversal) =>
      status === 'succeeded' ||
      status === 'failed' ||
      (type === BLU && status === 'unknown' && Date.now() - started > UNASKABLE_MS);
    const body = { amount, reason: 'The customer came back' };
    return this.insist<Reversal>(`/v1/redemptions/${redemption.id}/reverse`, body, `reverse-${redemption.id}`, isOver);
  }

  /** The same request with the same key, at one instance after the other, until the answer is final. */
  private async insist<T>(path: string, body: object, key: string, isFinal: (body: T) => boolean): Promise<T> {
    const started = Date.now();
    let last: Answer<T> = null;
    for (let attempt = 0; Date.now() - started < PATIENCE_MS; attempt += 1) {
      last = await this.post<T>(attempt + this.load.requests, path, body, key);
      if (last && last.status < 300 && isFinal(last.body)) {
        this.load.slowestMs = Math.max(this.load.slowestMs, Date.now() - started);
        return last.body;
      }
      if (last && last.status >= 400 && last.status < 500 && !ASK_AGAIN.has(last.body.code ?? '')) break;
      await pause(AGAIN_MS);
    }
    throw new Error(`No final answer to ${path} with ${key}: ${JSON.stringify(last)}\n${await this.history(path)}`);
  }

  /** The timeline, a line a fact: what a person would look at. */
  private async history(path: string): Promise<string> {
    const id = /rdm_[0-9a-f]+/.exec(path)?.[0];
    const [server] = this.instances;
    if (id === undefined || !server) return '';
    const timeline = await this.stage.call<{ data: unknown[] }>(server, `GET /v1/redemptions/${id}/timeline`);
    return (timeline?.data ?? []).map((fact) => JSON.stringify(fact)).join('\n');
  }

  private async post<T>(turn: number, path: string, body: object, key: string): Promise<Answer<T>> {
    const server = this.instances[turn % this.instances.length];
    this.load.requests += 1;
    try {
      const reply = await fetch(`${server?.url ?? ''}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.stage.key ?? ''}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(REPLY_MS),
      });
      if (reply.status >= 500) this.load.unanswered += 1;
      return { status: reply.status, body: (await reply.json()) as T & { code?: string } };
    } catch (error) {
      this.load.unanswered += 1;
      if (error instanceof Error && error.name === 'TimeoutError') this.load.stuck += 1;
      return null;
    }
  }
}

/** A reservation is an answer too: what follows is the till's own decision. */
function isDecided({ outcome }: Redemption): boolean {
  return outcome !== 'checking';
}
