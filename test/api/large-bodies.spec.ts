// Bodies that are no small ones: how many are kept at once, of whom, and when they are parsed. Nothing here goes by time.
import { IncomingMessage } from 'node:http';
import { AnswerPace, type Turn } from '../../src/api/http/answer-pace';
import {
  BodyRoom,
  MOST_BODY_BYTES,
  MOST_OF_SENDER,
  MOST_OF_VISITOR,
  MOST_OF_VISITORS,
} from '../../src/api/input/body-room';
import { BodyTurns } from '../../src/api/input/body-turns';
import { RawClient } from './raw-http';
import { OTT, sourceOf, startWorld, type World } from './world';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const KIB = 1024;
const LARGE = 250 * KIB;

describe('the turns of large bodies', () => {
  let nowMs = 0;
  let parsed: string[] = [];
  let turns: BodyTurns;
  beforeEach(() => {
    nowMs = 0;
    parsed = [];
    turns = new BodyTurns(() => nowMs);
  });
  const ask = (sender: string, name: string, tookMs: number) => {
    turns.take(sender, () => {
      parsed.push(name);
      nowMs += tookMs;
    });
  };

  it('are a millisecond long, for all together, and go round among the senders', async () => {
    for (const nth of [1, 2, 3, 4, 5]) ask('a', `a${String(nth)}`, 0.6);
    for (const nth of [1, 2]) ask('b', `b${String(nth)}`, 0.6);
    expect(parsed).toEqual(['a1', 'a2']);
    await turn();
    expect(parsed.splice(0)).toEqual(['a1', 'a2', 'a3', 'b1']);
    await turn();
    expect(parsed.splice(0)).toEqual(['a4', 'b2']);
    await turn();
    expect(parsed.splice(0)).toEqual(['a5']);
    await turn();
    ask('a', 'at once', 5);
    expect(parsed).toEqual(['at once']);
  });
});

describe('the room for large bodies', () => {
  let room: BodyRoom;
  beforeEach(() => {
    room = new BodyRoom();
  });
  const open = (name: string, visitor?: string) => room.open({ name, visitor });

  it('has a part for each sender, and of those who share a name for each visitor', () => {
    const one = open('a');
    expect([one.grow(MOST_OF_SENDER), one.grow(MOST_OF_SENDER + 1), open('a').grow(1)]).toEqual([true, false, false]);
    const visitors = Array.from({ length: 5 }, (_, nth) => open('page', String(nth)).grow(MOST_OF_VISITOR));
    expect(visitors).toEqual([true, true, true, true, false]);
    expect(open('other page', '5').grow(MOST_OF_VISITOR + 1)).toBe(false);
    expect(room.bytes).toBe(2 * MOST_OF_SENDER);
    one.giveBack();
    one.giveBack();
    expect([room.bytes, open('a').grow(MOST_OF_SENDER)]).toEqual([MOST_OF_SENDER, true]);
  });

  it('has one part for a visitor, over the pages of all accounts', () => {
    const pages = Array.from({ length: 16 }, (_, nth) => `page ${String(nth)}`);
    const bodies = pages.map((page) => open(page, 'one'));
    expect(bodies.filter((body) => body.grow(MOST_OF_VISITOR / 2))).toHaveLength(2);
    expect(open('strangers', 'one').grow(1)).toBe(false);
    expect(open('page 0', 'another').grow(MOST_OF_VISITOR)).toBe(true);
    bodies[0]?.giveBack();
    expect(open('page 9', 'one').grow(MOST_OF_VISITOR / 2)).toBe(true);
  });

  it('is half for those who have keys of their own, however many visitors of however many pages there are', () => {
    for (let page = 0; page < 64; page += 1)
      for (let visitor = 0; visitor < 8; visitor += 1)
        open(`page ${String(page)}`, `${String(page)} ${String(visitor)}`).grow(MOST_OF_VISITOR / 4);
    expect(room.bytes).toBeLessThanOrEqual(MOST_OF_VISITORS);
    expect(room.bytes).toBeGreaterThan(MOST_OF_VISITORS * 0.9);
    expect(open('a').grow(MOST_OF_SENDER)).toBe(true);
  });

  it('is never full for somebody who has nothing there: nobody has more than is free', () => {
    const grown = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => {
      const body = open(name);
      let bytes = 0;
      while (body.grow(bytes + 64 * KIB)) bytes += 64 * KIB;
      return bytes / MOST_OF_SENDER;
    });
    expect(grown).toEqual([1, 1, 1, 1 / 2, 1 / 4, 1 / 8]);
    expect(open('of a visitor', 'one').grow(256 * KIB)).toBe(true);
    expect(room.bytes).toBeLessThan(MOST_BODY_BYTES);
  });
});

describe('large bodies', () => {
  let world: World;
  let other: string;
  beforeAll(async () => {
    world = await startWorld(null, { VOUCH_RATE_LIMIT: '0' });
    other = await world.newKey('Other', 'test', 'secret');
  });
  afterAll(() => world.close());

  const sale = (size: number) => {
    const body = { type: OTT, source: sourceOf(world.voucher(OTT)) };
    return JSON.stringify(body).padEnd(size);
  };
  const head = (route: string, key: string, size: number) => [
    `${route} HTTP/1.1`,
    'Host: x',
    `Authorization: Bearer ${key}`,
    'Content-Type: application/json',
    `Content-Length: ${String(size)}`,
  ];
  const CREATE = 'POST /v1/redemptions';

  /** Connections that have sent all of a body but its last byte. */
  const begin = (many: number, { key = world.keys.secret, body = 'x'.repeat(LARGE), route = CREATE } = {}) =>
    Promise.all(
      Array.from({ length: many }, async () => {
        const client = await RawClient.open(world.server.url);
        await new Promise((sent) => {
          client.send(head(route, key, body.length));
          client.socket.write(body.slice(0, -1), sent);
        });
        return client;
      }),
    );
  const leave = async (clients: readonly RawClient[]) => {
    for (const { socket } of clients) socket.destroy();
    await Promise.all(clients.map((client) => client.end()));
  };
  const askOnce = async (key: string, body: string) => {
    const client = (await RawClient.open(world.server.url)).send(head(CREATE, key, body.length), body);
    try {
      return await client.answer();
    } finally {
      client.socket.destroy();
    }
  };
  /** Those of them that were answered, once they are so many; more of them would be told to whoever looks again. */
  const answered = async (clients: readonly RawClient[], many: number) => {
    const now = () => clients.filter(({ received }) => received !== '');
    while (now().length < many) await turn();
    // The server is in this process, and has read all by then.
    for (let nth = 0; nth < 50; nth += 1) await turn();
    return now();
  };

  it.each([
    ['POST', CREATE],
    ['PATCH', 'PATCH /v1/redemptions/rdm_6740aa51c2f9d1e0b7a3c455'],
    ['recover', 'POST /v1/redemptions/recover'],
  ])('that end at once are not parsed in one piece (%s)', async (_, route) => {
    const body = JSON.stringify({ nothing: 'x'.repeat(LARGE - 20) });
    const clients = await begin(60, { body, route });
    await answered(clients, 0);
    const parse = jest.spyOn(JSON, 'parse');
    const perTurn: number[] = [];
    try {
      for (const { socket } of clients) socket.write(body.slice(-1));
      let before = 0;
      const count = () => parse.mock.calls.filter(([text]) => text.length === body.length).length;
      while (before < clients.length) {
        await turn();
        perTurn.push(count() - before);
        before = count();
      }
    } finally {
      parse.mockRestore();
    }
    expect(Math.max(...perTurn)).toBeLessThan(30);
    const answers = await Promise.all(clients.map((client) => client.answer()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]));
    await leave(clients);
  });

  it('are answered in the order in which one connection asked', async () => {
    const client = await RawClient.open(world.server.url);
    // A connection ends with a body that could not be read.
    const bodies = [sale(LARGE), sale(200), 'x'.repeat(LARGE)];
    for (const body of bodies) client.send(head(CREATE, world.keys.secret, body.length), body);
    const answers = [];
    for (const _ of bodies) answers.push(await client.answer());
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [201, undefined],
      [201, undefined],
      [400, 'invalid_json'],
    ]);
    client.socket.destroy();
  });

  it('are kept up to a sum for each account: past it the next one is refused, others and small ones are not', async () => {
    const most = Math.floor(MOST_OF_SENDER / LARGE);
    const clients = await begin(most + 3);
    const refused = await answered(clients, 3);
    expect(refused).toHaveLength(3);
    for (const client of refused) {
      const { status, headers, body } = await client.answer();
      expect([status, body.code, headers['retry-after']]).toEqual([503, 'overloaded', '2']);
      expect(body).toMatchObject({ advice: 'retry_same_key', retryable: true });
    }
    expect((await askOnce(world.keys.secret, sale(LARGE))).status).toBe(503);
    expect((await askOnce(world.keys.secret, sale(3 * KIB))).status).toBe(201);
    expect((await askOnce(other, sale(LARGE))).status).toBe(201);
    await leave(clients);
    expect((await askOnce(world.keys.secret, sale(LARGE))).status).toBe(201);
  });

  it('of a visitor are kept up to a part of what all visitors of a page may have, whosever pages he sends from', async () => {
    const most = Math.floor(MOST_OF_VISITOR / LARGE);
    const clients = await begin(most + 2, { key: world.keys.publishable });
    const refused = await answered(clients, 2);
    expect(refused.map(({ received }) => received.slice(0, 12))).toEqual(['HTTP/1.1 503', 'HTTP/1.1 503']);
    // Nor has he more with the key of another page.
    const otherPage = await world.newKey('Other', 'test', 'publishable');
    expect((await askOnce(otherPage, sale(LARGE))).status).toBe(503);
    expect((await askOnce(world.keys.secret, sale(LARGE))).status).toBe(201);
    await leave(clients);
  });

  it('are not kept while their refusal waits for its pace', async () => {
    let giveUp: (turn: Turn) => void = () => undefined;
    const waiting = new Promise<Turn>((resolve) => (giveUp = resolve));
    const pace = jest.spyOn(AnswerPace.prototype, 'refusalOfAccount').mockReturnValue(waiting);
    const most = Math.floor(MOST_OF_SENDER / LARGE);
    const sent: RawClient[] = [];
    try {
      for (let round = 0; round < 2; round += 1) {
        const clients: RawClient[] = await begin(most);
        sent.push(...clients);
        for (const { socket } of clients) socket.write('x');
        while (pace.mock.calls.length < sent.length) await turn();
      }
      expect(sent.filter(({ received }) => received !== '')).toEqual([]);
    } finally {
      pace.mockRestore();
      giveUp('closed');
      await leave(sent);
    }
  });

  it.each([
    ['a stranger', CREATE],
    ['an address that makes no sense', 'POST /%zz'],
  ])('of %s are thrown away while the refusal waits, and the connection goes on', async (_, route) => {
    let giveUp: (turn: Turn) => void = () => undefined;
    const waiting = new Promise<Turn>((resolve) => (giveUp = resolve));
    const pace = jest.spyOn(AnswerPace.prototype, 'refusal').mockReturnValue(waiting);
    const push = jest.spyOn(IncomingMessage.prototype, 'push');
    const body = 'x'.repeat(60 * KIB);
    const clients = await Promise.all(Array.from({ length: 20 }, () => RawClient.open(world.server.url)));
    try {
      for (const client of clients) client.send(head(route, 'sk_test_short', body.length), body.slice(0, -1));
      while (pace.mock.calls.length < clients.length) await turn();
      // More of it comes meanwhile.
      for (let nth = 0; nth < 50; nth += 1) await turn();
      const kept = new Set(push.mock.contexts as IncomingMessage[]);
      expect([...kept].reduce((sum, { readableLength }) => sum + readableLength, 0)).toBe(0);
    } finally {
      push.mockRestore();
      pace.mockRestore();
      giveUp('given');
    }
    for (const client of clients) client.socket.write('x');
    const answers = await Promise.all(clients.map((client) => client.answer()));
    expect(new Set(answers.map(({ status }) => status < 500))).toEqual(new Set([true]));
    for (const client of clients) client.send(head('GET /health/live', 'sk_test_short', 0));
    const next = await Promise.all(clients.map((client) => client.answer()));
    expect(new Set(next.map(({ status }) => status))).toEqual(new Set([200]));
    await leave(clients);
  });
});
