// The callers, in a process of their own: each holds one socket and sends its next request when the last one is answered.
// Plain sockets, because an HTTP client would take more of the machine than the server under test. Knows no server but by
// its address. `node bench/load.mjs '{"url","kind","callers","seconds","warmup","key","ids","rate"}'`; prints one JSON line.
// Calls on points take what they name from `planFile`, and are spread over `participants` and `rewards` of it.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

const options = JSON.parse(process.argv[2]);
const { url, kind, callers, seconds, warmup, key, ids = [], rate = 0, prefix, planFile } = options;
const plan = planFile && JSON.parse(readFileSync(planFile, 'utf8'));
const { hostname, port } = new URL(url);

const latencies = [];
const statuses = {};
const made = [];
let sequence = 0;
let counting = false;
let ended = false;
let started = 0;

const head = `host: ${hostname}:${port}\r\nauthorization: Bearer ${key}\r\n`;

function nextRequest() {
  sequence += 1;
  if (kind === 'get') return `GET /v1/redemptions/${ids[sequence % ids.length]} HTTP/1.1\r\n${head}\r\n`;
  if (kind === 'list') return `GET /v1/redemptions?limit=20 HTTP/1.1\r\n${head}\r\n`;
  // Every request redeems another voucher: the same PIN twice would be refused.
  const pin = `${prefix}${String(sequence).padStart(16 - prefix.length, '0')}`;
  const [path, asked] = plan ? pointsCall() : ['/v1/redemptions', voucher(pin)];
  const body = JSON.stringify(asked);
  return (
    `POST ${path} HTTP/1.1\r\n${head}content-type: application/json\r\n` +
    `idempotency-key: bench-${pin}\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  );
}

function voucher(pin) {
  return {
    type: 'vouchers.one_voucher',
    source: { pin },
    amount: 1000,
    currency: 'ZAR',
    external_reference: `order-${sequence}`,
    metadata: { till: String(sequence % 100) },
  };
}

/** Path and body of the next call on points. Neighbouring calls name different participants, unless there is but one. */
function pointsCall() {
  const { program, asset, participants, rewards, redemptions } = plan;
  const oneOf = (all, most = all.length) => all[sequence % most];
  if (kind === 'reverse')
    return [`/v1/redemptions/${oneOf(redemptions)}/reverse`, { amount: '0.01', reason: 'Returned' }];
  const path = `/v1/participants/${oneOf(participants, options.participants)}/redemptions`;
  if (kind.startsWith('redeem'))
    return [path, { program_id: program, asset_id: asset, amount: '10.00', description: 'Gift card' }];
  return [`${path}/items`, { program_id: program, reward_id: oneOf(rewards, options.rewards) }];
}

function note(status, ms, body) {
  statuses[status] = (statuses[status] ?? 0) + 1;
  latencies.push(ms);
  if (kind === 'create' && made.length < 2000) {
    const id = /"id":"([^"]+)"/.exec(body)?.[1];
    if (id) made.push(id);
  }
}

/** One caller. Resolves when the time is over and its last request is answered. */
function call() {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let sentAt = 0;
    let got = '';
    const send = () => {
      if (ended) {
        socket.end();
        resolve();
        return;
      }
      sentAt = performance.now();
      socket.write(nextRequest());
    };
    const pause = () => (rate > 0 ? Math.max(0, sentAt + (1000 * callers) / rate - performance.now()) : 0);
    socket.setEncoding('latin1');
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('close', () => (ended ? resolve() : reject(new Error('the server closed a connection'))));
    socket.on('data', (chunk) => {
      got += chunk;
      const end = got.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(got.slice(0, end))?.[1] ?? NaN);
      if (Number.isNaN(length)) return reject(new Error(`no content-length: ${got.slice(0, end)}`));
      if (got.length < end + 4 + length) return;
      if (counting) note(got.slice(9, 12), performance.now() - sentAt, got.slice(end + 4));
      got = '';
      const waitMs = pause();
      if (waitMs > 0) setTimeout(send, waitMs);
      else send();
    });
  });
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const work = Promise.all(Array.from({ length: callers }, call));
setTimeout(() => {
  counting = true;
  started = performance.now();
  process.stdout.write('{"counting":true}\n');
  setTimeout(() => {
    counting = false;
    const elapsedMs = performance.now() - started;
    latencies.sort((a, b) => a - b);
    const result = {
      requests: latencies.length,
      perSecond: (latencies.length * 1000) / elapsedMs,
      p50Ms: at(latencies, 0.5),
      p99Ms: at(latencies, 0.99),
      statuses,
    };
    ended = true;
    process.stdout.write(`${JSON.stringify({ ...result, made })}\n`);
  }, seconds * 1000);
}, warmup * 1000);

work.then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
