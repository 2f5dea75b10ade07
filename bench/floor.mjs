// The floor: what the machine gives to anyone who makes the same durable writes with the same store engine, and does nothing
// else: a bare node:http server, no framework, no checks, no provider. Two durable writes for each create, documents and
// answers of the size that Vouch's have. Its numbers are the most Vouch could reach if its own work cost nothing.
// `node bench/floor.mjs '{"url","dist","delayMs","firstBytes","finalBytes","replyBytes"}'`; prints its address.
import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const options = JSON.parse(process.argv[2]);
const { url, dist, delayMs, firstBytes, finalBytes, replyBytes } = options;
const require = createRequire(import.meta.url);
const store = url.startsWith('sqlite:') ? await onSqlite(url.slice('sqlite:'.length)) : await onMongo(url);

/** The very classes that Vouch's embedded store writes through, with one plain table. */
async function onSqlite(path) {
  const { Database } = require(join(dist, 'src/store/sqlite/database.js'));
  const { GroupCommit } = require(join(dist, 'src/store/sqlite/group-commit.js'));
  const database = await Database.open(path);
  const writer = new GroupCommit(database);
  database.run('CREATE TABLE IF NOT EXISTS floor (id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT');
  return {
    insert: (id, document) =>
      writer.write(() => database.run('INSERT INTO floor VALUES (?, ?)', id, JSON.stringify(document))),
    replace: (id, document) =>
      writer.write(() => database.run('UPDATE floor SET document = ? WHERE id = ?', JSON.stringify(document), id)),
    find: async (id) => {
      const row = database.get('SELECT document FROM floor WHERE id = ?', id);
      return row && JSON.parse(row.document);
    },
    list: async () =>
      database.all('SELECT document FROM floor ORDER BY id DESC LIMIT 20').map((row) => JSON.parse(row.document)),
  };
}

/** The same driver (mongoose's own), write concern and pool. */
async function onMongo(address) {
  const { createConnection } = require('mongoose');
  const connection = await createConnection(address, {
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
  }).asPromise();
  const documents = connection.db.collection('floor');
  return {
    insert: (id, document) => documents.insertOne({ _id: id, ...document }),
    replace: (id, document) => documents.replaceOne({ _id: id }, document),
    find: (id) => documents.findOne({ _id: id }),
    list: () => documents.find().sort({ _id: -1 }).limit(20).toArray(),
  };
}

const filler = (bytes) => 'x'.repeat(Math.max(0, Math.round(bytes)));
const answer = filler(replyBytes - 60);
const restFirst = filler(firstBytes - replyBytes);
const restFinal = filler(finalBytes - replyBytes);
let count = 0;

async function create(text) {
  const { amount } = JSON.parse(text);
  count += 1;
  const id = `${Date.now().toString(16).padStart(12, '0')}${count.toString(16).padStart(8, '0')}${randomBytes(2).toString('hex')}`;
  const shown = { id, amount, status: 'reserved', answer };
  await store.insert(id, { shown, rest: restFirst });
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
  const final = { ...shown, status: 'confirmed' };
  await store.replace(id, { shown: final, rest: restFinal });
  return final;
}

async function handle(request, text) {
  if (request.method === 'POST') return create(text);
  if (request.url.startsWith('/v1/redemptions?')) return { data: (await store.list()).map(({ shown }) => shown) };
  return (await store.find(request.url.slice('/v1/redemptions/'.length)))?.shown;
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    handle(request, Buffer.concat(chunks).toString()).then(
      (value) => {
        const body = JSON.stringify(value ?? null);
        const status = value === undefined ? 404 : request.method === 'POST' ? 201 : 200;
        response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
        response.end(body);
      },
      (error) => {
        process.stderr.write(`${error.stack}\n`);
        response.writeHead(500, { 'content-length': 0 }).end();
      },
    );
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', 4096, () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`));
