// A large statement over HTTP: in the memory of a small one, while the server goes on answering, and for as long as it moves.
import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { PublicRun } from '../../src/api/reconciliations/responses';
import { MOST_BYTES, piecesOf } from '../../src/api/reconciliations/upload-stream';
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

it('ends an upload that stands still, and one that says it is too large', async () => {
  const codes: string[] = [];
  const server = createServer((raw, response) => {
    void (async () => {
      try {
        for await (const piece of piecesOf(raw, 100)) codes.push(piece.toString());
        codes.push('all');
      } catch (error) {
        codes.push((error as { code: string }).code);
      }
      response.end();
    })();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  try {
    const send = async (text: string, headers: Record<string, string>, ends: boolean) => {
      const sending = request({ port, method: 'POST', headers });
      sending.on('error', () => undefined);
      const answered = once(sending, 'response');
      sending.write(text);
      if (ends) sending.end();
      await answered;
      sending.destroy();
    };
    await send('whole', {}, true);
    await send('begun', {}, false);
    await send('x', { 'content-length': String(MOST_BYTES + 1) }, false);
    expect(codes).toEqual(['whole', 'all', 'begun', 'request_timeout', 'body_too_large']);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
