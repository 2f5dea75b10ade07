// How sockets are kept, shared and dropped, over real ones: a request never leaves twice, even where its socket dies.
import net, { type AddressInfo, type Server, type Socket } from 'node:net';
import { type Answer, openSocketServer, type SocketServer } from '../conformance/socket-server';
import type { Permit } from '../../../src/core/providers/permit';
import { createHttpAgents, createProviderHttp, prepareProviderHttp } from './client';
import { exchange } from './exchange';

const agents = createHttpAgents();
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
afterAll(() => agents.close());

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}';
const post = (baseUrl: string, path: string) =>
  createProviderHttp({ baseUrl, timeoutMs: 2_000, agents }).send({ method: 'POST', path, json: { amount: 1900 } });

async function serve(answer: (path: string) => Answer): Promise<SocketServer> {
  const server = await openSocketServer(({ path }) => answer(path));
  closers.push(() => server.close());
  return server;
}

async function listen(server: Server): Promise<string> {
  closers.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** A socket is free for the next request a turn of the event loop after its answer. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turns(1);
}

it('a socket that closes under a request: it is sent at most once, and what is said of it is true', async () => {
  const seen: string[] = [];
  const endings: ((socket: Socket) => void)[] = [
    (socket) => socket.end(),
    (socket) => socket.destroy(),
    (socket) => socket.resetAndDestroy(),
  ];
  let ending = (_socket: Socket): void => undefined;
  let turnsLeft = 0;
  let connections = 0;
  const server = net.createServer((socket) => {
    connections += 1;
    socket
      .on('error', () => socket.destroy())
      .on('data', (data: Buffer) => {
        seen.push(/^POST (\S+)/.exec(data.toString('latin1'))?.[1] ?? 'a piece');
        socket.write(ANSWER);
        const close = (left: number): unknown => (left > 0 ? setImmediate(close, left - 1) : ending(socket));
        close(turnsLeft);
      });
  });
  const origin = await listen(server);
  const said = new Map<string, string>();
  for (let round = 0; round < 300; round += 1) {
    ending = endings[round % 3] ?? ending;
    turnsLeft = Math.floor(round / 3) % 10;
    await turns(Math.floor(round / 30) % 10);
    const path = `/${String(round)}`;
    const { kind } = await post(origin, path);
    said.set(path, kind);
  }
  await turns(20);
  for (const [path, kind] of said) {
    const times = seen.filter((one) => one === path).length;
    expect(times).toBeLessThanOrEqual(1);
    if (kind === 'reply') expect(times).toBe(1);
    if (kind === 'not_sent') expect(times).toBe(0);
  }
  expect(seen).not.toContain('a piece');
  // Both ways were gone: on kept sockets, and on new ones.
  expect(connections).toBeGreaterThan(1);
  expect(connections).toBeLessThan(said.size);
});

it('a kept socket that the other side closes just as the next request is written: doubt, and no second try', async () => {
  const first = 'POST /first';
  const connections: Socket[] = [];
  const seen: string[] = [];
  const server = net.createServer((socket) => {
    connections.push(socket);
    socket
      .on('error', () => socket.destroy())
      .on('data', (data: Buffer) => {
        seen.push(data.toString('latin1').slice(0, first.length));
        // What comes next stays unread in the socket, and dies with it.
        socket.write(ANSWER, () => socket.pause());
      });
  });
  const origin = await listen(server);
  expect(await post(origin, '/first')).toMatchObject({ kind: 'reply' });
  await turns(3);
  const sent = post(origin, '/other');
  // A few turns: the request has left, and the server does not read from its socket.
  await turns(20);
  connections[0]?.resetAndDestroy();
  expect(await sent).toMatchObject({ kind: 'unknown' });
  await new Promise((resolve) => server.close(resolve));
  expect([seen, connections.length]).toEqual([[first], 1]);
});

it('as many sockets as there are calls, none through a proxy, and all of them dropped at the end', async () => {
  const own = createHttpAgents();
  const server = await serve((path) => (path === '/idle' ? { kind: 'bytes', bytes: ANSWER } : { kind: 'hang' }));
  const decoy = await serve(() => ({ kind: 'reply', status: 200, body: '{}' }));
  Object.assign(process.env, { HTTP_PROXY: decoy.origin, http_proxy: decoy.origin });
  closers.push(() => ['HTTP_PROXY', 'http_proxy'].forEach((name) => Reflect.deleteProperty(process.env, name)));
  const http = createProviderHttp({ baseUrl: server.origin, timeoutMs: 5_000, agents: own });
  const hanging = Array.from({ length: 30 }, () => http.send({ method: 'GET', path: '/hang' }));
  expect(await http.send({ method: 'GET', path: '/idle' })).toMatchObject({ kind: 'reply' });
  await until(() => server.seen.length === 31);
  expect(server.openSockets()).toBe(31);
  // One that is still shaking hands.
  const baseUrl = server.origin.replace('http:', 'https:');
  const connecting = createProviderHttp({ baseUrl, timeoutMs: 5_000, agents: own }).send({ method: 'GET', path: '/x' });
  await until(() => server.openSockets() === 32);
  own.close();
  expect(await connecting).toMatchObject({ kind: 'not_sent' });
  for (const reply of await Promise.all(hanging)) expect(reply).toMatchObject({ kind: 'unknown' });
  expect(await http.send({ method: 'GET', path: '/late' })).toMatchObject({ kind: 'not_sent' });
  await until(() => server.openSockets() === 0);
  expect([server.seen.length, decoy.seen.length]).toEqual([31, 0]);
});

it('a transport that would send a request a second time is stopped before the first byte', async () => {
  const stopped: string[] = [];
  const controller = (name: string) => ({
    aborted: false,
    paused: false,
    reason: null,
    abort: () => void stopped.push(name),
    pause: () => undefined,
    resume: () => undefined,
  });
  // By hand: the real one has no way to do this.
  const transport: Parameters<typeof exchange>[0] = {
    dispatch(_request, handler) {
      handler.onRequestStart?.(controller('first'), {});
      handler.onRequestStart?.(controller('second'), {});
      handler.onResponseError?.(controller('second'), new Error('stopped'));
      return true;
    },
  };
  const limits = { leftMs: 1_000, timeoutMs: 1_000, permit: { holds: () => true } };
  expect(await exchange(transport, { path: '/', method: 'POST' }, limits)).toMatchObject({ kind: 'unknown' });
  expect(stopped).toEqual(['second']);
});

it('takes a provider’s word on how long a socket is kept', async () => {
  const server = await serve(() => ({
    kind: 'bytes',
    bytes: ANSWER.replace('content', 'keep-alive: timeout=2\r\ncontent'),
  }));
  expect(await post(server.origin, '/x')).toMatchObject({ kind: 'reply' });
  await until(() => server.openSockets() === 0);
});

describe('a request leaves only by its permit', () => {
  const GONE = { kind: 'not_sent', reason: 'others have moved on meanwhile' } as const;
  const send = (baseUrl: string, permit: Permit) =>
    prepareProviderHttp({ baseUrl, timeoutMs: 2_000, agents })(permit).send({ method: 'POST', path: '/pay', json: {} });

  it('looks again where the permit is over, and sends nothing once others have moved on', async () => {
    const server = await serve(() => ({ kind: 'reply', status: 200, body: '{}' }));
    let looks = 0;
    const permit: Permit = { holds: () => false, renew: () => Promise.resolve((looks += 1) < 3) };
    expect(await send(server.origin, permit)).toEqual(GONE);
    expect(looks).toBe(3);
    expect(server.seen).toEqual([]);
  });

  it('asks in the moment before the first byte: a permit that ran out while a connection was made holds it back', async () => {
    const server = await serve(() => ({ kind: 'reply', status: 200, body: '{}' }));
    const asked: string[] = [];
    let held = true;
    const permit: Permit = {
      // Once to begin with; the second time stands for a connection that took long.
      holds: () => {
        asked.push('holds');
        return asked.length !== 2 && held;
      },
      renew: () => {
        asked.push('renew');
        return Promise.resolve(true);
      },
    };
    expect(await send(server.origin, permit)).toMatchObject({ kind: 'reply', status: 200 });
    expect(asked).toEqual(['holds', 'holds', 'holds', 'holds']);
    expect(server.seen).toHaveLength(1);
    // The connection that stood is used by the next try: only the moment was wrong.
    expect(server.openSockets()).toBe(1);
    held = false;
    const over: Permit = { holds: () => held, renew: () => Promise.resolve(false) };
    expect(await send(server.origin, over)).toEqual(GONE);
    expect(server.seen).toHaveLength(1);
  });
});
