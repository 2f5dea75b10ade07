// The port of the metrics may be open to more than collectors: what strangers can do there stays small, whatever they send.
import { once } from 'node:events';
import { keptText } from '../../src/observability/metrics/expose';
import { APART_MS, MOST_CONNECTIONS, serveMetrics, type MetricsServer } from '../../src/server/metrics-port';
import { RawClient } from '../api/raw-http';

const TIMES = { requestMs: 600, idleMs: 400, unreadMs: 500, checkEveryMs: 50 };
/** Far more than any of them, and far less than the minute that Node takes by itself. */
const SOON_MS = 8_000;
const TOKEN = 'a-token-for-the-collector';
const LARGE = 64 * 1024 * 1024;
const GET = ['GET /metrics HTTP/1.1', 'Host: x', `Authorization: Bearer ${TOKEN}`];

let server: MetricsServer | null = null;
const start = async (bytes: number, times?: typeof TIMES) => {
  const text = () => Promise.resolve('some text\n'.padEnd(bytes, '#'));
  const metrics = { text, contentType: 'text/plain' };
  server = await serveMetrics(metrics, { host: '127.0.0.1', port: 0, token: TOKEN, times });
};

afterEach(async () => {
  await server?.close();
  server = null;
});

const open = () => RawClient.open(server?.url ?? '');

it('ends a connection in the stated time, whatever comes on it, and however slowly its answer is read', async () => {
  // More than any buffer on the way takes in.
  await start(LARGE, TIMES);
  const drips: NodeJS.Timeout[] = [];
  const drip = (client: RawClient, text: string) => drips.push(setInterval(() => client.socket.write(text), 50));
  const before = performance.now();
  // Whoever reads nothing does not hear of the end either. Its connection is the oldest, so it has ended once the others have.
  const deaf = await open();
  deaf.socket.pause();
  deaf.send(GET);
  const [silent, half, slow, body] = [await open(), await open(), await open(), await open()];
  half.socket.write('GET /metrics HTTP/1.1\r\nHost: x\r\n');
  slow.socket.write('GET /metrics HTTP/1.1\r\nHost: x\r\n');
  drip(slow, 'X: y\r\n');
  body.send(['POST /metrics HTTP/1.1', 'Host: x', 'Content-Length: 5000']);
  drip(body, 'x');
  await Promise.all([silent, half, slow, body].map((client) => client.end()));
  for (const timer of drips) clearInterval(timer);
  deaf.socket.resume();
  await deaf.end();
  expect(performance.now() - before).toBeLessThan(SOON_MS);
  expect(deaf.received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(deaf.received.length).toBeLessThan(LARGE);
});

it('takes few connections, each for one request, and answers them at a pace', async () => {
  await start(1_000);
  const clients = await Promise.all(Array.from({ length: MOST_CONNECTIONS }, open));
  const over = await Promise.all(Array.from({ length: 50 }, open));
  await Promise.all(over.map((client) => client.end()));
  expect(clients.filter(({ closed }) => closed)).toEqual([]);

  // Those who leave before their turn take none: the others wait no longer for them.
  const before = performance.now();
  for (const client of clients) client.send([...GET, '', ...GET, '', ...GET]);
  await Promise.all(clients.map((client) => client.end()));
  expect(performance.now() - before).toBeGreaterThan((MOST_CONNECTIONS - 1) * APART_MS * 0.9);
  for (const { received } of clients) {
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(received).toMatch(/\r\nConnection: close\r\n/i);
    expect(received.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(received).toContain('\r\nsome text\n');
  }
});

it('keeps nobody waiting for those who asked and left', async () => {
  await start(1_000);
  for (let round = 0; round < 10; round += 1) {
    const gone = await Promise.all(Array.from({ length: MOST_CONNECTIONS }, open));
    await Promise.all(
      gone.map(({ socket }) => {
        socket.write('GET /elsewhere HTTP/1.1\r\nHost: x\r\n\r\n');
        socket.destroy();
        return once(socket, 'close');
      }),
    );
  }
  const before = performance.now();
  expect((await fetch(server?.url ?? '')).status).toBe(401);
  expect(performance.now() - before).toBeLessThan(10 * MOST_CONNECTIONS * APART_MS * 0.5);
});

it('makes one text for all who ask while it is made, and for a second after; one that fails is made again', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
  try {
    const made = jest.fn((): Promise<string> => Promise.resolve(`text ${String(made.mock.calls.length)}`));
    const text = keptText({ text: made });
    expect(await Promise.all([text(), text(), text()])).toEqual(Array(3).fill('text 1'));
    jest.advanceTimersByTime(900);
    expect(await text()).toBe('text 1');
    jest.advanceTimersByTime(200);
    made.mockRejectedValueOnce(new Error('no'));
    await expect(Promise.all([text(), text()])).rejects.toThrow('no');
    expect(await text()).toBe('text 3');
  } finally {
    jest.useRealTimers();
  }
});
