// Statements that are uploaded: the same numbers as the command's, nothing opened from a file with a fault, and nobody sees or opens
// anything of somebody else's.
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { dataDirOf } from '../../src/config';
import type { Page } from '../../src/api/lists/pagination';
import type { PublicDifference, PublicRun } from '../../src/api/reconciliations/responses';
import { MOST_UPLOADED_DIFFERENCES } from '../../src/core/redemption/bounds/bounds';
import { describeApi } from '../tools/engines';
import { vouch } from '../reconcile/vouch';
import { BLU, startWorld, type Answer, type World } from './world';

const HEADER = 'date;reference;gross;status';
const TODAY = new Date().toISOString().slice(0, 10);

describeApi('reconciliations', ({ databaseUrl }) => {
  let world: World;
  let folder: string;
  let other: string;
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
    folder = join(dataDirOf(world.databaseUrl), 'statements');
    other = await world.newKey('somebody else', 'test', 'secret');
  });
  afterAll(() => world.close());

  it('counts what the command counts, keeps the differences, and opens each review once', async () => {
    const unlisted = (await world.create(world.voucher(BLU, 700))).body;
    const paid = (await world.create(world.voucher(BLU, 1900))).body;
    const lines = await statementOf('blu', unlisted);
    const file = [...lines, `${TODAY}T00:00:01Z;=SUM(1,2);;Redemption;;3.00;;;;Success`].join('\n');
    const done = await compared(`provider=blu&from=${TODAY}&to=${TODAY}&statement=today.csv`, file);
    expect(done).toMatchObject({
      object: 'reconciliation',
      status: 'done',
      failure: null,
      provider: 'blu',
      type: BLU,
      statement: 'today.csv',
      bytes: Buffer.byteLength(file),
      counts: { ours_only: 1, theirs_only: 1, amount_differs: 0, state_differs: 0, other_accounts: 0 },
      differences: 2,
      reviews: { opened: 2, known: 0, not_opened: 0 },
      created_by: { kind: 'api_key' },
    });
    const { data } = await page<PublicDifference>(`/v1/reconciliations/${done.id}/differences`);
    expect(data).toMatchObject([
      { kind: 'ours_only', redemption_id: unlisted.id, ours: 700, theirs: null },
      { kind: 'theirs_only', reference: '=SUM(1,2)', redemption_id: null, ours: null, theirs: 300 },
    ]);
    const reviews = data.map((difference) => difference.review_id);
    expect((await page<{ id: string }>('/v1/reviews')).data.map(({ id }) => id)).toEqual(
      expect.arrayContaining(reviews as string[]),
    );
    expect(JSON.stringify(data)).not.toContain(paid.id);
    const first = await page<PublicDifference>(`/v1/reconciliations/${done.id}/differences?limit=1`);
    expect(first.data).toEqual(data.slice(0, 1));
    const next = `cursor=${String(first.next_cursor)}`;
    expect((await page(`/v1/reconciliations/${done.id}/differences?limit=1&${next}`)).data).toEqual(data.slice(1));
    const one = await page(`/v1/reconciliations/${done.id}/differences?kind=theirs_only`);
    expect(one.data).toEqual(data.slice(1));

    const csv = await world.call(`GET /v1/reconciliations/${done.id}/differences.csv`);
    expect([csv.status, csv.headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename="differences.csv"',
    ]);
    const [head = '', ...rows] = csv.text.trim().split('\r\n');
    expect(head).toBe('kind,reference,redemption_id,operation_id,ours,theirs,line,summary,review_id');
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatch(/^theirs_only,"'=SUM\(1,2\)",,,,300,/);

    // The command on the same file: the same numbers, and every review is known.
    const path = join(world.folder, 'the-same.csv');
    writeFileSync(path, file);
    const args = ['reconcile', '--provider', 'blu', '--mode', 'test', '--statement', path, '--json'];
    const ended = await vouch([...args, '--from', TODAY, '--to', TODAY], world.databaseUrl);
    expect(ended.errors).toBe('');
    const { other_accounts: none, ...counts } = done.counts ?? { other_accounts: null };
    expect(none).toBe(0);
    expect(JSON.parse(ended.out)).toMatchObject({
      counts,
      lines: done.lines,
      period: done.period,
      differences: 2,
      reviews: { opened: 0, known: 2 },
    });
    const again = await compared(`provider=blu&from=${TODAY}&to=${TODAY}`, file);
    expect(again).toMatchObject({ counts: done.counts, reviews: { opened: 0, known: 2, not_opened: 0 } });
    expect((await page<PublicRun>('/v1/reconciliations')).data.map(({ id }) => id)).toEqual([again.id, done.id]);
  });

  it('records nothing that a file says was given back, as a line is easily written; but reversals wait for a person', async () => {
    const { id } = (await world.create(world.voucher(BLU, 3000))).body;
    const forged = Array.from({ length: 30 }, (_, nth) => {
      const operation = `op-${id.slice(4)}-${String(nth + 1).padStart(8, '0')}`;
      return `${TODAY}T00:00:${String(nth).padStart(2, '0')}Z;${operation};;Refund;;1.00;;;;Success`;
    });
    const [head = ''] = await statementOf('blu', null);
    const done = await compared(`provider=blu&from=${TODAY}&to=${TODAY}`, [head, ...forged].join('\n'));
    // A review of each, as far as there is room, with one of the sale itself, which the file lacks.
    expect(done.counts?.theirs_only).toBe(30);
    const { body } = await world.call(`GET /v1/redemptions/${id}`);
    const { open_reviews: open } = body as unknown as { open_reviews: readonly string[] };
    expect([body.reversed_amount, open.length]).toEqual([0, MOST_UPLOADED_DIFFERENCES]);
    const back = { body: { reason: 'returned' }, headers: { 'idempotency-key': `back ${id}` } };
    const reverse = () => world.call(`POST /v1/redemptions/${id}/reverse`, back);
    const held = await reverse();
    expect([held.status, held.body.code]).toEqual([409, 'awaiting_statement']);
    expect(open).toContain((held.body as unknown as { review_id: string }).review_id);
    for (const review of open) {
      const { version } = (await world.call(`GET /v1/redemptions/${id}`)).body;
      const headers = { 'if-match': `"${String(version)}"`, 'idempotency-key': `verdict ${review}` };
      const body = { decision: 'not_paid', note: 'Nobody was given anything back', evidence: 'asked the provider' };
      expect((await world.call(`POST /v1/reviews/${review}/verdict`, { body, headers })).status).toBe(200);
    }
    expect((await reverse()).status).toBe(201);
  });

  it('opens nothing from a file with a fault, and says where it is', async () => {
    const before = await reviewIds();
    const runs = (await page('/v1/reconciliations')).data.length;
    const bad = [HEADER, `${TODAY};fault-1;1.00;Success`, `${TODAY};fault-2;1,000.00;Maybe`, ''].join('\n');
    const answer = await upload('provider=blu', bad);
    expect(answer.status).toBe(422);
    expect(JSON.parse(answer.text)).toMatchObject({
      code: 'statement_unusable',
      faults: [
        { line: 3, column: 'gross' },
        { line: 3, column: 'status' },
      ],
      more_faults: false,
    });
    expect(answer.text).not.toContain('Maybe');
    for (const [body, line] of [
      ['', null],
      ['nothing of the kind', 1],
      [`${HEADER}\n`, 2],
    ] as const) {
      const empty = await upload('provider=blu', body);
      expect([empty.status, empty.body.code]).toEqual(
        body === '' ? [415, 'unsupported_media_type'] : [422, 'statement_unusable'],
      );
      const { faults = [] } = JSON.parse(empty.text) as { faults?: readonly { readonly line: number }[] };
      expect(faults[0]?.line ?? null).toBe(line);
    }
    expect(await reviewIds()).toEqual(before);
    expect((await page('/v1/reconciliations')).data).toHaveLength(runs);
    expect(left()).toEqual([]);
  });

  it('gives the same run to the same key, and refuses the key for another file', async () => {
    const file = [HEADER, `${TODAY};keyed-1;1.00;Success`].join('\n');
    const headers = { 'idempotency-key': 'a statement' };
    const first = read(await upload('provider=blu', file, { headers }));
    await ended(first.id);
    const repeat = await upload('provider=blu', file, { headers });
    expect([repeat.status, repeat.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    expect(read(repeat)).toMatchObject({ id: first.id, status: 'done' });
    for (const [query, body] of [
      ['provider=blu', `${file}\n`],
      ['provider=blu&holds=redemptions', file],
    ] as const) {
      const refused = await upload(query, body, { headers });
      expect([refused.status, refused.body.code]).toEqual([409, 'idempotency_key_reused']);
    }
    // A key is its account's own.
    expect(read(await upload('provider=blu', file, { headers, key: other })).id).not.toBe(first.id);
    // Two at once: one of them makes it, and both are told of it.
    const twins = { 'idempotency-key': 'twins' };
    const both = await Promise.all([1, 2].map(() => upload('provider=blu', file, { headers: twins })));
    expect(new Set(both.map((answer) => read(answer).id)).size).toBe(1);
    await ended(read(both[0] as Answer).id);
    await until(() => left().length === 0);
  });

  it('shows, tells and opens nothing of another account', async () => {
    const mine = (await world.create(world.voucher(BLU, 1500))).body;
    const lines = await statementOf('blu', null);
    const own = lines.find((line) => line.includes(hexOf(mine))) ?? '';
    expect(own).toContain('15.00');
    // With another amount than ours.
    const file = [lines[0] ?? '', own.replaceAll('15.00', '16.00')].join('\n');
    const before = await reviewIds();
    const run = await compared('provider=blu', file, other);
    expect(run).toMatchObject({
      counts: { matched: 0, ours_only: 0, theirs_only: 0, amount_differs: 0, other_accounts: 1 },
      differences: 0,
    });
    // What nobody knows is the operator's, so the other account may read of it, and has no review of it.
    const nobody = [HEADER, `${TODAY};strange-1;1.00;Success`, `${TODAY};keyed-1;1.00;Success`].join('\n');
    const strange = await compared('provider=blu', nobody, other);
    expect(strange).toMatchObject({ differences: 2, reviews: { opened: 0, known: 0, not_opened: 2 } });
    const rows = await page<PublicDifference>(`/v1/reconciliations/${strange.id}/differences`, other);
    expect(rows.data.map((difference) => difference.review_id)).toEqual([null, null]);
    expect(await reviewIds()).toEqual(before);
    for (const path of ['', '/differences', '/differences.csv'])
      expect((await world.call(`GET /v1/reconciliations/${strange.id}${path}`)).body.code).toBe('not_found');
    expect((await page<PublicRun>('/v1/reconciliations')).data.map(({ id }) => id)).not.toContain(strange.id);
  });

  it('takes CSV on this route alone, and looks at the key first', async () => {
    const file = [HEADER, `${TODAY};csv-1;1.00;Success`].join('\n');
    const json = await world.call('POST /v1/reconciliations?provider=blu', { body: { file } });
    expect([json.status, json.body.code]).toEqual([415, 'unsupported_media_type']);
    for (const key of [world.keys.publishable, '', 'sk_test_nobody']) {
      const refused = await upload('provider=blu', file, { key });
      expect([401, 403]).toContain(refused.status);
    }
    const elsewhere = await world.call('POST /v1/redemptions', { body: file, headers: { 'content-type': 'text/csv' } });
    expect(elsewhere.status).toBe(415);
    const packed = await upload('provider=blu', file, { headers: { 'content-encoding': 'gzip' } });
    expect(packed.status).toBe(415);
    for (const query of ['', 'provider=none', 'provider=loyalty_points', 'provider=blu&from=soon', 'provider=blu&x=1'])
      expect((await upload(query, file)).body.code).toBe('validation_failed');
    const backwards = await upload(`provider=blu&from=${TODAY}&to=2020-01-01`, file);
    expect(backwards.body.errors).toMatchObject([{ param: 'to' }]);
    for (const id of ['rcn_1', `rcn_${'0'.repeat(24)}`]) {
      const { status } = await world.call(`GET /v1/reconciliations/${id}`);
      expect(status).toBe(id === 'rcn_1' ? 400 : 404);
    }
    expect(left()).toEqual([]);
  });

  it('writes the upload where nobody else can read it, and deletes it when the sender goes away', async () => {
    const { hostname, port } = new URL(world.server.url);
    const headers = { authorization: `Bearer ${world.keys.secret}`, 'content-type': 'text/csv' };
    const sending = request({ hostname, port, method: 'POST', path: '/v1/reconciliations?provider=blu', headers });
    sending.on('error', () => undefined);
    sending.write(`${HEADER}\n`);
    await until(() => left().length === 1);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, left()[0] ?? '')).mode & 0o777).toBe(0o600);
    sending.destroy();
    await until(() => left().length === 0);
  });

  /** What is left of uploads on the disk. */
  function left(): string[] {
    return existsSync(folder) ? readdirSync(folder) : [];
  }

  function upload(
    query: string,
    body: string,
    { headers = {}, key }: { headers?: Record<string, string>; key?: string } = {},
  ): Promise<Answer> {
    return world.call(`POST /v1/reconciliations?${query}`, {
      body,
      headers: { 'content-type': 'text/csv; charset=utf-8', ...headers },
      ...(key === undefined ? {} : { key }),
    });
  }

  async function compared(query: string, file: string, key?: string): Promise<PublicRun> {
    const answer = await upload(query, file, key === undefined ? {} : { key });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([202, '2']);
    return ended(read(answer).id, key);
  }

  async function ended(id: string, key?: string): Promise<PublicRun> {
    let run = read(await world.call(`GET /v1/reconciliations/${id}`, key === undefined ? {} : { key }));
    await until(async () => {
      run = read(await world.call(`GET /v1/reconciliations/${id}`, key === undefined ? {} : { key }));
      return run.status !== 'comparing';
    });
    return run;
  }

  async function page<T>(path: string, key?: string): Promise<Page<T>> {
    const answer = await world.call(`GET ${path}`, key === undefined ? {} : { key });
    if (answer.status !== 200) throw new Error(answer.text);
    return JSON.parse(answer.text) as Page<T>;
  }

  async function reviewIds(): Promise<string[]> {
    return (await page<{ id: string }>('/v1/reviews?limit=100')).data.map(({ id }) => id);
  }

  /** The simulator's own statement, without what is said of one redemption. */
  async function statementOf(provider: string, without: { readonly id: string } | null): Promise<string[]> {
    const address = `${world.simulators.addresses['control'] ?? ''}/statement?provider=${provider}`;
    const text = await (await fetch(address)).text();
    return text
      .trim()
      .split('\n')
      .filter((line) => without === null || !line.includes(hexOf(without)));
  }
});

/** What references of its operations hold of a redemption's id. */
function hexOf({ id }: { readonly id: string }): string {
  return id.slice('rdm_'.length);
}

function read(answer: Answer): PublicRun {
  if (answer.status !== 200 && answer.status !== 202) throw new Error(answer.text);
  return JSON.parse(answer.text) as PublicRun;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It did not come about');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
