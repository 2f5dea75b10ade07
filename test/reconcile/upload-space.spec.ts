// Uploads leave the disk to the store and to the statements of others. The disk is a pretended one; test/api/full-disk.spec.ts has a
// real one.
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { PublicRun } from '../../src/api/reconciliations/responses';
import { dataDirOf } from '../../src/config';
import { keptFree, UploadSpace } from '../../src/reconcile/uploads/upload-space';
import { BLU, startWorld, type World } from '../api/world';
import { until } from '../crash/stage';

jest.setTimeout(120_000);

const MB = 1e6;
const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
const HEADER = 'date;reference;gross;status\n';
const TODAY = new Date().toISOString().slice(0, 10);
/** 1.8 MB of one reference, on another day: no difference, and a small sheet. */
const ORDINARY = `${HEADER}${`2020-01-01;ordinary-0000000001;1.00;Reversed\n`.repeat(40_000)}`;

describe('over HTTP', () => {
  let world: World;
  let folder: string;
  let other: string;
  /** Of which a quarter is kept free: 40 MB. */
  const disk = { diskBytes: 160 * MB, freeBytes: 0 };
  /** Looks at the disk that are left before somebody else has filled it. */
  let looks = Infinity;

  beforeAll(async () => {
    const ask = () => ({ ...disk, freeBytes: (looks -= 1) < 0 ? 0 : disk.freeBytes - taken() });
    world = await startWorld(null, {}, { disk: ask });
    folder = join(dataDirOf(world.databaseUrl), 'statements');
    other = await world.newKey('somebody else', 'test', 'secret');
  });
  afterAll(() => world.close());
  beforeEach(() => {
    disk.freeBytes = 140 * MB;
    looks = Infinity;
  });
  afterEach(() => until('nothing is left', () => files().length === 0));

  it('drops an upload before it takes what others need, and says why', async () => {
    const sending = begin(world.keys.secret);
    let most = 0;
    for (let sent = 0; sent < 80 * MB && sending.answer() === null; sent += 64 * 1024) {
      await sending.write(64 * 1024);
      most = Math.max(most, taken());
    }
    sending.end();
    const answer = await sending.answered;
    expect(answer).toMatchObject({ status: 503, retryAfter: '60' });
    expect(answer.body).toMatchObject({ code: 'overloaded', retryable: true });
    expect(answer.body['detail']).toContain('disk');
    expect(files()).toEqual([]);
    // Half of 100 MB, and as much of that again for its sheet.
    expect(most).toBeGreaterThan(20 * MB);
    expect(most).toBeLessThan(26 * MB);
  });

  it('says so also to whoever sends all of it at once', async () => {
    disk.freeBytes = 40 * MB + 4 * MIB;
    const { hostname, port } = new URL(world.server.url);
    const socket = connect(Number(port), hostname);
    const head = [
      'POST /v1/reconciliations?provider=blu HTTP/1.1',
      `Host: ${hostname}`,
      `Authorization: Bearer ${other}`,
      'Content-Type: text/csv',
      `Content-Length: ${String(20 * MB)}`,
    ];
    // It looks at its answer only once nearly all of it is on its way.
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.write(`${head.join('\r\n')}\r\n\r\n`);
      socket.write(Buffer.alloc(18 * MB, 'x'), () => {
        resolve();
      });
    });
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 503 /);
    socket.destroy();
  });

  it('keeps nobody out by one that is held as large as it may be', async () => {
    const sending = begin(world.keys.secret);
    for (let sent = 0; sent < 22 * MB; sent += MIB) await sending.write(MIB);
    await until('it is written', () => taken() > 20 * MB);
    expect((await send(`${HEADER}${TODAY};small-1;1.00;Success\n`, other)).status).toBe(202);
    const sale = await world.create(world.voucher(BLU, 1000), {}, { key: other });
    expect(sale.body).toMatchObject({ outcome: 'paid' });
    expect(sending.answer()).toBeNull();
    sending.destroy();
  });

  it('takes an ordinary statement on a small disk, and none on one that is nearly full', async () => {
    disk.freeBytes = 50 * MB;
    expect(await compared(ORDINARY)).toMatchObject({ status: 'done', lines: 40_000 });
    disk.freeBytes = 40 * MB;
    const refused = await send(`${HEADER}${TODAY};small-2;1.00;Success\n`, other);
    expect([refused.status, refused.body.code]).toEqual([503, 'overloaded']);
  });

  it.each([
    ['lines', 3],
    ['differences', 5],
  ])('ends a comparison whose sheet would take what others need, by its %s', async (_what, mebibytes) => {
    // Short lines that all differ: the sheet is some times as large as the file.
    const lines = Array.from({ length: 15_000 }, (_, nth) => `${TODAY};${String(nth)};1;Success\n`);
    disk.freeBytes = 40 * MB + mebibytes * MIB;
    expect(await compared(HEADER + lines.join(''))).toMatchObject({
      status: 'failed',
      failure: 'no_room',
      counts: null,
    });
  });

  it('ends a comparison while others fill the disk, though its sheet stays as small as it was counted', async () => {
    // It asks once for each of the four MiB that the file and its sheet count for.
    looks = 4;
    expect(await compared(ORDINARY)).toMatchObject({ status: 'failed', failure: 'no_room' });
  });

  it('keeps no differences where the disk has filled up meanwhile, and compares what is sent again under the same key', async () => {
    const file = `${HEADER}${TODAY};kept-1;1.00;Success\n`;
    const headers = { 'idempotency-key': TODAY };
    looks = 1;
    const failed = await compared(file, headers);
    expect(failed).toMatchObject({ status: 'failed', failure: 'no_room' });
    looks = Infinity;
    const done = await compared(file, headers);
    expect(done).toMatchObject({ status: 'done', counts: { theirs_only: 1 } });
    expect(done.id).not.toBe(failed.id);
    expect((await send(file, other, headers)).body).toMatchObject({ id: done.id, status: 'done' });
  });

  function files(): string[] {
    return existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
  }

  /** What uploads and their sheets have taken, in bytes. */
  function taken(): number {
    const sizes = files().map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0);
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  function send(body: string, key: string, headers: Record<string, string> = {}) {
    const route = `POST /v1/reconciliations?provider=blu&from=${TODAY}&to=${TODAY}`;
    return world.call(route, { key, body, headers: { ...headers, 'content-type': 'text/csv' } });
  }

  /** A statement of somebody else that is taken, and what its comparison comes to. */
  async function compared(body: string, headers?: Record<string, string>): Promise<PublicRun> {
    const answer = await send(body, other, headers);
    if (answer.status !== 202) throw new Error(answer.text);
    const { id } = JSON.parse(answer.text) as PublicRun;
    let run: PublicRun | null = null;
    await until('it has ended', async () => {
      const answer = await world.call(`GET /v1/reconciliations/${id}`, { key: other });
      run = JSON.parse(answer.text) as PublicRun;
      return run.status !== 'comparing';
    });
    return run as unknown as PublicRun;
  }

  /** An upload that is sent piece by piece. */
  function begin(key: string) {
    const { hostname, port } = new URL(world.server.url);
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'text/csv' };
    const sending = request({ hostname, port, method: 'POST', path: '/v1/reconciliations?provider=blu', headers });
    // Whoever is refused is hung up on, and may still be writing.
    sending.on('error', () => undefined);
    let status: number | null = null;
    const answered = once(sending, 'response').then(async ([reply]) => {
      const { statusCode = 0, headers: told } = reply as IncomingMessage;
      status = statusCode;
      const body = JSON.parse(await text(reply as IncomingMessage)) as Record<string, unknown>;
      return { status: statusCode, retryAfter: told['retry-after'], body };
    });
    return {
      answered,
      answer: () => status,
      end: () => sending.end(),
      destroy: () => sending.destroy(),
      /** Resolves once the server has taken it in, or has answered. */
      write: async (bytes: number) => {
        const isTaken = new Promise<void>((resolve) => sending.write(Buffer.alloc(bytes, 'x'), () => resolve()));
        await Promise.race([isTaken, answered.catch(() => undefined)]);
      },
    };
  }
});

it('keeps a tenth of a disk free, some of it at least, and a quarter of a small one', () => {
  const kept = ([0.16, 1, 4, 50, 80, 4_000] as const).map((gib) => keptFree(gib * GIB) / GIB);
  expect(kept).toEqual([0.04, 0.25, 0.5, 5, 8, 10]);
});

describe('what is held at once', () => {
  const spaceOf = (freeBytes: number) => new UploadSpace('', () => ({ freeBytes, diskBytes: 100 * GIB }));
  const refused = expect.objectContaining({ code: 'overloaded' }) as Error;

  it('is half of what there is for one account, and half of the rest for the next, until it is given back', () => {
    const space = spaceOf(12 * GIB);
    const first = space.hold('acc_1');
    first.claim(GIB);
    const second = space.hold('acc_1');
    expect(() => {
      second.claim(1);
    }).toThrow(refused);
    const third = space.hold('acc_2');
    third.claim(GIB / 2);
    expect(() => {
      third.claim(GIB / 2 + 1);
    }).toThrow(refused);
    first.release();
    second.claim(GIB / 2);
  });

  it('is granted before it is written: two who ask at once do not get the same bytes', () => {
    let freeBytes = 11 * GIB;
    const space = new UploadSpace('', () => ({ freeBytes, diskBytes: 100 * GIB }));
    const one = space.hold('acc_1');
    one.claim(GIB / 2);
    const other = space.hold('acc_2');
    expect(() => {
      other.claim(GIB / 2);
    }).toThrow(refused);
    // What was written is gone from the disk, and does not count twice.
    freeBytes -= GIB / 4;
    one.wrote(GIB / 4);
    other.claim(GIB / 4);
  });

  it('is 4 GiB for one account and 8 GiB for all, however large the disk is', () => {
    const space = spaceOf(90 * GIB);
    const holds = ['acc_1', 'acc_2', 'acc_3'].map((account) => space.hold(account));
    holds[0]?.claim(4 * GIB);
    expect(() => space.hold('acc_1').claim(1)).toThrow(refused);
    holds[1]?.claim(4 * GIB);
    expect(() => holds[2]?.claim(1)).toThrow(refused);
    holds[0]?.release();
    holds[2]?.claim(1);
  });
});
