// A large statement over HTTP: in the memory of a small one, while the server goes on answering, and for as long as it moves.
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { PublicRun } from '../../src/api/reconciliations/responses';
import { MOST_BYTES, piecesOf } from '../../src/api/reconciliations/upload-stream';
import { dataDirOf } from '../../src/config';
import { KEPT_MS, MOST_UPLOADS, UploadPlaces } from '../../src/reconcile/uploads/upload-places';
import { HTTP_TIMES } from '../../src/server/connections';
import { BLU, startWorld } from '../api/world';
import { Stage, until } from '../crash/stage';
import { FULL } from '../tools/scale';

jest.setTimeout(600_000);

const MEGABYTES = FULL ? 100 : 5;
const HEADER = 'date;reference;gross;status\n';
const TODAY = new Date().toISOString().slice(0, 10);
/** While it compares, a request waits for a slice or two of that. */
const LONGEST_MS = 2_000;

it(`takes ${String(MEGABYTES)} MB in a heap of 160 MiB, and answers meanwhile`, async () => {
  const stage = await Stage.open(null);
  try {
    const server = await stage.start({ env: { NODE_OPTIONS: '--max-old-space-size=160' } });
    await stage.redeem(server, stage.voucher(BLU, 'ok'), 1000);
    const headers = { authorization: `Bearer ${stage.key ?? ''}`, 'content-type': 'text/csv' };
    const address = `${server.url}/v1/reconciliations?provider=blu&from=${TODAY}&to=${TODAY}`;
    let lines = 0;
    const body = Readable.from(
      (function* () {
        yield HEADER;
        for (let bytes = 0; bytes < MEGABYTES * 1e6;) {
          const piece = Array.from({ length: 500 }, () => `2020-01-01;foreign-${String((lines += 1))};19.00;Success\n`);
          const text = piece.join('');
          bytes += text.length;
          yield text;
        }
      })(),
    );
    const reply = await fetch(address, { method: 'POST', headers, body, duplex: 'half' });
    expect(reply.status).toBe(202);
    const { id } = (await reply.json()) as PublicRun;
    let longest = 0;
    let run: PublicRun | null = null;
    await until(
      'it is compared',
      async () => {
        const since = performance.now();
        run = await stage.call<PublicRun>(server, `GET /v1/reconciliations/${id}`);
        longest = Math.max(longest, performance.now() - since);
        return run?.status !== 'comparing';
      },
      500_000,
    );
    expect(run).toMatchObject({ status: 'done', lines, counts: { ours_only: 1, outside_period: lines } });
    expect(longest).toBeLessThan(LONGEST_MS);
  } finally {
    await stage.close();
  }
});

it('takes longer than a request may, as long as it moves', async () => {
  const requestMs = 800;
  const world = await startWorld(null, {}, { times: { ...HTTP_TIMES, requestMs, checkEveryMs: 50 } });
  try {
    const slowly = async (path: string, type: string, pieces: readonly string[]): Promise<number | string> => {
      const { hostname, port } = new URL(world.server.url);
      const headers = { authorization: `Bearer ${world.keys.secret}`, 'content-type': type };
      const sending = request({ hostname, port, method: 'POST', path, headers });
      // Whoever is refused is hung up on, and may still be writing.
      sending.on('error', () => undefined);
      const answered = once(sending, 'response').then(
        ([reply]) => (reply as IncomingMessage).statusCode ?? 0,
        (error: unknown) => (error as { code?: string }).code ?? 'failed',
      );
      const state = { isAnswered: false };
      void answered.then(() => (state.isAnswered = true));
      // Node's client breaks where something is written after the server has hung up.
      for (const piece of pieces) {
        if (state.isAnswered) return answered;
        sending.write(piece);
        await pause((requestMs * 2) / pieces.length);
      }
      if (!state.isAnswered) sending.end();
      return answered;
    };
    const lines = Array.from({ length: 8 }, (_, index) => `${TODAY};slow-${String(index)};1.00;Success\n`);
    expect(await slowly('/v1/reconciliations?provider=blu', 'text/csv', [HEADER, ...lines])).toBe(202);
    // Whatever is no upload is held to the time.
    expect(await slowly('/v1/redemptions', 'application/json', ['{', '"type"', ':', '"x"', '}'])).toBe(408);
  } finally {
    await world.close();
  }
});

it('ends an upload that stands still, one that only trickles, and one that says it is too large', async () => {
  const codes: string[] = [];
  const server = createServer((raw, response) => {
    void (async () => {
      const pieces: string[] = [];
      try {
        const pace = { bytes: 1000, withinMs: 2_000, bytesPerSecond: 500, leewayMs: 60_000 };
        for await (const piece of piecesOf(raw, pace)) pieces.push(piece.toString());
        codes.push(pieces.join(''));
      } catch (error) {
        codes.push((error as { code: string }).code);
      }
      response.end();
    })();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  try {
    const send = async (text: string, headers: Record<string, string>, rest: 'ends' | 'stands' | 'moves') => {
      const sending = request({ port, method: 'POST', headers });
      sending.on('error', () => undefined);
      const answered = once(sending, 'response');
      sending.write(text);
      // Ends by itself after much longer than it has: one that nobody cuts off is taken as a whole.
      let left = 150;
      const moving = setInterval(() => {
        if (rest !== 'moves' || left < 0) return;
        if ((left -= 1) < 0) sending.end();
        else sending.write(text);
      }, 20);
      if (rest === 'ends') sending.end();
      await answered;
      clearInterval(moving);
      sending.destroy();
    };
    await send('whole', {}, 'ends');
    await send('begun', {}, 'stands');
    await send('.', {}, 'moves');
    await send('x', { 'content-length': String(MOST_BYTES + 1) }, 'stands');
    // 151 pieces in more time than a thousand bytes may take: it is always above the pace.
    const piece = 'p'.repeat(1000);
    await send(piece, {}, 'moves');
    expect(codes).toEqual(['whole', 'request_timeout', 'request_timeout', 'body_too_large', piece.repeat(151)]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

it('keeps nobody out by the upload of somebody else, and takes two at a time of each', async () => {
  const world = await startWorld(null);
  const folder = join(dataDirOf(world.databaseUrl), 'statements');
  const left = () => (existsSync(folder) ? readdirSync(folder) : []);
  const send = (key: string) =>
    world.call('POST /v1/reconciliations?provider=blu', {
      key,
      body: `${HEADER}${TODAY};place-1;1.00;Success\n`,
      headers: { 'content-type': 'text/csv' },
    });
  try {
    const { hostname, port } = new URL(world.server.url);
    const headers = { authorization: `Bearer ${world.keys.secret}`, 'content-type': 'text/csv' };
    const slow = [0, 1].map(() => {
      const one = request({ hostname, port, method: 'POST', path: '/v1/reconciliations?provider=blu', headers });
      one.on('error', () => undefined);
      one.write(HEADER);
      return one;
    });
    await until('they are on their way in', () => left().length === 2);
    const second = await send(world.keys.secret);
    expect([second.status, second.body.code]).toEqual([409, 'reconciliation_running']);
    expect((await send(await world.newKey('somebody else', 'test', 'secret'))).status).toBe(202);
    slow[0]?.destroy();
    await until('its place is free', async () => (await send(world.keys.secret)).status === 202);
    slow[1]?.destroy();
  } finally {
    await world.close();
  }
});

/** Files on their way into the places of a process, on a clock that the test sets. */
class Senders {
  nowMs = 0;
  private readonly places = new UploadPlaces(() => this.nowMs);

  /** Begins to send. `piece` sends so many bytes more, `end` the end; `ended`: what it was refused with, or that it came. */
  begin(accountId: string, livemode = false) {
    const raw = new PassThrough({ readableHighWaterMark: 1 });
    let come: (() => void) | undefined;
    const ended = this.places
      .run({ accountId, livemode }, async (place) => {
        for await (const _piece of place.watch(raw)) come?.();
        return 'came';
      })
      .catch((error: unknown) => (error as { readonly code: string }).code);
    const piece = (bytes: number) =>
      Promise.race([
        ended,
        new Promise<string>((resolve) => {
          come = () => {
            resolve('taken');
          };
          raw.write(Buffer.alloc(bytes));
        }),
      ]);
    return { piece, ended, end: () => raw.end() };
  }

  /** Whether it got a place. */
  async tries(accountId: string, livemode = false): Promise<string> {
    const one = this.begin(accountId, livemode);
    one.end();
    return one.ended;
  }
}

it('leaves room to the others whatever two accounts send, and to the live mode of an account whatever its test mode sends', async () => {
  const senders = new Senders();
  const [test, one, again] = ['acc_1', 'acc_1', 'acc_2'].map((account) => senders.begin(account));
  expect(await senders.tries('acc_1')).toBe('reconciliation_running');
  const live = senders.begin('acc_1', true);
  expect(await senders.tries('acc_1', true)).toBe('reconciliation_running');
  const rest = [senders.begin('acc_2'), senders.begin('acc_2', true)];
  expect(await senders.tries('acc_2', true)).toBe('reconciliation_running');
  expect(await senders.tries('acc_3')).toBe('came');
  // What has come, or was given up, is a place again.
  one?.end();
  expect(await one?.ended).toBe('came');
  expect(await senders.tries('acc_1')).toBe('came');
  for (const sender of [test, again, live, ...rest]) sender?.end();
});

it('gives the place of the slowest to an account that has none, once it was held for minutes', async () => {
  const senders = new Senders();
  const slow = ['acc_1', 'acc_2', 'acc_3'].flatMap((account) => [senders.begin(account), senders.begin(account, true)]);
  const quick = [senders.begin('acc_4'), senders.begin('acc_4', true)];
  expect(slow.length + quick.length).toBe(MOST_UPLOADS);
  const goOn = async () => {
    senders.nowMs += 10_000;
    for (const [nth, sender] of slow.entries()) await sender.piece(1000 + nth);
    for (const sender of quick) await sender.piece(5000);
  };
  while (senders.nowMs < KEPT_MS - 10_000) {
    await goOn();
    expect(await senders.tries('acc_5')).toBe('overloaded');
  }
  await goOn();
  // Who has one waits for others as before.
  expect(await senders.tries('acc_4')).toBe('overloaded');
  const next = senders.begin('acc_5');
  expect(await next.piece(1)).toBe('taken');
  expect(await slow[0]?.piece(1000)).toBe('overloaded');
  expect(await slow[1]?.piece(1000)).toBe('taken');
  // That was one piece more: now another one is the slowest.
  expect(await senders.tries('acc_6')).toBe('came');
  expect(await slow[2]?.piece(1000)).toBe('overloaded');
  for (const sender of [...quick, next]) {
    sender.end();
    expect(await sender.ended).toBe('came');
  }
});
