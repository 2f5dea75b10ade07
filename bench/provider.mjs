// A provider for the benchmark: speaks just enough of the 1Voucher wire format to accept every PIN, after a fixed delay. Keeps
// no books, so that the benchmark does not measure a simulator. `node bench/provider.mjs DELAY_MS`; prints its address, and
// takes another delay as the body of `POST /delay`.
import { createServer } from 'node:http';

let delayMs = Number(process.argv[2] ?? 0);
const token = JSON.stringify({ access_token: 'bench', token_type: 'Bearer', expires_in: 86_400 });

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const text = Buffer.concat(chunks).toString();
    if (request.method === 'GET') return reply(response, JSON.stringify(addresses()));
    if (request.url === '/delay') {
      delayMs = Number(text);
      return reply(response, text);
    }
    if (request.url === '/token') return reply(response, token);
    const { reference, amount, accountNumber } = JSON.parse(text);
    const body = JSON.stringify({
      responseCode: 0,
      responseMessage: 'Success',
      accountNumber,
      reference,
      amount,
      transactionDate: new Date().toISOString(),
      transactionId: String(Math.floor(Math.random() * 1e12)),
      metadata: {},
      storeId: null,
      terminalId: null,
    });
    if (delayMs === 0) reply(response, body);
    else setTimeout(reply, delayMs, response, body);
  });
});
server.keepAliveTimeout = 60_000;

function reply(response, body) {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
}

/** What `GET /` of the simulators' control server says: here every provider is this one server. */
function addresses() {
  const address = `http://127.0.0.1:${server.address().port}`;
  return { control: address, one_voucher: address, ott: address, blu: address };
}

server.listen(0, '127.0.0.1', 4096, () => process.stdout.write(`${addresses().control}\n`));
