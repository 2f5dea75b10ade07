// What one connection may ask for at once, and what all of them together may leave unread. Nothing here goes by time: what was begun, what
// was read and what is kept is counted.
import { once } from 'node:events';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Connections, HTTP_TIMES, MOST_UNREAD_BYTES } from '../../src/server/connections';
import { AT_ONCE, limitPipelining, MOST_WAITING, MOST_WAITING_IN_ALL, unreadBytes } from '../../src/server/pipelining';
import { RawClient } from './raw-http';
import { startWorld, type World } from './world';

const MIB = 1024 * 1024;
const get = (path: string, ...headers: string[]) =>
  `${[`GET ${path} HTTP/1.1`, 'Host: x', ...headers].join('\r\n')}\r\n\r\n`;
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A server of our own, which answers when it is told to. */
class Counter {
  readonly begun: string[] = [];
  readonly sockets: Socket[] = [];
  /** Whose answers were closed. */
  readonly closed: string[] = [];
  private readonly answers: (() => void)[] = [];

  private constructor(
    readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Counter> {
    const answer: RequestListener = (request, response) => {
      const { url = '' } = request;
      counter.begun.push(url);
      response.once('close', () => counter.closed.push(url));
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      counter.answers.push(() => {
        const last = url === '/last' ? { connection: 'close' } : {};
        response.writeHead(200, { 'content-length': String((url + body).length), ...last });
        response.end(url + body);
      });
    };
    const server = createServer(answer).on('connection', (socket: Socket) => counter.sockets.push(socket));
    limitPipelining(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const counter = new Counter(server, `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
    return counter;
  }

  /** Answers the oldest request that has begun. */
  answerOne(): void {
    this.answers.shift()?.();
  }

  async until(done: () => boolean): Promise<void> {
    while (!done()) await turn();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe('requests that are sent ahead on one connection', () => {
  let counter: Counter;
  beforeEach(async () => {
    counter = await Counter.start();
  });
  afterEach(() => counter.close());

  const paths = (many: number) => Array.from({ length: many }, (_, index) => `/${String(index)}`);

  it('are all answered, in their order, a few at a time, also where the last one comes in pieces', async () => {
    const client = await RawClient.open(counter.url);
    const asked = paths(20);
    client.socket.write(asked.map((path) => get(path)).join(''));
    client.socket.write('POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\nhalf');
    for (let answered = 0; answered < asked.length; answered += 1) {
      await counter.until(() => counter.begun.length === Math.min(asked.length + 1, answered + AT_ONCE));
      counter.answerOne();
      expect((await client.answer()).text).toBe(asked[answered]);
    }
    client.socket.write('full');
    await counter.until(() => counter.begun.length === asked.length + 1);
    await turn();
    counter.answerOne();
    expect((await client.answer()).text).toMatch(/^\/body/);
    client.socket.write(get('/later'));
    await counter.until(() => counter.begun.at(-1) === '/later');
    counter.answerOne();
    expect((await client.answer()).text).toBe('/later');
  });

  it('are all told when their connection ends, also those whose turn to be answered never came', async () => {
    const client = await RawClient.open(counter.url);
    const asked = paths(AT_ONCE);
    client.socket.write(asked.map((path) => get(path)).join(''));
    await counter.until(() => counter.begun.length === AT_ONCE);
    client.socket.resetAndDestroy();
    await counter.until(() => counter.closed.length === AT_ONCE);
    expect([...counter.closed].sort()).toEqual(asked);
  });

  it('are not read any further while some of them wait', async () => {
    const client = await RawClient.open(counter.url);
    client.socket.write(
      paths(AT_ONCE + 1)
        .map((path) => get(path))
        .join(''),
    );
    await counter.until(() => counter.begun.length === AT_ONCE);
    const [socket] = counter.sockets;
    const before = socket!.bytesRead;
    const more = get('/more');
    await new Promise((sent) => client.socket.write(more, sent));
    // Another client is served meanwhile, so the server has looked at its connections again.
    const other = await RawClient.open(counter.url);
    other.socket.write(get('/other'));
    await counter.until(() => counter.begun.includes('/other'));
    expect(socket!.bytesRead).toBe(before);
    counter.answerOne();
    await counter.until(() => socket!.bytesRead === before + more.length);
    expect(counter.begun).toHaveLength(AT_ONCE + 2);
  });

  it('end the connection where they are too many, and none of those that wait is begun', async () => {
    const client = await RawClient.open(counter.url);
    client.socket.write(
      paths(AT_ONCE + MOST_WAITING + 1)
        .map((path) => get(path))
        .join(''),
    );
    await client.end();
    expect(counter.begun).toEqual(paths(AT_ONCE));
  });

  it('end the connection also where those of all connections are too many; who sends few ahead goes on', async () => {
    const ahead = (many: number) => get('/ahead').repeat(AT_ONCE + many);
    const most = Math.floor(MOST_WAITING_IN_ALL / MOST_WAITING);
    const clients = await Promise.all(Array.from({ length: most + 2 }, () => RawClient.open(counter.url)));
    const polite = await RawClient.open(counter.url);
    for (const { socket } of clients.slice(0, most)) socket.write(ahead(MOST_WAITING));
    await counter.until(() => counter.begun.length === most * AT_ONCE);
    for (const client of clients.slice(most)) client.socket.write(ahead(MOST_WAITING));
    await clients.at(-1)?.end();
    polite.socket.write(ahead(2));
    await counter.until(() => counter.begun.length >= (most + 1) * AT_ONCE);
    const [first] = counter.sockets;
    first?.destroy();
    await counter.until(() => first?.closed === true);
    // Room again.
    const later = await RawClient.open(counter.url);
    later.socket.write(ahead(MOST_WAITING));
    const before = counter.begun.length;
    await counter.until(() => counter.begun.length > before);
    expect([polite, later].map(({ socket }) => socket.destroyed)).toEqual([false, false]);
  });

  it('count what has come of bodies that nobody takes up, also of those that wait', async () => {
    const body = 'x'.repeat(4 * 1024);
    const post = `POST /last HTTP/1.1\r\nHost: x\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`;
    const server = createServer(() => undefined);
    limitPipelining(server);
    const connected = once(server, 'connection') as Promise<[Socket]>;
    await once(server.listen(0, '127.0.0.1'), 'listening');
    try {
      const client = await RawClient.open(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
      const [socket] = await connected;
      client.socket.write(post.repeat(AT_ONCE + 2));
      await counter.until(() => unreadBytes(socket) === (AT_ONCE + 2) * body.length);
      socket.destroy();
      await counter.until(() => unreadBytes(socket) === 0);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('are not begun behind an answer that is the last of its connection', async () => {
    const client = await RawClient.open(counter.url);
    client.socket.write(['/last', ...paths(10)].map((path) => get(path)).join(''));
    await counter.until(() => counter.begun.length === AT_ONCE);
    counter.answerOne();
    await client.end();
    expect(client.received).toMatch(/\/last$/);
    expect(counter.begun).toHaveLength(AT_ONCE);
  });
});

it.each([
  ['looked at by the clock', 20, false],
  ['looked at as answers are made, where no clock runs', 600_000, true],
])(
  'closes those that leave most unread, where all together leave too much: %s',
  async (_name, checkEveryMs, isTold) => {
    const large = Buffer.alloc(8 * MIB);
    const server = createServer((request, response) => {
      const body = request.url === '/large' ? large : 'small';
      if (isTold) connections.answering(body.length);
      response.end(body);
    });
    let told = 0;
    const closed = { refused: () => undefined, unread: () => (told += 1) };
    const connections = new Connections(1_000, null, closed);
    limitPipelining(server);
    connections.watch(server, { ...HTTP_TIMES, checkEveryMs });
    const sockets: Socket[] = [];
    server.on('connection', (socket: Socket) => sockets.push(socket));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    try {
      const modest = await RawClient.open(url);
      const greedy = await Promise.all(Array.from({ length: 20 }, () => RawClient.open(url)));
      for (const { socket } of greedy) socket.pause().write(get('/large').repeat(AT_ONCE));
      const kept = () => sockets.reduce((sum, socket) => sum + (socket.destroyed ? 0 : unreadBytes(socket)), 0);
      // The last of them come after the last look, where answers alone are counted.
      while (told === 0 || kept() > MOST_UNREAD_BYTES * (isTold ? 1.25 : 1)) await turn();
      // What was closed is told before its connection has ended.
      while (connections.open === greedy.length + 1) await turn();
      expect(connections.open).toBeGreaterThan(1);
      // Whoever reads goes on.
      modest.socket.write(get('/small'));
      await modest.until(() => modest.received.includes('small'));
      for (const { socket } of [modest, ...greedy]) socket.destroy();
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  },
);

it('looks at what is unread as answers are made', async () => {
  const world = await startWorld(null, {}, { times: { ...HTTP_TIMES, checkEveryMs: 600_000 } });
  try {
    const clients = await Promise.all(Array.from({ length: 80 }, () => RawClient.open(world.server.url)));
    for (const { socket } of clients) socket.pause().write(get('/openapi.json').repeat(AT_ONCE));
    const isTold = () => world.logs.some((line) => line.includes('were not taken in'));
    // So many ask for it that whoever asks last is closed without it.
    const ask = async () => (await fetch(`${world.server.url}/openapi.json`)).text();
    while (!isTold()) await ask().catch(turn);
    for (const { socket } of clients) socket.destroy();
  } finally {
    await world.close();
  }
});

/** What this process has open of a file, where the system tells. */
const OPEN_FILES = '/proc/self/fd';
(existsSync(OPEN_FILES) ? it : it.skip)('closes the files of those who left before they were answered', async () => {
  const world = await startWorld(null);
  try {
    const page = await (await fetch(`${world.server.url}/console`)).text();
    const file = /assets\/[\w-]+\.js/.exec(page)?.[0] ?? 'no file was built';
    const isOpen = () =>
      readdirSync(OPEN_FILES).some((name) => {
        try {
          return readlinkSync(`${OPEN_FILES}/${name}`).endsWith(file);
        } catch {
          return false;
        }
      });
    const clients = await Promise.all(Array.from({ length: 40 }, () => RawClient.open(world.server.url)));
    for (const { socket } of clients) socket.pause().write(get(`/console/${file}`).repeat(AT_ONCE));
    while (!isOpen()) await turn();
    for (const { socket } of clients) socket.resetAndDestroy();
    while (isOpen()) await turn();
  } finally {
    await world.close();
  }
});

describe('the description of the API, which is large and open to all', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(null);
    await world.call('GET /openapi.json', { key: '' });
  });
  afterAll(() => world.close());

  it('is made once', async () => {
    const made = jest.spyOn(JSON, 'stringify');
    for (let round = 0; round < 3; round += 1) await (await fetch(`${world.server.url}/openapi.json`)).text();
    const lengths = made.mock.results.map(({ value }) => String(value).length);
    expect(Math.max(...lengths)).toBeLessThan(MIB);
    made.mockRestore();
  });

  it('costs the server no memory for each who asks for it and does not read it', async () => {
    const before = process.memoryUsage().rss;
    const clients = await Promise.all(Array.from({ length: 60 }, () => RawClient.open(world.server.url)));
    for (const { socket } of clients) socket.pause().write(get('/openapi.json').repeat(AT_ONCE));
    // An answer that was asked for after them.
    for (let round = 0; round < 20; round += 1)
      expect((await world.call('GET /v1/redemptions/types')).status).toBe(200);
    const grown = process.memoryUsage().rss - before;
    for (const { socket } of clients) socket.destroy();
    // A copy for each would be more than 300 MiB.
    expect(grown / MIB).toBeLessThan(150);
  });

  it('tells all who have it that they do, however many ask at once', async () => {
    const ask = (headers: Record<string, string>, method = 'GET') =>
      fetch(`${world.server.url}/openapi.json`, { method, headers });
    const tag = (await ask({}, 'HEAD')).headers.get('etag') ?? 'none';
    const statuses = await Promise.all(
      Array.from({ length: 200 }, async () => (await ask({ 'if-none-match': tag })).status),
    );
    expect(new Set(statuses)).toEqual(new Set([304]));
  });

  it('ends the connection of whoever asks for it too often ahead of the answers', async () => {
    const client = await RawClient.open(world.server.url);
    client.socket.write(get('/openapi.json').repeat(1_500));
    await client.end();
    expect((await world.call('GET /health/live')).status).toBe(200);
  });

  it.each(['/openapi.json', '/docs/reference/swagger-ui-init.js', '/docs/reference/reference/swagger-ui-init.js'])(
    '%s is sent compressed where that is wanted, and not at all where the client has it',
    async (path) => {
      const ask = async (headers: Record<string, string>, method = 'GET'): Promise<Response> => {
        const init = { method, headers: { 'accept-encoding': 'identity', ...headers } };
        const answer = await fetch(world.server.url + path, init);
        // So many asked for it just now that it was late.
        return answer.status === 503 ? ask(headers, method) : answer;
      };
      const plain = await ask({});
      const text = await plain.text();
      const zipped = await ask({ 'accept-encoding': 'br, gzip;q=0.8' });
      expect(zipped.headers.get('content-encoding')).toBe('gzip');
      expect(Number(zipped.headers.get('content-length'))).toBeLessThan(text.length / 5);
      expect(await zipped.text()).toBe(text);
      for (const coding of ['gzip;q=0', 'gzip; q=0.000', 'deflate', 'xgzip'])
        expect((await ask({ 'accept-encoding': coding }, 'HEAD')).headers.get('content-encoding')).toBeNull();

      const tags = [plain, zipped].map(({ headers }) => headers.get('etag') ?? '');
      expect(new Set(tags).size).toBe(2);
      for (const [answer, tag] of [
        [plain, tags[0]!],
        [zipped, tags[1]!],
      ] as const) {
        expect(tag).toMatch(/^"[\w-]+"$/);
        expect(answer.headers.get('cache-control')).toBe('no-cache');
        expect(answer.headers.get('vary')).toMatch(/Accept-Encoding/);
      }
      for (const known of [tags[0]!, `W/${tags[0]!}`, `"another", ${tags[0]!}`, '*']) {
        const again = await ask({ 'if-none-match': known });
        expect([known, again.status, await again.text()]).toEqual([known, 304, '']);
        expect(again.headers.get('etag')).toBe(tags[0]);
      }
      expect((await ask({ 'if-none-match': tags[1]! }, 'HEAD')).status).toBe(200);

      const head = await ask({}, 'HEAD');
      expect([head.status, await head.text()]).toEqual([200, '']);
      expect(Number(head.headers.get('content-length'))).toBe(Buffer.byteLength(text));
      expect((await ask({ 'if-none-match': tags[0]! }, 'HEAD')).status).toBe(304);
    },
  );
});
