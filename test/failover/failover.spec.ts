// Two instances under load on a real three-node replica set, while its primary is killed and restarted, then paused and
// woken again. What a client was told still holds afterwards, and the providers' books equal Vouch's.
import { TYPES } from '../api/world';
import { judge } from '../crash/points';
import { Stage, until, type Redemption, type Reversal, type Server } from '../crash/stage';
import { describeWithMongo } from '../tools/mongod';
import { FULL } from '../tools/scale';
import { Nodes } from './nodes';
import { Caller } from './caller';
import { Members } from './members';
import { Tills, type Journey } from './tills';

jest.setTimeout(300_000);

const TILLS = 5;
const MEMBERS = 4;
/** Journeys that have to be finished before the next thing happens: proof that the service goes on. */
const ENOUGH = 25;
/** The same of those who spend points: each round is half a dozen calls. */
const ENOUGH_POINTS = 4;

/** Patient providers and grace: this is about the store. A machine that runs everything at once is slow enough for doubt. */
const ENV = {
  VOUCH_GRACE: '1s',
  ...Object.fromEntries(['ONE_VOUCHER', 'OTT', 'BLU'].map((name) => [`${name}_TIMEOUT_MS`, '5000'])),
};

const tally = {
  requests: 0,
  unanswered: 0,
  slowestMs: 0,
  failovers: 0,
  redemptions: 0,
  paid: 0,
  reversals: 0,
  points: 0,
  overtaken: 0,
};
afterAll(() => {
  const rows: [string, number | string][] = [
    ['requests during failovers', tally.requests],
    ['of these without an answer, and sent again', tally.unanswered],
    ['slowest final answer', `${(tally.slowestMs / 1000).toFixed(1)} s`],
    ['failovers', tally.failovers],
    ['redemptions checked against the provider', tally.redemptions],
    ['of these paid', tally.paid],
    ['reversals checked against the provider', tally.reversals],
    ['calls on points checked against the journal', tally.points],
    ['refusals on points by an overtaken primary', tally.overtaken],
  ];
  const lines = rows.map(([name, count]) => `${name.padEnd(44)}${String(count).padStart(8)}`);
  process.stdout.write(`\n${lines.join('\n')}\n`);
});

/** In every run one failover is enough. */
const atFullSize = FULL ? test : (): void => undefined;

describeWithMongo('failover of a replica set under load', () => {
  let nodes: Nodes;
  let stage: Stage;
  let instances: Server[];
  beforeEach(async () => {
    nodes = await Nodes.start();
    stage = await Stage.open(nodes.url('vouch'));
    instances = [await stage.start({ env: ENV }), await stage.start({ env: ENV })];
  });
  afterEach(async () => {
    await stage.close();
    await nodes.stop();
  });

  test('a primary that is killed and restarted', async () => {
    await underLoad(async (served) => {
      const primary = await currentPrimary();
      nodes.kill(primary);
      await until('another primary is elected', async () => (await nodes.primary(primary)) !== null);
      await served('without the killed node');
      await nodes.restart(primary);
      await until('the killed node is back', () => nodes.isSecondary(primary));
      await served('with the node that came back');
      // The set is whole again, so that it can lose its new primary as well.
      const next = await currentPrimary();
      nodes.kill(next);
      await until('a third primary is elected', async () => (await nodes.primary(next)) !== null);
      await served('without the second killed node');
      tally.failovers += 2;
    });
  });

  atFullSize('a primary that falls silent, and wakes up believing that it still is one', async () => {
    await underLoad(async (served) => {
      const primary = await currentPrimary();
      nodes.pause(primary);
      await until('another primary is elected', async () => (await nodes.primary(primary)) !== null);
      await served('without the silent node');
      nodes.resume(primary);
      await until('the silent node follows', () => nodes.isSecondary(primary));
      await served('with the node that woke up');
      tally.failovers += 1;
    });
  });

  async function currentPrimary() {
    const primary = await nodes.primary();
    if (!primary) throw new Error('There is no primary');
    return primary;
  }

  async function underLoad(story: (served: (when: string) => Promise<void>) => Promise<void>): Promise<void> {
    const caller = new Caller(stage, instances);
    const tills = new Tills(stage, caller);
    const members = await Members.open(stage, instances, caller);
    tills.start(TILLS);
    members.start(MEMBERS);
    const { journeys } = tills;
    const served = (when: string) => {
      const [sold, moved] = [journeys.length + ENOUGH, members.rounds + ENOUGH_POINTS];
      return until(`customers are served ${when}`, () => journeys.length >= sold && members.rounds >= moved);
    };
    try {
      await served('before anything happens');
      await story(served);
    } finally {
      await Promise.all([tills.close(), members.close()]);
    }
    const { requests, unanswered, stuck, slowestMs, overtaken } = caller.load;
    expect(stuck).toBe(0);
    tally.points += await members.check();
    for (const journey of journeys) await check(journey);
    await checkList(journeys);
    checkNothingElse(await references(journeys));
    tally.requests += requests;
    tally.unanswered += unanswered;
    tally.overtaken += overtaken;
    tally.slowestMs = Math.max(tally.slowestMs, slowestMs);
  }

  /** Both instances still say what the client was told, and so do the provider's books. */
  async function check({ voucher, redemption, reversal }: Journey): Promise<void> {
    if (reversal?.status === 'unknown') await judged(redemption);
    for (const instance of instances) {
      const now = await stage.call<Redemption>(instance, `GET /v1/redemptions/${redemption.id}`);
      const { id, status, outcome, redeemed_amount } = redemption;
      expect(now).toMatchObject({ id, status, outcome, redeemed_amount });
      expect(now?.version).toBeGreaterThanOrEqual(redemption.version);
    }
    const { taken, takings, returned } = stage.truth(voucher);
    expect({ type: voucher.type, taken }).toEqual({ type: voucher.type, taken: redemption.redeemed_amount });
    expect(takings).toBe(redemption.outcome === 'paid' ? 1 : 0);
    const now = await read(redemption.id);
    const issued = ofType(now, 'reverse').flatMap(({ provider_reference }) =>
      stage.issuedFor(provider_reference?.reference ?? ''),
    );
    const given = returned + issued.reduce((sum, { value }) => sum + value, 0);
    expect({ id: now.id, given }).toEqual({ id: now.id, given: now.reversed_amount });
    if (reversal) await checkReversal(now, reversal);
    tally.redemptions += 1;
    if (redemption.outcome === 'paid') tally.paid += 1;
  }

  async function checkReversal(now: Redemption, told: Reversal): Promise<void> {
    const list = await stage.call<{ data: Reversal[] }>(instances[0]!, `GET /v1/redemptions/${now.id}/reversals`);
    expect(list?.data).toHaveLength(1);
    if (told.status === 'unknown') expect(['succeeded', 'failed']).toContain(list?.data[0]?.status);
    else expect(list?.data[0]).toMatchObject({ id: told.id, status: told.status, amount: told.amount });
    expect(now.reversed_amount).toBe(list?.data[0]?.status === 'succeeded' ? told.amount : 0);
    tally.reversals += 1;
  }

  /** Blu cannot be asked about a sale, so a person looks. An instance that hands over soon makes the test short. */
  async function judged(redemption: Redemption): Promise<void> {
    const short = await stage.start({ giveUpAfter: '1s', env: ENV });
    await until(`the reversal of ${redemption.id} is decided`, async () => {
      await judge(stage, short, redemption);
      return ofType(await read(redemption.id), 'reverse').every(({ status }) => status !== 'unknown');
    });
    await stage.kill(short);
  }

  /** Of vouchers: members' tills are in it as well. */
  async function checkList(journeys: readonly Journey[]): Promise<void> {
    const listed: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: { data: (Redemption & { type: string })[]; next_cursor: string | null } | null = await stage.call(
        instances[1]!,
        `GET /v1/redemptions?limit=100${after}`,
      );
      listed.push(
        ...(page?.data ?? []).filter(({ type }) => (TYPES as readonly string[]).includes(type)).map(({ id }) => id),
      );
      cursor = page?.next_cursor ?? null;
    }
    expect(listed.sort()).toEqual(journeys.map(({ redemption }) => redemption.id).sort());
  }

  async function references(journeys: readonly Journey[]): Promise<Set<string>> {
    const all = await Promise.all(journeys.map(({ redemption }) => read(redemption.id)));
    return new Set(
      all.flatMap(({ operations }) =>
        operations.flatMap(({ provider_reference }) => provider_reference?.reference ?? []),
      ),
    );
  }

  /** Nothing moved at a provider that Vouch does not know of. */
  function checkNothingElse(known: ReadonlySet<string>): void {
    const { vouchers } = stage.books.snapshot();
    const moved = vouchers.flatMap(({ taken, returned, issued_for: cause }) => [
      ...taken.map(({ reference }) => reference),
      ...returned.map(({ reference }) => reference),
      ...(cause === null ? [] : [cause]),
    ]);
    expect(moved.filter((reference) => !known.has(reference))).toEqual([]);
  }

  async function read(id: string): Promise<Redemption> {
    const found = await stage.call<Redemption>(instances[0]!, `GET /v1/redemptions/${id}`);
    if (!found) throw new Error(`${id} cannot be read`);
    return found;
  }
});

function ofType({ operations }: Redemption, type: string): Redemption['operations'] {
  return operations.filter((operation) => operation.type === type);
}
