// An approval in a process that is killed at every step of it; and two people who approve at once in two processes.
import { ONE_VOUCHER, OTT } from '../api/world';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { FULL } from '../tools/scale';
import { Stage, until, type Redemption, type Reversal, type Server } from './stage';

jest.setTimeout(180_000);

interface Proposal {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly reversal_id: string | null;
  readonly redemption_id: string;
}

/** A redemption of 5000 cents, all of which somebody asked to give back. */
async function proposed(stage: Stage, server: Server, type: string) {
  const voucher = stage.voucher(type, 'ok');
  const redemption = (await stage.redeem(server, voucher, 5000)) as Redemption;
  const route = `POST /v1/redemptions/${redemption.id}/reversal_proposals`;
  const proposal = (await stage.call<Proposal>(server, route, { reason: 'returned' })) as Proposal;
  expect(proposal.status).toBe('waiting');
  return { voucher, proposal };
}

const read = (stage: Stage, server: Server, { id }: Proposal) =>
  stage.call<Proposal>(server, `GET /v1/reversal_proposals/${id}`) as Promise<Proposal>;

/** Approved, by one reversal; and what that says is what the books of the provider say: all of it once, or nothing. */
async function expectToldTrue(
  stage: Stage,
  server: Server,
  made: Awaited<ReturnType<typeof proposed>>,
): Promise<string> {
  const { proposal, voucher } = made;
  const route = `GET /v1/redemptions/${proposal.redemption_id}`;
  const reversals = async () =>
    (await stage.call<{ data: readonly Reversal[] }>(server, `${route}/reversals`))?.data ?? [];
  await until('the reversal is settled', async () => {
    const all = await reversals();
    return all.length > 0 && all.every(({ status }) => status === 'succeeded' || status === 'failed');
  });
  expect(await read(stage, server, proposal)).toMatchObject({ status: 'approved' });
  const all = await reversals();
  expect(all).toHaveLength(1);
  const shown = (await stage.call<Redemption>(server, route)) as Redemption;
  const references = shown.operations.flatMap(({ type, provider_reference: sent }) =>
    type === 'reverse' && sent ? [sent.reference] : [],
  );
  const issued = references.reduce((sum, reference) => sum + stage.issuedFor(reference).length, 0);
  const given = all[0]?.status === 'succeeded';
  const times = given ? 1 : 0;
  expect(shown.reversed_amount).toBe(times * 5000);
  expect([stage.truth(voucher).returned, issued]).toEqual(voucher.type === OTT ? [0, times] : [times * 5000, 0]);
  return all[0]?.status ?? '';
}

const STEPS = ['write:reverse_requested', 'call.refund', 'call.restore', 'write:reverse_answered'];
const ALL = STEPS.flatMap((step) => [`${step}:before`, `${step}:after`]);
/** Outside of a full run: before anything is written, and after each step. */
const POINTS = ALL.filter((point, index) => FULL || index === 0 || point.endsWith(':after'));

describe('an approval, embedded store', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open(null);
  });
  afterEach(() => stage.killAll());
  afterAll(() => stage.close());

  it.each(POINTS)('tells the truth about one reversal where the process dies at %s', async (dieAt) => {
    const type = dieAt.startsWith('call.restore') ? ONE_VOUCHER : OTT;
    const first = await stage.start();
    const made = await proposed(stage, first, type);
    const { id, version } = made.proposal;
    await stage.tell(first, { dieAt, resolver: false });
    const approval = { approve: id, ifMatch: version, userId: 'usr_anne' };
    expect(await stage.approve(first, approval)).toBe('gone');
    expect(await first.ended).toBe('SIGKILL');
    const second = await stage.start();
    const left = await read(stage, second, made.proposal);
    // Either nothing was written, or all of it: never an approval without its reversal.
    const wasWritten = dieAt !== 'write:reverse_requested:before';
    expect([left.status, left.reversal_id !== null]).toEqual([wasWritten ? 'approved' : 'waiting', wasWritten]);
    // The page sends it again.
    expect(await stage.approve(second, approval)).toBe('approved');
    const end = await expectToldTrue(stage, second, made);
    // Nothing is sent by a process that did not write it: what had not left by then is proven not to have.
    if (dieAt === 'write:reverse_requested:before' || /^call.*after|answered/.test(dieAt))
      expect(end).toBe('succeeded');
  });
});

describeWithMongo('two who approve at once, in two processes', () => {
  it('begin one reversal', async () => {
    const stage = await Stage.open(await freshMongoUrl());
    const servers = [await stage.start(), await stage.start()] as const;
    for (let round = 0; round < 5; round += 1) {
      const made = await proposed(stage, servers[0], OTT);
      const { id: approve, version: ifMatch } = made.proposal;
      const told = await Promise.all([
        stage.approve(servers[0], { approve, ifMatch, userId: 'usr_anne' }),
        stage.approve(servers[1], { approve, ifMatch, userId: 'usr_ben' }),
      ]);
      expect(told.sort()).toEqual(['approved', 'proposal_decided']);
      expect(await expectToldTrue(stage, servers[0], made)).toBe('succeeded');
    }
    await stage.close();
  });
});
