// Bodies whose sender puts a byte or two into each piece: a chunk has five bytes around it, and whoever reads it has a hundred.
import { once } from 'node:events';
import { createServer, IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { countPieces } from '../../src/server/body-pieces';
import { describeOnOne } from '../tools/engines';
import { exchange, RawClient } from './raw-http';
import { OTT, sourceOf, startWorld, type World } from './world';

/** What the server lets pass: as many, and one more for as many bytes. */
const FREE = 256;
const MOST = FREE + 1;
/** As many as fit into some reads. */
const MANY = 30_000;

const chunked = (pieces: readonly string[]) => [...pieces, ''].map(inChunk).join('');
const inChunk = (piece: string) => `${piece.length.toString(16)}\r\n${piece}\r\n`;
const endless = inChunk(' ').repeat(MANY);

describeOnOne('a body in tiny pieces', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
  });
  afterAll(() => world.close());

  const head = (route: string, ...headers: string[]) => [
    `${route} HTTP/1.1`,
    'Host: x',
    'Transfer-Encoding: chunked',
    ...headers,
  ];
  const bearer = () => `Authorization: Bearer ${world.keys.secret}`;
  const JSON_TYPE = 'Content-Type: application/json';

  it('is cut off before much of it was kept, whoever sends it and wherever', async () => {
    const publishable = `X-API-Key: ${world.keys.publishable}`;
    const cases: [string, string[], number[]][] = [
      ['POST /v1/redemptions', [bearer(), JSON_TYPE], [400]],
      ['POST /v1/redemptions', [publishable, JSON_TYPE], [400]],
      ['POST /v1/redemptions', [bearer(), 'Content-Type: text/plain'], [400]],
      ['POST /v1/reconciliations?provider=ott', [bearer(), 'Content-Type: text/csv', 'Idempotency-Key: a'], [400]],
      // Whoever is refused anyway is told one or the other.
      ['POST /v1/redemptions', [JSON_TYPE], [400, 401]],
      ['POST /v1/terminals/claim', [JSON_TYPE], [400, 413]],
      ['POST /v1/nothing', [bearer(), JSON_TYPE], [400, 404]],
      ['POST /%zz', [bearer(), JSON_TYPE], [400]],
      ['GET /health/live', [], [400, 413]],
    ];
    for (const [route, headers, statuses] of cases) {
      const kept = jest.spyOn(IncomingMessage.prototype, 'push');
      try {
        const client = await RawClient.open(world.server.url);
        client.send(head(route, ...headers), endless);
        await client.end();
        expect([route, statuses]).toEqual([route, expect.arrayContaining([statusOf(client.received)])]);
        const pieces = kept.mock.calls.filter(([piece]) => piece !== null).length;
        expect([route, pieces <= MOST]).toEqual([route, true]);
      } finally {
        kept.mockRestore();
      }
    }
  });

  it('says what is wrong with it', async () => {
    const { status, body } = await exchange(
      world.server.url,
      head('POST /v1/redemptions', bearer(), JSON_TYPE),
      endless,
    );
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.detail).toContain('too many small pieces');
  });

  it('is read where it is a small one, and where its pieces are as large as they should be', async () => {
    const sale = JSON.stringify({ type: OTT, source: sourceOf(world.voucher(OTT)) });
    const ask = (text: string, pieces: readonly string[]) =>
      exchange(world.server.url, head('POST /v1/redemptions', bearer(), JSON_TYPE), chunked(pieces)).then(
        ({ status }) => [text.length, status],
      );
    expect(sale.length).toBeLessThan(FREE);
    expect(await ask(sale, sale.match(/./g)!)).toEqual([sale.length, 201]);
    const long = JSON.stringify({ type: OTT, source: sourceOf(world.voucher(OTT)) }).padEnd(200_000);
    expect(await ask(long, long.match(/.{1,256}/g)!)).toEqual([long.length, 201]);
  });

  it('is not answered in the place of a request before it', async () => {
    const slow = JSON.stringify({ type: OTT, source: sourceOf(world.voucher(OTT, 5000, 'slow_then_ok')) });
    const client = await RawClient.open(world.server.url);
    client.send(head('POST /v1/redemptions', bearer(), JSON_TYPE), chunked([slow]));
    client.send(head('POST /v1/redemptions', bearer(), JSON_TYPE), endless);
    await client.end();
    expect(client.received).toBe('');
  });
});

it('is not even handed over by the parser of HTTP, which reads other bodies as before', async () => {
  let calls = 0;
  let cut = 0;
  class Counted extends countPieces((socket) => {
    cut += 1;
    socket.destroy();
  }) {
    override push(piece: Buffer | null): boolean {
      if (piece !== null) calls += 1;
      return super.push(piece);
    }
  }
  const server = createServer({ IncomingMessage: Counted }, (request, response) => {
    request.on('error', () => undefined);
    request.toArray().then(
      (pieces: Buffer[]) => response.end(Buffer.concat(pieces)),
      () => undefined,
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const lines = ['POST / HTTP/1.1', 'Host: x', 'Transfer-Encoding: chunked'];
  try {
    for (let round = 1; round <= 5; round += 1) {
      calls = 0;
      const client = (await RawClient.open(url)).send(lines, endless);
      await client.end();
      expect([cut, calls]).toEqual([round, MOST + 1]);
      expect((await exchange(url, lines, chunked(['a', 'b']))).text).toBe('ab');
    }
  } finally {
    server.close();
  }
});

function statusOf(received: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(received)?.[1]);
}
