// kill -9 at every await point of the calls that move points, then a restart: the same call with the same key has then happened
// once, stock, wallet and holds are right, and the whole ledger can be recomputed.
import { createHash } from 'node:crypto';
import { CALLS, TILLS, type Case, type Prepared } from './cases';
import type { Doom } from './mortal';
import { CrashShop, verifyPoints, type Json } from './shop';
import { isRunning, Stage, until, type Server } from './stage';
import { FULL } from '../tools/scale';

const COMMIT_POINTS: readonly Doom[] = [
  { dieAt: 'points.commit:before' },
  { dieAt: 'points.commit:amid' },
  { dieAt: 'points.commit:amid', afterMs: 2 },
  { dieAt: 'points.commit:after' },
];

/** What is killed at once, and where. */
interface Kill {
  readonly name: string;
  readonly cases: readonly Case[];
  readonly doom: Doom;
  readonly at: string;
  /** What the ledger has of it when the next server starts. */
  readonly left: 'nothing' | 'all' | 'either';
  /** Nobody had written down yet that the ledger would be asked: surely, or perhaps. */
  readonly unknown?: boolean | 'perhaps';
}

/** In one round of the ledger. */
function killsOf(name: string, cases: readonly Case[]): Kill[] {
  const reads = Math.max(...cases.map((one) => one.reads));
  const dooms = Array.from({ length: reads }, (_, spare) => [
    { dieAt: 'points.read:before', spare },
    { dieAt: 'points.read:after', spare },
  ]).flat();
  // Before a commit all reads are alike: nothing is written. The full run tries each of them.
  const points: Doom[] = [...(FULL ? dooms : dooms.slice(-1)), ...COMMIT_POINTS];
  return points.map((doom) => {
    const at = wordsOf(doom);
    const left = at.startsWith('points.commit:after') ? 'all' : at.includes('amid') ? 'either' : 'nothing';
    // It may be the read of one call, while another is still on its way to the server.
    const unknown = at.startsWith('points.read') ? { unknown: 'perhaps' as const } : {};
    return { name, cases, doom: { ...doom, together: cases.length, resolver: false }, at, left, ...unknown };
  });
}

/** What a till asks of Vouch, and Vouch of the ledger: three at once, each at its own point of the same kind. */
const TILL_POINTS: readonly Pick<Kill, 'at' | 'left' | 'unknown'>[] = [
  { at: 'write:*_requested:before', left: 'nothing', unknown: true },
  { at: 'write:*_requested:after', left: 'nothing' },
  { at: 'call.*:before', left: 'nothing' },
  { at: 'call.*:after', left: 'all' },
  { at: 'write:*_answered:before', left: 'all' },
  { at: 'write:*_answered:after', left: 'all' },
];
const NAMES = { write: ['reserve', 'confirm', 'release'], call: ['hold', 'capture', 'release'] };

const TILL_KILLS: readonly Kill[] = TILL_POINTS.map((point) => {
  const names = NAMES[point.at.startsWith('call') ? 'call' : 'write'];
  const dieAt = names.map((name) => point.at.replace('*', name));
  return { name: 'hold, capture and cancel', cases: TILLS, doom: { dieAt, count: 3, resolver: false }, ...point };
});

const ALL = [...CALLS, ...TILLS];
const KILLS: readonly Kill[] = [
  ...killsOf('a round of everything', ALL),
  // Alone, each is a commit of its own. In a round together they die of the same.
  ...(FULL ? ALL.flatMap((one) => killsOf(one.name, [one])) : []),
  ...TILL_KILLS,
];

/** Of a reservation that runs out. */
const LAPSE_POINTS = FULL
  ? [
      ...['write:release_requested', 'call.release', 'write:release_answered'].flatMap((point) => [
        { dieAt: `${point}:before` },
        { dieAt: `${point}:after` },
      ]),
      ...COMMIT_POINTS,
    ]
  : [{ dieAt: 'write:release_requested:after' }, { dieAt: 'points.commit:after' }];

/** One store for all of it: the server that recovers from one crash is the one that dies of the next. */
export function describeLedgerCrashes(engine: string, freshUrl: () => Promise<string | null>): void {
  let stage: Stage;
  let survivor: Server | null = null;
  /** Servers whose reservations are short. */
  const lapsing = new Set<Server>();
  beforeAll(async () => {
    stage = await Stage.open(await freshUrl());
  });
  afterAll(() => stage.close());

  test.each(KILLS)(`${engine}: $name dies at $at`, async ({ cases, doom, left, unknown }) => {
    if (!survivor) await stage.killAll();
    const doomed = survivor ?? (await stage.start());
    survivor = null;
    const shop = await CrashShop.open(stage, doomed);
    const all = await Promise.all(cases.map((one) => one.prepare(shop)));
    const before = await Promise.all(all.map(({ look }) => look()));
    await stage.tell(doomed, doom);
    const answers = await Promise.all(all.map(({ call }) => stage.call(doomed, call.route, call.body, keyOf(call))));
    expect(answers).toEqual(all.map(() => null));
    expect(await doomed.ended).toBe('SIGKILL');

    // Its resolver would go on at once with what the dead one had begun.
    survivor = shop.server = await stage.start({ doom: { resolver: false } });
    const found = await Promise.all(all.map(({ look }) => look()));
    await stage.tell(survivor, {});
    const once = all.map((one) => one.once);
    if (left === 'either') expect([before, once]).toContainEqual(found);
    else expect(found).toEqual(left === 'all' ? once : before);
    await Promise.all(
      all.map(async (prepared, index) => {
        const { once: comes, never = comes } = prepared;
        const moved = isEqual(found[index], comes) || unknown === true;
        await happensOnce(shop, prepared, moved ? [comes] : unknown === 'perhaps' ? [comes, never] : [never]);
      }),
    );
  });

  /** The same call with the same key, again and again: it is as one call makes it, or as none does, and stays so. */
  async function happensOnce(shop: CrashShop, { call, look }: Prepared, ends: readonly unknown[]): Promise<void> {
    let end: unknown;
    for (let again = 0; again < 2; again += 1) {
      await until('it is answered for good', async () => {
        const answer = await stage.call<Answer>(shop.server, call.route, call.body, keyOf(call));
        if (!isFinal(answer)) return false;
        const state = await look();
        end ??= ends.find((one) => isEqual(state, one));
        return end !== undefined;
      });
      expect(await look()).toEqual(end);
    }
  }

  test.each(LAPSE_POINTS)(`${engine}: a reservation runs out, and the server dies at $dieAt`, async (doom) => {
    const short = { env: { VOUCH_RESERVATION_FOR: '600ms' } };
    if (survivor && !lapsing.has(survivor)) await stage.kill(survivor);
    const doomed = survivor && isRunning(survivor) ? survivor : await stage.start(short);
    survivor = null;
    const shop = await CrashShop.open(stage, doomed);
    const who = await shop.member('100');
    await stage.tell(doomed, { resolver: false });
    const { route, body } = shop.atTill(who, 500, 'manual');
    const { id } = await shop.call(route, body, { 'idempotency-key': who });
    await stage.tell(doomed, { ...doom, resolver: false });
    // Whoever reads what is due has it settled at once.
    while (isRunning(doomed)) await stage.call(doomed, `GET /v1/redemptions/${id}`);
    survivor = shop.server = await stage.start(short);
    lapsing.add(survivor);
    await until('all is free', async () => (await shop.balance(who)).held === '0.00');
    await until('it is over', async () => isFinal(await shop.call(`GET /v1/redemptions/${id}`)));
    expect(await shop.call(`GET /v1/redemptions/${id}`)).toMatchObject({
      status: 'failed',
      last_error: { code: 'reservation_lapsed' },
    });
    expect([await shop.available(who), await shop.actions(who)]).toEqual(['100.00', ['CREDIT', 'HOLD', 'RELEASE']]);
  });
  test(`${engine}: after all of it the ledger can be recomputed`, async () => {
    survivor ??= await stage.start();
    const shop = await CrashShop.open(stage, survivor);
    expect(await shop.call('GET /v1/reports/integrity')).toMatchObject({ all_passed: true });
    expect(await verifyPoints(stage)).toContain('nothing differs');
  });
}

type Answer = Partial<Json> & {
  readonly code?: string;
  readonly outcome?: string;
  readonly operations?: readonly { readonly status: string }[];
};

/** What the dead server had written and not committed may be in the way for a moment, and of a till's call it may be open what became. */
const ASK_AGAIN = new Set(['too_many_concurrent_writes', 'idempotency_key_in_use', 'outcome_unknown']);

function isFinal(answer: Answer | null): boolean {
  if (answer === null || ASK_AGAIN.has(answer.code ?? '')) return false;
  expect(answer.code).toBeUndefined();
  const open = answer.operations?.some(({ status }) => status === 'pending' || status === 'unknown') ?? false;
  return !open && answer.outcome !== 'checking';
}

/** Of this call and no other: it is made over and over. */
function keyOf({ route, body }: Prepared['call']): Record<string, string> {
  const about = JSON.stringify([route, body]);
  return { 'idempotency-key': createHash('sha256').update(about).digest('hex') };
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function wordsOf({ dieAt, spare = 0, afterMs = 0 }: Doom): string {
  const nth = spare > 0 ? `, the ${String(spare + 1)}.` : '';
  return `${String(dieAt)}${nth}${afterMs > 0 ? ` ${String(afterMs)} ms` : ''}`;
}
