// The crash matrix: kill -9 at every await point around a durable write or a provider call, three providers, every fate of
// the value, then a restart. In the end Vouch's books must equal the provider's, to the cent.
import type { Scenario, SimulatedVoucher } from '../../adapters/kit/simulator/books';
import { BLU, ONE_VOUCHER, TYPES } from '../api/world';
import { FULL } from '../tools/scale';
import { isRunning, Stage, until, type Redemption, type Reversal, type Server } from './stage';

/**
 * What happens to the value while the server is not told: nothing at first, taken, taken after a first "no", and a
 * plain success.
 */
const DOUBTFUL: readonly Scenario[] = ['drop_before_taking', 'drop_after_taking', 'late'];
const FATES: readonly Scenario[] = ['ok', ...DOUBTFUL];
/** 1Voucher and OTT give change for this; Blu can only be asked about the voucher itself, so it is taken whole. */
const PART = 3000;
const WHOLE = 5000;

/**
 * The same core stands over both engines: at full size each dies at every point on each, otherwise at every second one, before and after in
 * turn, and on MongoDB where SQLite does not.
 */
function thinned(engine: string, points: readonly string[]): string[] {
  const isFirst = (index: number) => index % 4 === 0 || index % 4 === 3;
  return points.filter((_, index) => FULL || isFirst(index) === (engine === 'mongodb'));
}

const around = (point: string) => [`${point}:before`, `${point}:after`];

const CREATE_POINTS = [
  ...around('write:confirm_requested'),
  ...around('call.capture'),
  ...around('write:confirm_answered'),
];
const ASK_POINTS = [...around('write:asked'), ...around('call.inquireCapture'), ...around('write:confirm_answered')];
const REVERSE_POINTS = [
  ...around('write:reverse_requested'),
  ...around('call.restore'),
  ...around('call.refund'),
  ...around('write:reverse_answered'),
];

const BURN_POINTS = around('write:key_burnt');

interface Case {
  readonly voucher: SimulatedVoucher;
  readonly amount: number;
}

export interface CrashTally {
  points: number;
  redemptions: number;
}

/**
 * One store for all of it, as in life: the server that recovers from one crash is the one that dies of the next. Nothing is left to
 * do in the store when a test ends.
 */
export function describeCrashes(engine: string, freshUrl: () => Promise<string | null>, tally: CrashTally): void {
  let stage: Stage;
  /** The survivor of the last crash. None at first, and after a test that failed. */
  let survivor: Server | null = null;
  beforeAll(async () => {
    stage = await Stage.open(await freshUrl());
  });
  afterAll(() => stage.close());

  /** Runs `dies` on a server, which must not survive it, and `recovers` on the next. */
  async function crash(dies: (doomed: Server) => Promise<Case[]>, recovers: Recovery): Promise<void> {
    if (!survivor) await stage.killAll();
    const doomed = survivor ?? (await stage.start());
    survivor = null;
    const cases = await dies(doomed);
    expect(await doomed.ended).toBe('SIGKILL');
    const next = await stage.start();
    await recovers(next, cases);
    survivor = next;
    tally.points += 1;
    tally.redemptions += cases.length;
  }

  test.each(thinned(engine, CREATE_POINTS))(`${engine}: a redemption dies at %s`, async (point) => {
    await crash(
      async (doomed) => {
        const cases = makeCases(stage, FATES);
        await stage.tell(doomed, { dieAt: point, count: cases.length });
        await Promise.all(cases.map(({ voucher, amount }) => stage.redeem(doomed, voucher, amount)));
        return cases;
      },
      (next, cases) => recoverRedemptions(stage, next, cases),
    );
  });

  test.each(thinned(engine, BURN_POINTS))(
    `${engine}: the question after a key that nothing came with dies at %s`,
    async (point) => {
      await crash(
        async (doomed) => {
          const cases = makeCases(stage, ['ok', 'ok']);
          await stage.tell(doomed, { dieAt: point, count: cases.length });
          await Promise.all(cases.map(({ voucher }) => stage.recover(doomed, voucher)));
          return cases;
        },
        async (next, cases) => {
          for (const [nth, { voucher, amount }] of cases.entries()) {
            const asksFirst = nth % 2 === 0;
            const told = asksFirst ? await stage.recover(next, voucher) : null;
            const made = await stage.redeem(next, voucher, amount);
            const isBurnt = asksFirst || point.endsWith('after');
            expect([told?.code, made?.code]).toEqual([
              asksFirst ? 'not_received' : undefined,
              isBurnt ? 'idempotency_key_burnt' : undefined,
            ]);
            await expectStory(stage, next, voucher);
          }
        },
      );
    },
  );

  test(`${engine}: a redemption dies while the provider is being asked for it`, async () => {
    await crash(
      async (doomed) => {
        const cases = TYPES.map((type) => ({ voucher: stage.voucher(type, 'timeout_after_taking'), amount: WHOLE }));
        const answers = cases.map(({ voucher, amount }) => stage.redeem(doomed, voucher, amount));
        await until('the providers have taken the value', () =>
          cases.every(({ voucher }) => stage.truth(voucher).takings === 1),
        );
        await stage.kill(doomed);
        await Promise.all(answers);
        return cases;
      },
      (next, cases) => recoverRedemptions(stage, next, cases),
    );
  });

  test.each(thinned(engine, ASK_POINTS))(`${engine}: the question what became of it dies at %s`, async (point) => {
    await crash(
      async (doomed) => {
        const cases = makeCases(stage, DOUBTFUL);
        await stage.tell(doomed, { resolver: false });
        const created = await Promise.all(cases.map(({ voucher, amount }) => stage.redeem(doomed, voucher, amount)));
        expect(created.map((redemption) => redemption?.outcome)).toEqual(cases.map(() => 'checking'));
        await stage.tell(doomed, { resolver: false, dieAt: point, count: cases.length });
        // Reading a redemption that is due asks the provider at once; each of these gets stuck at the point.
        const readers = created.map(async (redemption) => {
          while (isRunning(doomed)) await stage.call(doomed, `GET /v1/redemptions/${redemption?.id ?? ''}`);
        });
        await Promise.all(readers);
        return cases;
      },
      (next, cases) => recoverRedemptions(stage, next, cases),
    );
  });

  test.each(thinned(engine, REVERSE_POINTS))(`${engine}: a reversal dies at %s`, async (point) => {
    const restores = point.startsWith('call.restore');
    // A part cannot be put back on the original, so that it comes as a new voucher; the whole of a 1Voucher is put back.
    const amount = restores ? WHOLE : PART;
    let paid: (Redemption | null)[] = [];
    await crash(
      async (doomed) => {
        const types = restores ? [ONE_VOUCHER] : TYPES;
        const cases = types.map((type) => ({ voucher: stage.voucher(type, 'ok'), amount: WHOLE }));
        paid = await Promise.all(cases.map(({ voucher }) => paidFor(stage, doomed, voucher)));
        await stage.tell(doomed, { resolver: false, dieAt: point, count: cases.length });
        await Promise.all(paid.map((redemption) => reverse(stage, doomed, redemption, amount)));
        return cases;
      },
      (next, cases) => recoverReversals(stage, next, cases, paid, amount),
    );
  });
}

type Recovery = (survivor: Server, cases: readonly Case[]) => Promise<void>;

function makeCases(stage: Stage, fates: readonly Scenario[]): Case[] {
  return TYPES.flatMap((type) =>
    fates.map((fate) => ({ voucher: stage.voucher(type, fate), amount: type === BLU ? WHOLE : PART })),
  );
}

/** Asks until it is: on a busy machine a provider's answer may be late, and the first word is "checking". */
async function paidFor(stage: Stage, server: Server, voucher: SimulatedVoucher): Promise<Redemption | null> {
  let redemption: Redemption | null = null;
  await until(`${voucher.type} is paid`, async () => {
    redemption = await stage.redeem(server, voucher, WHOLE);
    return redemption?.outcome === 'paid';
  });
  return redemption;
}

function reverse(
  stage: Stage,
  server: Server,
  redemption: Redemption | null,
  amount: number,
): Promise<Reversal | null> {
  const id = redemption?.id ?? '';
  const body = { amount, reason: 'The customer came back', idempotency_key: `reverse-${id}` };
  return stage.call<Reversal>(server, `POST /v1/redemptions/${id}/reverse`, body);
}

/** Asks by the key until there is a last word, and compares it with the provider's books. "Never received" stays true: what comes late takes nothing. */
export async function expectStory(stage: Stage, server: Server, voucher: SimulatedVoucher): Promise<void> {
  let told: Redemption | null = null;
  await until(`${voucher.type} ${voucher.scenario} is known by its key`, async () => {
    told = await stage.recover(server, voucher);
    return told?.outcome === 'paid' || told?.outcome === 'not_paid' || told?.code === 'not_received';
  });
  const story = told as unknown as Redemption;
  if (story.code !== 'not_received') {
    checkProviderBooks(stage, voucher, story);
    return;
  }
  const late = await stage.redeem(server, voucher, WHOLE);
  expect([late?.code, stage.truth(voucher).takings]).toEqual(['idempotency_key_burnt', 0]);
}

/**
 * Lets every other till repeat its request, and those in between ask by their key, as one does that was reloaded; waits for the last
 * word, and compares the books.
 */
async function recoverRedemptions(stage: Stage, survivor: Server, cases: readonly Case[]): Promise<void> {
  for (const [nth, { voucher, amount }] of cases.entries()) {
    if (nth % 2 === 1) {
      await expectStory(stage, survivor, voucher);
      continue;
    }
    let redemption: Redemption | null = null;
    await until(`${voucher.type} ${voucher.scenario} is decided`, async () => {
      redemption = await stage.redeem(survivor, voucher, amount);
      return redemption?.outcome === 'paid' || redemption?.outcome === 'not_paid';
    });
    checkProviderBooks(stage, voucher, redemption as unknown as Redemption);
  }
}

function checkProviderBooks(stage: Stage, voucher: SimulatedVoucher, redemption: Redemption): void {
  const { taken, takings } = stage.truth(voucher);
  expect({ voucher: voucher.scenario, type: voucher.type, taken: redemption.redeemed_amount }).toEqual({
    voucher: voucher.scenario,
    type: voucher.type,
    taken,
  });
  expect(takings).toBeLessThanOrEqual(1);
  expect(redemption.outcome).toBe(takings === 1 ? 'paid' : 'not_paid');
  if (redemption.outcome !== 'paid' || voucher.type !== ONE_VOUCHER) return;
  const confirm = redemption.operations.find(({ type, status }) => type === 'confirm' && status === 'succeeded');
  const issued = stage.issuedFor(confirm?.provider_reference?.reference ?? '').map(({ pin }) => pin);
  expect([redemption.change_voucher?.pin]).toEqual(issued);
}

/** Blu cannot be asked about a sale: after a crash in the middle of one, a person looks at Blu's books and gives a verdict. */
async function recoverReversals(
  stage: Stage,
  survivor: Server,
  cases: readonly Case[],
  paid: readonly (Redemption | null)[],
  amount: number,
): Promise<void> {
  for (const [index, { voucher }] of cases.entries()) {
    const redemption = paid[index] ?? null;
    await until(`the reversal of ${voucher.type} is decided`, async () => {
      const reversal = await reverse(stage, survivor, redemption, amount);
      if (reversal?.status === 'unknown') await judge(stage, survivor, redemption);
      return reversal?.status === 'succeeded' || reversal?.status === 'failed';
    });
    const after = await stage.call<Redemption>(survivor, `GET /v1/redemptions/${redemption?.id ?? ''}`);
    expect({ type: voucher.type, returned: after?.reversed_amount }).toEqual({
      type: voucher.type,
      returned: returnedAt(stage, voucher, after),
    });
  }
}

/** What really went back: onto the original voucher, or as vouchers issued for one of the redemption's reversals. */
function returnedAt(stage: Stage, voucher: SimulatedVoucher, redemption: Redemption | null): number {
  const reversals = redemption?.operations.filter(({ type }) => type === 'reverse') ?? [];
  const issued = reversals.flatMap(({ provider_reference }) => stage.issuedFor(provider_reference?.reference ?? ''));
  return stage.truth(voucher).returned + issued.reduce((sum, { value }) => sum + value, 0);
}

/** A person looks the last reversal up at the provider, and gives the verdict on its review, if one is open. */
export async function judge(stage: Stage, server: Server, redemption: Redemption | null): Promise<void> {
  const reviews = await stage.call<{ data: { id: string; redemption_id: string }[] }>(server, 'GET /v1/reviews');
  const review = reviews?.data.find(({ redemption_id }) => redemption_id === redemption?.id);
  if (!review) return;
  const current = await stage.call<Redemption>(server, `GET /v1/redemptions/${redemption?.id ?? ''}`);
  const reference = current?.operations.findLast(({ type }) => type === 'reverse')?.provider_reference?.reference ?? '';
  const decision = stage.issuedFor(reference).length > 0 ? 'paid' : 'not_paid';
  const body = { decision, note: 'Looked it up in the books of the provider', evidence: reference };
  await stage.call(server, `POST /v1/reviews/${review.id}/verdict`, body, {
    'if-match': `"${String(current?.version ?? 0)}"`,
  });
}
