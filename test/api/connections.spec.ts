// How long a client may keep the server waiting, and how many may do so at once. The times are short here; that each of them is kept
// is measured against the others, because a busy machine is slow in all.
import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { Connections, HTTP_TIMES, placeOf } from '../../src/server/connections';
import { RawClient } from './raw-http';
import { startWorld, type World } from './world';

const TIMES = { requestMs: 600, idleMs: 400, unreadMs: 500, checkEveryMs: 50 };
/** Far more than any of them, and far less than the half minute that Node takes by itself. */
const SOON_MS = 8_000;
const METRICS_TOKEN = 'for-whoever-reads-the-metrics-of-this-spec';

const elapsed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

describe('a client that keeps the server waiting', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(null, { VOUCH_METRICS_TOKEN: METRICS_TOKEN }, { times: TIMES });
  });
  afterAll(() => world.close());

  const head = (route: string, ...headers: string[]) => [`${route} HTTP/1.1`, 'Host: x', ...headers];
  const bearer = () => `Authorization: Bearer ${world.keys.secret}`;
  const open = () => RawClient.open(world.server.url);

  /** Sends a little again and again until the server hangs up. */
  const drip = (client: RawClient, text: string) => {
    const timer = setInterval(() => {
      if (client.socket.writable) client.socket.write(text);
    }, 50);
    client.socket.once('close', () => {
      clearInterval(timer);
    });
  };

  it('is cut off in the stated time, whether it says nothing, half of its headers, half of its body, or all of it slowly', async () => {
    expect(HTTP_TIMES).toMatchObject({ requestMs: 30_000, checkEveryMs: 1_000 });
    const body = ['Content-Type: application/json', 'Content-Length: 5000'];
    const beginnings: readonly ((client: RawClient) => void)[] = [
      () => undefined,
      (client) => client.socket.write('POST /v1/redemptions HTTP/1.1\r\nHost: x\r\n'),
      (client) => {
        client.socket.write('POST /v1/redemptions HTTP/1.1\r\nHost: x\r\n');
        drip(client, 'X: y\r\n');
      },
      (client) => client.send(head('POST /v1/redemptions', bearer(), ...body), '{"type":'),
      (client) => {
        client.send(head('POST /v1/redemptions', bearer(), ...body), '{"type":"');
        drip(client, 'x');
      },
      (client) => {
        client.send(
          head('POST /v1/redemptions', bearer(), 'Content-Type: application/json', 'Transfer-Encoding: chunked'),
        );
        drip(client, '1\r\n \r\n');
      },
    ];
    const took = beginnings.map(async (begin) => {
      const client = await open();
      const ms = await elapsed(async () => {
        begin(client);
        await client.end();
      });
      return { ms, received: client.received };
    });
    for (const { ms, received } of await Promise.all(took)) {
      expect(ms).toBeGreaterThan(TIMES.requestMs * 0.9);
      expect(ms).toBeLessThan(SOON_MS);
      expect(received).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
      expect(received.match(/HTTP\/1\.1/g)).toHaveLength(1);
      expect(received).toContain('"code":"request_timeout"');
      expect(received).toContain('cache-control: no-store');
    }
  });

  it('may be slow where it is not the one who is: a provider takes longer than all of these times', async () => {
    const voucher = world.voucher('vouchers.blu', 500, 'slow_then_ok');
    let answer = { status: 0 };
    const ms = await elapsed(async () => {
      answer = await world.create(voucher);
    });
    expect(ms).toBeGreaterThan(TIMES.requestMs + TIMES.idleMs);
    expect(answer).toMatchObject({ status: 201, body: { outcome: 'paid' } });
  });

  it('is not answered in the place of its earlier request when garbage follows that one', async () => {
    const { type, pin } = world.voucher('vouchers.blu', 500, 'slow_then_ok');
    const body = JSON.stringify({ type, source: { token: pin } });
    const client = await open();
    client.send(
      head(
        'POST /v1/redemptions',
        bearer(),
        'Content-Type: application/json',
        `Content-Length: ${String(body.length)}`,
      ),
      `${body}garbage\r\n\r\n`,
    );
    await client.end();
    // Nothing at all is doubt, and a client repeats. "Malformed" would have been taken for a refusal, and the value is on its way.
    expect(client.received).toBe('');
    const { body: found } = await world.call('GET /v1/redemptions?limit=1');
    await world.until(found.data[0]!.id, ({ outcome }) => outcome === 'paid');
  });

  it('keeps its connection for so long without a request, and no longer', async () => {
    const client = await open();
    for (let round = 0; round < 3; round += 1) {
      client.send(head('GET /health/live'));
      expect((await client.answer()).status).toBe(200);
    }
    const ms = await elapsed(() => client.end());
    expect(ms).toBeGreaterThan(TIMES.idleMs * 0.9);
    expect(ms).toBeLessThan(SOON_MS);
  });

  it('keeps its connection no longer by empty lines, which are no request', async () => {
    const client = await open();
    client.send(head('GET /v1/redemptions'));
    expect((await client.answer()).status).toBe(401);
    const ms = await elapsed(async () => {
      drip(client, '\r\n');
      await client.end();
    });
    expect(ms).toBeLessThan(SOON_MS);
  });

  it('is cut off where it never reads what it asked for', async () => {
    const client = await open();
    client.socket.pause();
    // More than any buffer on the way takes in. The client never looks at its socket again, so only the server can tell.
    client.socket.write(`${head('GET /openapi.json').join('\r\n')}\r\n\r\n`.repeat(60));
    await connections(world, (open) => open >= 2);
    const ms = await elapsed(() => connections(world, (open) => open === 1));
    expect(ms).toBeLessThan(SOON_MS);
    client.socket.destroy();
  });
});

describe('too many clients', () => {
  it('are refused at once, counted and logged, and the others go on', async () => {
    const most = 6;
    const world = await startWorld(null, { VOUCH_METRICS_TOKEN: METRICS_TOKEN, VOUCH_MAX_CONNECTIONS: String(most) });
    try {
      // The one that reads the metrics is one of them.
      await connections(world, (open) => open === 1);
      const clients = await Promise.all(Array.from({ length: most + 3 }, () => RawClient.open(world.server.url)));
      await connections(world, (open, refused) => open === most && refused === 4);
      expect(clients.filter(({ closed }) => closed)).toHaveLength(4);
      expect(world.logs.filter((line) => line.includes('Connections are refused'))).toHaveLength(1);
      const [kept] = clients.filter(({ closed }) => !closed);
      kept!.send(['GET /health/live HTTP/1.1', 'Host: x']);
      expect((await kept!.answer()).status).toBe(200);
      for (const { socket } of clients) socket.destroy();
      await connections(world, (open) => open === 1);
      const later = await RawClient.open(world.server.url);
      later.send(['GET /health/live HTTP/1.1', 'Host: x']);
      expect((await later.answer()).status).toBe(200);
      later.socket.destroy();
    } finally {
      await world.close();
    }
  });

  it('may not all come from one address, apart from a proxy that brings them', () => {
    const server = new EventEmitter();
    const connections = new Connections(10, ['10.0.0.0/8', '2001:db8:ffff::1'], {
      refused: () => undefined,
      unread: () => undefined,
    });
    connections.watch(server as Server, TIMES);
    const arrive = (remoteAddress: string) => {
      const socket = Object.assign(new EventEmitter(), { remoteAddress, destroyed: false });
      server.emit('connection', Object.assign(socket, { destroy: () => (socket.destroyed = true) }));
      return socket;
    };
    const admitted = (addresses: readonly string[]) => {
      const sockets = addresses.map(arrive);
      const stay = sockets.filter(({ destroyed }) => !destroyed);
      for (const socket of stay) socket.emit('close');
      return stay.length;
    };
    const many = (address: string) => Array<string>(8).fill(address);
    expect(admitted(many('192.0.2.1'))).toBe(5);
    expect(admitted([...many('192.0.2.1'), ...many('::ffff:192.0.2.1')])).toBe(5);
    expect(admitted([...many('192.0.2.1'), '192.0.2.2'])).toBe(6);
    expect(admitted(Array.from({ length: 8 }, (_, index) => `2001:db8:1:2::${String(index)}`))).toBe(5);
    // All networks that one customer of a hoster may have are one sender.
    expect(admitted(Array.from({ length: 8 }, (_, index) => `2001:db8:1:${String(index)}::1`))).toBe(5);
    expect(admitted(Array.from({ length: 8 }, (_, index) => `2001:db8:${String(index)}::1`))).toBe(8);
    expect(admitted([...many('2001:db8:ffff::1'), '2001:db8:ffff:1::1'])).toBe(9);
    for (const exempt of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.1.2.3', '::ffff:10.1.2.3', '2001:db8:ffff::1'])
      expect([exempt, admitted(many(exempt))]).toEqual([exempt, 8]);
    expect(connections).toMatchObject({ open: 0, refused: 3 + 11 + 3 + 3 + 3 });
    server.emit('close');
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '2001:db8:0:0::'],
    ['2001:DB8:1:2:3:4:5:6', '2001:db8:1:2::'],
    ['fe80::1%eth0', 'fe80:0:0:0::'],
    ['::1', '0:0:0:0::'],
    ['1::', '1:0:0:0::'],
    ['', ''],
  ])('knows where %s is', (address, place) => {
    expect(placeOf(address)).toBe(place);
  });
});

/** Resolves once the server's own metrics say so. */
async function connections(world: World, done: (open: number, refused: number) => boolean): Promise<void> {
  for (;;) {
    const { text } = await world.call('GET /metrics', { key: METRICS_TOKEN });
    const read = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
    if (done(read('vouch_http_connections'), read('vouch_http_connections_refused_total'))) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
