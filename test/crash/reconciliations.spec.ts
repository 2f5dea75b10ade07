// kill -9 in the middle of a comparison: the run is failed at the next start, no review is half there, and the same file opens the rest.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PublicDifference, PublicRun } from '../../src/api/reconciliations/responses';
import type { FullReview, PublicReview } from '../../src/api/reviews/responses';
import { BLU } from '../api/world';
import { Stage, until, type Server } from './stage';

jest.setTimeout(120_000);

const TODAY = new Date().toISOString().slice(0, 10);
/** A statement of nothing: whatever was taken today is ours alone. */
const EMPTY = 'date;reference;gross;status\n';
const SALES = 4;
/** Reviews that are written before it dies. */
const OPENED = 2;

describe('Statements, kill -9, embedded store', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open(null);
  });
  afterAll(() => stage.close());

  test.each(['before', 'after'] as const)('dies %s the write of a review', async (when) => {
    const first = await stage.start();
    for (let sale = 0; sale < SALES; sale += 1) await stage.redeem(first, stage.voucher(BLU, 'ok'), 1000);
    const before = await openReviews(first);
    const dieAt = `write:review_opened:${when}`;
    await stage.tell(first, { dieAt, count: 1, spare: when === 'before' ? OPENED : OPENED - 1 });
    const upload = await send(first, when);
    // It may be dead before it could say so.
    expect(upload?.status ?? 'comparing').toBe('comparing');
    expect(await first.ended).toBe('SIGKILL');

    const second = await stage.start();
    const run = await ended(second);
    expect(run).toMatchObject({ status: 'failed', failure: 'server_stopped', counts: null, differences: null });
    const differences = await get<{ data: PublicDifference[] }>(second, `/v1/reconciliations/${run.id}/differences`);
    expect(differences.data).toEqual([]);
    const reviews = await openReviews(second);
    expect(reviews).toHaveLength(before.length + OPENED);
    for (const { id } of reviews) {
      const review = await get<FullReview>(second, `/v1/reviews/${id}`);
      expect(review.timeline.filter(({ fact }) => fact === 'review_opened')).toHaveLength(1);
    }
    const folder = join(dirname(stage.databaseUrl.slice('sqlite:'.length)), 'statements');
    await until('what it left is swept away', () => readdirSync(folder).length === 0);

    // Under the key that it had: that one stands for nothing any more.
    await send(second, when);
    const again = await ended(second);
    expect(again.id).not.toBe(run.id);
    expect(again).toMatchObject({
      status: 'done',
      reviews: { opened: SALES - OPENED, known: before.length + OPENED, not_opened: 0 },
    });
    await stage.kill(second);
  });

  async function send(server: Server, key: string): Promise<PublicRun | null> {
    const address = `${server.url}/v1/reconciliations?provider=blu&from=${TODAY}&to=${TODAY}`;
    const headers = { authorization: `Bearer ${stage.key ?? ''}`, 'content-type': 'text/csv', 'idempotency-key': key };
    try {
      const reply = await fetch(address, { method: 'POST', headers, body: EMPTY });
      return (await reply.json()) as PublicRun;
    } catch {
      return null;
    }
  }

  async function get<T>(server: Server, path: string): Promise<T> {
    const body = await stage.call<T>(server, `GET ${path}`);
    if (body === null) throw new Error('The server is gone');
    return body;
  }

  async function openReviews(server: Server): Promise<PublicReview[]> {
    return (await get<{ data: PublicReview[] }>(server, '/v1/reviews?limit=100')).data;
  }

  /** The newest run, once it has ended. */
  async function ended(server: Server): Promise<PublicRun> {
    let run: PublicRun | undefined;
    await until('the run has ended', async () => {
      [run] = (await get<{ data: PublicRun[] }>(server, '/v1/reconciliations')).data;
      return run !== undefined && run.status !== 'comparing';
    });
    if (!run) throw new Error('It was read');
    return run;
  }
});
