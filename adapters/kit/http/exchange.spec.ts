// What each fault of the transport proves, over real sockets: nothing was sent, an answer came, or doubt.
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Server } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { WireReply } from '../../../src/core/providers/provider';
import { type Answer, closedOrigin, openSocketServer, type SocketServer } from '../conformance/socket-server';
import { createHttpAgents, createProviderHttp } from './client';

const pem = (label: string, base64: string) => `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----\n`;
/** Self-signed: no client trusts it. */
const KEY =
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg0ona2oCnIhJQIaj/yDNxcAOoWje+PWTklqEOqDn5GK+hRANCAAQ3X/5ADILr' +
  '/S4Q/T8iFKdMkzrWmO518TCv/jS9UJbnRVW9sk9sznDFy+zGB9gURSnGbswOeuAytfi52nGN06SR';
const CERTIFICATE =
  'MIIBfjCCASWgAwIBAgIUa1RIc1qtJtaOeOx9U1wTvlcWDWowCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTEz' +
  'MDQ0NFoYDzIxMjYxMDI4MTMwNDQ0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQ3X/5ADILr/S4Q' +
  '/T8iFKdMkzrWmO518TCv/jS9UJbnRVW9sk9sznDFy+zGB9gURSnGbswOeuAytfi52nGN06SRo1MwUTAdBgNVHQ4EFgQUeHna1L4e/B+B7oFb' +
  'RQ5hhqsLMl8wHwYDVR0jBBgwFoAUeHna1L4e/B+B7oFbRQ5hhqsLMl8wDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBDawQ6' +
  'mkXXb/uJZkeLRmxcbJCoAgrajWw71iLwsIO4SQIgIQym6yr9vFl+8YujGcvjmrPhPYQN5paut6fyQfyXybA=';

const agents = createHttpAgents();
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
afterAll(() => agents.close());

const client = (baseUrl: string, timeoutMs = 2_000) => createProviderHttp({ baseUrl, timeoutMs, agents });
const post = (origin: string, path = '/redeem', timeoutMs?: number) =>
  client(origin, timeoutMs).send({ method: 'POST', path, json: { amount: 1900 } });

async function serve(answer: Answer | ((path: string) => Answer)): Promise<SocketServer> {
  const server = await openSocketServer(({ path }) => (typeof answer === 'function' ? answer(path) : answer));
  closers.push(() => server.close());
  return server;
}

async function listen(server: Server): Promise<string> {
  closers.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

/** A socket is free for the next request a turn of the event loop after its answer. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

const bytes = (text: string | Buffer, then?: 'end' | 'reset'): Answer => ({
  kind: 'bytes',
  bytes: text,
  ...(then ? { then } : {}),
});
const OK = '{"responseCode":0}';
const plain = (body: string | Buffer, headers = '') =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\n${headers}content-length: ${String(body.length)}\r\n\r\n`),
    Buffer.from(body),
  ]);

describe('nothing was sent', () => {
  it('where no connection came about', async () => {
    const closed = await closedOrigin();
    expect(await post(closed)).toEqual({
      kind: 'not_sent',
      reason: 'the connection could not be made (ECONNREFUSED)',
    });
    // Several addresses, all of them refused.
    expect(await post(closed.replace('127.0.0.1', 'localhost'))).toMatchObject({ kind: 'not_sent' });
    expect(await post('http://no-such-host.invalid')).toMatchObject({ kind: 'not_sent' });
  });

  it('where the TLS handshake failed, or did not end in time', async () => {
    let requests = 0;
    const count = (_request: unknown, response: http.ServerResponse) => void (response.end(OK), (requests += 1));
    const options = { key: pem('PRIVATE KEY', KEY), cert: pem('CERTIFICATE', CERTIFICATE) };
    const selfSigned = await listen(https.createServer(options, count));
    expect(await post(`https://${selfSigned}`)).toEqual({
      kind: 'not_sent',
      reason: 'the connection could not be made (DEPTH_ZERO_SELF_SIGNED_CERT)',
    });
    const noTls = await listen(http.createServer(count));
    expect(await post(`https://${noTls}`)).toMatchObject({ kind: 'not_sent' });
    const silent = await serve({ kind: 'hang' });
    expect(await post(silent.origin.replace('http:', 'https:'), '/x', 100)).toEqual({
      kind: 'not_sent',
      reason: 'no connection within 100 ms',
    });
    expect([requests, silent.seen.length]).toEqual([0, 0]);
    // The other way round the request did leave.
    expect(await post(`http://${selfSigned}`)).toMatchObject({ kind: 'unknown' });
  });

  it('where the connection came after the deadline: it carries nothing', async () => {
    const server = await serve({ kind: 'reply', status: 200, body: OK });
    let connections = 0;
    let received = 0;
    const relay = net.createServer((socket) => {
      connections += 1;
      socket.on('data', ({ length }) => (received += length)).on('error', () => socket.destroy());
    });
    const address = await listen(relay);
    const sent = post(`http://${address}`, '/late', 5);
    // The connection is there, but the client does not look at it before its time is up.
    const end = performance.now() + 30;
    while (performance.now() < end);
    expect(await sent).toEqual({ kind: 'not_sent', reason: 'no connection within 5 ms' });
    await until(() => connections > 0);
    await new Promise((resolve) => relay.close(resolve));
    expect([connections, received]).toEqual([1, 0]);
    expect(await post(server.origin)).toMatchObject({ kind: 'reply' });
  });

  it('where a header would break out of its line', async () => {
    const server = await serve({ kind: 'reply', status: 200, body: OK });
    const broken = [{ Authorization: 'Bearer x\r\nX-Amount: 1' }, { 'X-Amount: 1\r\nX': '1' }, { 'X-Name': '\u2603' }];
    for (const headers of broken) {
      const reply = await client(server.origin).send({ method: 'GET', path: '/x', headers });
      expect(reply).toEqual({ kind: 'not_sent', reason: 'the request cannot be put on the wire' });
    }
    expect(server.seen).toHaveLength(0);
  });
});

describe('an answer', () => {
  const answers: [string, Answer, Partial<Extract<WireReply, { kind: 'reply' }>>][] = [
    ['after an early hint', bytes(`HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n${String(plain(OK))}`), { text: OK }],
    ['without a body', bytes('HTTP/1.1 204 No Content\r\n\r\n'), { status: 204, text: '', json: undefined }],
    ['that ends with its connection', bytes(`HTTP/1.1 200 OK\r\n\r\n${OK}`, 'end'), { json: { responseCode: 0 } }],
    [
      'in chunks',
      bytes(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a":\r\n2\r\n1}\r\n0\r\n\r\n`),
      { text: '{"a":1}' },
    ],
    ['with a byte order mark', bytes(plain(Buffer.from(`\uFEFF${OK}`))), { json: { responseCode: 0 } }],
    ['compressed unasked', bytes(plain(gzipSync(OK), 'content-encoding: gzip\r\n')), { json: { responseCode: 0 } }],
    ['deflated unasked', bytes(plain(deflateSync(OK), 'content-encoding: deflate\r\n')), { json: { responseCode: 0 } }],
    [
      'in Brotli unasked',
      bytes(plain(brotliCompressSync(OK), 'Content-Encoding: BR\r\n')),
      { json: { responseCode: 0 } },
    ],
    ['with a misplaced character set', bytes(plain(OK, 'content-encoding: utf-8\r\n')), { json: { responseCode: 0 } }],
    ['elsewhere', { kind: 'reply', status: 307, body: '', headers: { location: '/elsewhere' } }, { status: 307 }],
    ['followed by another', bytes(Buffer.concat([plain(OK), plain('{"responseCode":9}')])), { text: OK }],
  ];
  it.each(answers)('%s', async (_name, answer, expected) => {
    const server = await serve(answer);
    expect(await post(server.origin)).toMatchObject({ kind: 'reply', ...expected });
    // Nothing of it is left for the next one.
    await turns(3);
    expect(await post(server.origin, '/next')).toMatchObject({ kind: 'reply', ...expected });
    expect(server.seen.map(({ path }) => path)).toEqual(['/redeem', '/next']);
  });
});

describe('doubt', () => {
  const LARGE = 'x'.repeat((1 << 20) + 1);
  const doubts: [string, Answer][] = [
    ['closed without a word', { kind: 'drop' }],
    ['reset without a word', bytes('', 'reset')],
    ['half an answer', { kind: 'half', status: 200, body: OK }],
    ['half an answer, then a reset', bytes('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"respon', 'reset')],
    ['half a chunk', bytes('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{"respon', 'end')],
    [
      'too few bytes on a closing connection',
      bytes('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 99\r\n\r\n{}', 'end'),
    ],
    ['half a head', bytes('HTTP/1.1 200 OK\r\ncontent-le', 'end')],
    ['another protocol', bytes('220 mail ready\r\n')],
    ['two lengths', bytes('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 18\r\n\r\n{"responseCode":0}')],
    [
      'a length and chunks',
      bytes('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'),
    ],
    ['another protocol offered', bytes('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n')],
    ['asked to go on, unasked', bytes(`HTTP/1.1 100 Continue\r\n\r\n${String(plain(OK))}`)],
    ['an endless head', bytes(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`)],
    ['a body too large', bytes(plain(LARGE))],
    ['a body too large once it is unpacked', bytes(plain(gzipSync(LARGE), 'content-encoding: gzip\r\n'))],
    ['a broken packing', bytes(plain(OK, 'content-encoding: gzip\r\n'))],
    ['an answer that does not end', bytes('HTTP/1.1 200 OK\r\ncontent-length: 18\r\n\r\n{"respon')],
    ['no answer at all', { kind: 'hang' }],
  ];
  it.each(doubts)('%s', async (_name, answer) => {
    const server = await serve(answer);
    expect(await post(server.origin, '/redeem', 400)).toMatchObject({ kind: 'unknown' });
    expect(server.seen).toHaveLength(1);
  });
});
