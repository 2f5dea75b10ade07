// Receives the webhooks of Vouch: verifies the signature, parses, and does the work once for each event.
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.WEBHOOK_SECRET);
// In your shop: a table with a unique webhook id, written in the transaction that does the work.
const done = new Set();

function work({ type, data }) {
  console.log(`${type} ${data.id} ${data.outcome ?? ''}`.trim());
}

async function receive(request, response) {
  // The signature is over the bytes as they came. JSON that was parsed and written again has other bytes.
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  let event;
  try {
    // Checks the signature and that the timestamp is at most five minutes old. Only then does it parse.
    event = webhook.verify(body, request.headers);
  } catch {
    response.writeHead(401).end('bad signature');
    return;
  }
  // The same event comes again with the same id, for example where our answer to it was lost.
  const id = request.headers['webhook-id'];
  if (done.has(id)) console.log(`seen before: ${id}`);
  else work(event);
  done.add(id);
  // Last: Vouch sends again what was not answered with 2xx.
  response.writeHead(204).end();
}

const server = createServer((request, response) => {
  receive(request, response).catch(() => response.writeHead(500).end());
});
server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log(`listening on ${server.address().port}`);
});
