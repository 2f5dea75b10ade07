// Strangers: so many connections that each send 64 KiB of nested JSON without a key, again as soon as they are answered, and open
// a new one where they are cut off. `node bench/flood.mjs '{"url","connections"}'`; prints a line once all are open, and how many
// answers they had when it is told to stop.
import { connect } from 'node:net';

const { url, connections } = JSON.parse(process.argv[2]);
const { hostname, port } = new URL(url);
const body = Buffer.alloc(64 * 1024, '[');
const head = `POST /v1/redemptions HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;

let answers = 0;
let open = 0;

function send() {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const next = () => {
    socket.write(head);
    socket.write(body);
  };
  socket.on('connect', () => {
    next();
    open += 1;
    if (open === connections) process.stdout.write('{"open":true}\n');
  });
  let got = '';
  socket.setEncoding('latin1').on('data', (chunk) => {
    got += chunk;
    const end = got.indexOf('\r\n\r\n');
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(got)?.[1] ?? NaN);
    if (end < 0 || !(got.length >= end + 4 + length)) return;
    got = '';
    answers += 1;
    next();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => setTimeout(send, 1));
}

for (let index = 0; index < connections; index += 1) send();
process.on('SIGTERM', () => {
  process.stdout.write(`${JSON.stringify({ answers })}\n`, () => process.exit(0));
});
