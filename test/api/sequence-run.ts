// Runs one random sequence over the public API and holds every response against the model. In the end Vouch's books
// must equal the provider's.
import type { SimulatedVoucher } from '../../adapters/kit/simulator/books';
import type { Command, Method, Route } from './sequence-commands';
import {
  holding,
  holdsVoucher,
  isDoubtful,
  issuedUnder,
  movedUnder,
  referenceOf,
  taking,
  type Entry,
  type Seen,
} from './sequence-model';
import { expectHeld, expectRefused, expectTaken, pick, pickOf, seenIn, asPatched } from './sequence-expect';
import { ONE_VOUCHER, sourceOf, type Answer, type World } from './world';

/** A call that was accepted under an idempotency key. */
interface Keyed {
  readonly entry: Entry;
  readonly route: 'create' | Route;
  readonly path: string;
  readonly body: object;
  readonly key: string;
  readonly first: Answer;
}

type Of<D extends Command['does']> = Extract<Command, { does: D }>;
type Write = { readonly does: 'reserve' | 'cancel' };
const REASON = 'The customer came back';

let sequences = 0;

export class Sequence {
  private readonly entries: Entry[] = [];
  private readonly calls: Keyed[] = [];
  private readonly tag = `sequence-${String((sequences += 1))}`;
  private keys = 0;

  constructor(private readonly world: World) {}

  async run(commands: readonly Command[]): Promise<void> {
    for (const command of commands) await this.step(command);
    for (const entry of this.entries) await this.settle(entry);
    for (const entry of this.entries) await this.checkProviderBooks(entry);
    await this.checkList();
  }

  private async step(command: Command): Promise<void> {
    if (command.does === 'create') return this.create(command);
    if (command.does === 'list') return this.checkList();
    if (command.does === 'replay' || command.does === 'reuse') {
      const call = pick(this.calls, command.nth);
      if (call) await (command.does === 'replay' ? this.replay(call) : this.reuse(call));
      return;
    }
    const entry = pick(this.entries, command.nth);
    if (!entry) return;
    if (command.does === 'create_again') return this.createAgain(entry, command.method);
    if (command.does === 'stale') await this.stale(entry, command.route);
    else if (command.does === 'patch') await this.patch(entry);
    else if (command.does === 'get') await this.get(entry);
    else if (command.does === 'reverse' || command.does === 'capture') await this.write(entry, command);
    else await this.write(entry, { does: command.does });
    // Doubt lasts for one more command at most: what happens meanwhile is neither here nor there.
    if (isDoubtful(entry)) await this.settle(entry);
  }

  private write(entry: Entry, command: Of<'reverse'> | Of<'capture'> | Write): Promise<void> {
    if (isDoubtful(entry)) return this.refusedInDoubt(entry, command.does);
    if (command.does === 'reverse') return this.reverse(entry, command);
    if (command.does === 'capture') return this.capture(entry, command);
    return command.does === 'reserve' ? this.reserve(entry) : this.cancel(entry);
  }

  private create({ type, scenario, value, ask, partial, method }: Of<'create'>): Promise<void> {
    const voucher = this.world.voucher(type, value, scenario);
    const cents = { whole: 0, part: Math.floor(value / 3), exact: value, over: value + 500 }[ask];
    return this.send(voucher, cents, partial, method);
  }

  private createAgain(entry: Entry, method: Method): Promise<void> {
    if (entry.voucher.scenario !== 'ok') return Promise.resolve();
    return this.send(entry.voucher, 0, 'decline', method);
  }

  private async send(voucher: SimulatedVoucher, ask: number, partial: Entry['partial'], method: Method): Promise<void> {
    const body = {
      type: voucher.type,
      source: sourceOf(voucher),
      external_reference: this.tag,
      redemption_options: { partial },
      ...(ask > 0 ? { amount: ask, currency: 'ZAR' } : {}),
      ...(method === 'draft' ? { confirm: false } : { capture_method: method }),
    };
    const holder = method === 'draft' ? undefined : this.holderOf(voucher);
    const expected = method === 'automatic' ? taking(this.world, voucher, ask, partial) : null;
    const held = method === 'manual' ? holding(this.world, voucher, ask, partial) : 0;
    const { answer, key } = await this.keyed('POST /v1/redemptions', body);
    if (holder) {
      expectRefused(answer, 409, 'voucher_in_use');
      expect(answer.body.redemption_id).toBe(holder.seen.id);
      return;
    }
    const entry: Entry = { voucher, partial, seen: seenIn(answer), restored: false };
    this.entries.push(entry);
    this.calls.push({ entry, route: 'create', path: 'POST /v1/redemptions', body, key, first: answer });
    if (method === 'draft') expect(entry.seen).toMatchObject({ status: 'draft', outcome: 'open', version: 1 });
    else if (expected === null) expectHeld(answer, 201, held);
    else expectTaken(answer, 201, expected);
  }

  private async reserve(entry: Entry): Promise<void> {
    const holder = entry.seen.status === 'draft' ? this.holderOf(entry.voucher) : undefined;
    const held = holding(this.world, entry.voucher, entry.seen.amount, entry.partial);
    const answer = await this.post(entry, 'reserve', {});
    if (entry.seen.status !== 'draft') {
      expectRefused(answer, 409, 'invalid_state');
      return;
    }
    if (holder) {
      expectRefused(answer, 409, 'voucher_in_use');
      return;
    }
    this.adopt(entry, answer);
    expectHeld(answer, 200, held);
  }

  private async capture(entry: Entry, { amount }: Of<'capture'>): Promise<void> {
    const { status, reserved_amount: reserved } = entry.seen;
    const top = reserved === 0 ? entry.voucher.value : reserved;
    const ask = { all: reserved, part: Math.max(1, Math.floor(top / 2)), over: top + 1 }[amount];
    const expected = taking(this.world, entry.voucher, ask, entry.partial);
    const answer = await this.post(entry, 'capture', amount === 'all' ? {} : { amount: ask });
    if (status !== 'reserved') {
      expectRefused(answer, 409, 'invalid_state');
      return;
    }
    if (reserved > 0 && ask > reserved) {
      expectRefused(answer, 422, 'capture_exceeds_reserved');
      return;
    }
    this.adopt(entry, answer);
    expectTaken(answer, 200, expected);
  }

  private async cancel(entry: Entry): Promise<void> {
    const { status } = entry.seen;
    const answer = await this.post(entry, 'cancel', {});
    if (status !== 'draft' && status !== 'reserved') {
      expectRefused(answer, 409, 'invalid_state');
      return;
    }
    this.adopt(entry, answer);
    expect(entry.seen).toMatchObject({ status: 'failed', outcome: 'not_paid', last_error: { code: 'canceled' } });
  }

  private async reverse(entry: Entry, { amount, guard }: Of<'reverse'>): Promise<void> {
    const {
      status,
      version,
      redeemed_amount: redeemed,
      reversed_amount: reversed,
      change_voucher: change,
    } = entry.seen;
    const left = redeemed - reversed;
    const ask = { rest: left, part: Math.max(1, Math.floor(left / 3)), over: left + 1 }[amount];
    const body = { reason: REASON, ...(amount === 'rest' ? {} : { amount: ask }) };
    const headers = guard === 'version' ? { 'if-match': `"${String(version)}"` } : {};
    const answer = await this.post(entry, 'reverse', body, headers, guard === 'key');
    if (guard === 'none') {
      expectRefused(answer, 428, 'idempotency_required');
      return;
    }
    if (status !== 'confirmed') {
      expectRefused(answer, 409, 'invalid_state');
      return;
    }
    if (left === 0 || ask > left) {
      expectRefused(answer, 422, 'reversal_exceeds_redeemed');
      return;
    }
    const restored = entry.voucher.type === ONE_VOUCHER && ask === redeemed && change === null;
    const method = restored ? 'restored' : 'refund_voucher';
    expect({ status: answer.status, ...pickOf(answer, ['status', 'amount', 'method'], 'reversal_') }).toEqual({
      status: 201,
      reversal_status: 'succeeded',
      reversal_amount: ask,
      reversal_method: method,
    });
    entry.restored = restored;
    await this.get(entry, { reversed_amount: reversed + ask });
  }

  /** Nothing else may start while value may be moving. It may be decided by the time the call arrives. */
  private async refusedInDoubt(entry: Entry, route: Route): Promise<void> {
    const answer = await this.post(entry, route, route === 'reverse' ? { reason: REASON, amount: 1 } : {});
    if (route === 'reverse' && answer.status < 300) return;
    const codes = ['outcome_unknown', 'invalid_state', 'too_many_concurrent_writes'];
    expect([answer.status, codes]).toEqual([409, expect.arrayContaining([answer.body.code])]);
  }

  /** The first response again, or how it stands now if it was still open then; and nothing moves. */
  private async replay(call: Keyed): Promise<void> {
    await this.settle(call.entry);
    const before = this.movements(call.entry);
    const again = await this.world.call(call.path, { body: call.body, headers: { 'idempotency-key': call.key } });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.status).toBe(call.route === 'create' || call.route === 'reverse' ? 201 : 200);
    const { outcome } = call.first.body;
    if (call.route === 'reverse' || outcome === 'paid' || outcome === 'not_paid') {
      if (call.first.status !== 202) expect(again.body).toEqual(call.first.body);
    } else {
      const { id, status, redeemed_amount } = call.entry.seen;
      expect(again.body).toMatchObject({ id, status, redeemed_amount });
    }
    expect(this.movements(call.entry)).toEqual(before);
  }

  /** Everything that has happened to this voucher, and was issued because of this redemption. */
  private movements({ voucher, seen }: Entry): object {
    const truth = this.world.books.find(voucher.type, voucher.pin);
    const issued = issuedUnder(this.world, new Set(seen.operations.map(referenceOf)));
    return { taken: [...(truth?.taken ?? [])], returned: [...(truth?.returned ?? [])], issued };
  }

  /** The same key for something else: refused, and nothing is taken. */
  private async reuse(call: Keyed): Promise<void> {
    const voucher = this.world.voucher(ONE_VOUCHER, 1000);
    const answer = await this.world.create(voucher, {}, { headers: { 'idempotency-key': call.key } });
    expectRefused(answer, 409, 'idempotency_key_reused');
    expect(this.world.truth(voucher).taken).toEqual([]);
  }

  private async stale(entry: Entry, route: Route | 'patch'): Promise<void> {
    const headers = { 'if-match': `"${String(entry.seen.version + 9)}"` };
    const path = `/v1/redemptions/${entry.seen.id}`;
    const answer =
      route === 'patch'
        ? await this.world.call(`PATCH ${path}`, { body: { metadata: { never: 'seen' } }, headers })
        : await this.post(entry, route, route === 'reverse' ? { reason: REASON } : {}, headers);
    expectRefused(answer, 412, 'version_conflict');
    await this.get(entry);
  }

  private async patch(entry: Entry): Promise<void> {
    const metadata = { patched: String((this.keys += 1)) };
    const answer = await this.world.call(`PATCH /v1/redemptions/${entry.seen.id}`, { body: { metadata } });
    expect(answer.status).toBe(200);
    if (!isDoubtful(entry))
      expect(seenIn(answer)).toEqual({ ...asPatched(entry.seen), metadata, updated_at: expect.anything() as string });
    await this.get(entry, { metadata });
  }

  /** Nothing has changed since it was seen, except as said; where it was in doubt it may be decided by now. */
  private async get(entry: Entry, changed: Partial<Seen> = {}): Promise<void> {
    const answer = await this.world.call(`GET /v1/redemptions/${entry.seen.id}`);
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, `"${String(answer.body.version)}"`]);
    const { status, outcome, redeemed_amount, reversed_amount } = entry.seen;
    if (!isDoubtful(entry)) {
      expect(answer.body).toMatchObject({ status, outcome, redeemed_amount, reversed_amount, ...changed });
    }
    this.adopt(entry, answer);
  }

  private async settle(entry: Entry): Promise<void> {
    if (!isDoubtful(entry)) return;
    this.adopt(entry, await this.world.until(entry.seen.id, ({ outcome }) => outcome !== 'checking'));
    expect(['paid', 'not_paid', 'open']).toContain(entry.seen.outcome);
  }

  private async checkProviderBooks(entry: Entry): Promise<void> {
    const answer = await this.world.call(`GET /v1/redemptions/${entry.seen.id}`);
    this.adopt(entry, answer);
    const { id, redeemed_amount: redeemed, reversed_amount: reversed } = entry.seen;
    const refs = new Set(entry.seen.operations.map(referenceOf));
    const reverses = entry.seen.operations.filter(({ type }) => type === 'reverse');
    const back = new Set(reverses.map(referenceOf));
    const { taken, given } = movedUnder(this.world, refs);
    expect({ id, redeemed, reversed }).toEqual({
      id,
      redeemed: taken,
      reversed: given + issuedUnder(this.world, back),
    });
    // What moved on this voucher moved for a redemption of this sequence.
    const truth = this.world.books.find(entry.voucher.type, entry.voucher.pin);
    const known = this.entries.flatMap(({ seen }) => seen.operations.map(referenceOf));
    for (const { reference } of [...(truth?.taken ?? []), ...(truth?.returned ?? [])])
      expect(known).toContain(reference);
  }

  /** Newest first, all of them, and without a PIN. */
  private async checkList(): Promise<void> {
    const answer = await this.world.call(`GET /v1/redemptions?external_reference=${this.tag}&limit=100`);
    expect(answer.body.data.map(({ id }) => id)).toEqual(this.entries.map(({ seen }) => seen.id).reverse());
    for (const [index, row] of [...answer.body.data].reverse().entries()) {
      const entry = this.entries[index];
      if (entry && !isDoubtful(entry))
        expect(row).toMatchObject({ status: entry.seen.status, version: entry.seen.version });
      expect(row.change_voucher?.pin ?? '').not.toMatch(/^\d/);
    }
  }

  private holderOf(voucher: SimulatedVoucher): Entry | undefined {
    return this.entries.find((entry) => entry.voucher === voucher && holdsVoucher(entry));
  }

  private async post(entry: Entry, route: Route, body: object, headers = {}, withKey = true): Promise<Answer> {
    const path = `POST /v1/redemptions/${entry.seen.id}/${route}`;
    if (!withKey) return this.world.call(path, { body, headers });
    const { answer, key } = await this.keyed(path, body, headers);
    if (answer.status < 300) this.calls.push({ entry, route, path, body, key, first: answer });
    return answer;
  }

  private async keyed(path: string, body: object, headers = {}): Promise<{ answer: Answer; key: string }> {
    const key = `${this.tag}-${String((this.keys += 1))}`;
    return { answer: await this.world.call(path, { body, headers: { ...headers, 'idempotency-key': key } }), key };
  }

  /** Takes the response as the newest state, if the state before could have become it. */
  private adopt(entry: Entry, answer: Answer): void {
    const before = entry.seen;
    const now = seenIn(answer);
    const moved = (['status', 'amount', 'reserved_amount', 'redeemed_amount', 'reversed_amount'] as const).some(
      (field) => before[field] !== now[field],
    );
    expect(now.version).toBeGreaterThanOrEqual(before.version + (moved ? 1 : 0));
    if (!moved) expect(now.version).toBe(before.version);
    expect(now.reversed_amount).toBeGreaterThanOrEqual(before.reversed_amount);
    expect(now.reversed_amount).toBeLessThanOrEqual(now.redeemed_amount);
    if (before.status === 'confirmed' || before.status === 'failed') expect(now.status).toBe(before.status);
    entry.seen = now;
  }
}
