// Two floors: a bare node:http server, no framework, no checks, no provider, with a store.
//   writes  the very same durable writes that a redemption costs, through Vouch's own store: its document, what finds it, and its
//           events. What Vouch would reach if everything but its writes cost nothing.
//   rows    two plain rows of the same size, by primary key alone, through the same engine: what the engine would give to anyone.
// Those of points are in points-floor.mjs.
// `node bench/floor.mjs '{"kind","url","dist","delayMs","sample"}'`; prints its address.
import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { openPointsFloor } from './points-floor.mjs';

const options = JSON.parse(process.argv[2]);
const { kind, url, dist, delayMs, sample } = options;
const require = createRequire(import.meta.url);
const hex = (bytes) => randomBytes(bytes).toString('hex');
const STORES = { writes: onVouchStore, rows: onPlainRows };
const store = await (STORES[kind]?.() ?? openPointsFloor({ ...options, plainRows: openPlainRows }));

/** Vouch's own store. A redemption and its events are copies of a real one, under ids, claim and key of their own. */
async function onVouchStore() {
  const { openStore } = require(join(dist, 'src/store/open.js'));
  const opened = await openStore(url, { live: false, warn: () => undefined });
  const { redemptions } = opened;
  const scope = { accountId: sample.first.accountId, livemode: sample.first.livemode };
  const copyOf = (redemption, id, claim) => ({
    ...redemption,
    id,
    claim,
    operations: redemption.operations.map((operation) => ({ ...operation, reference: id.slice(4) })),
    idempotency: redemption.idempotency.map((entry) => ({ ...entry, scope: claim })),
  });
  const toldOf = (events, id) => events.map((event) => ({ ...event, id: `evt_${hex(12)}`, redemptionId: id }));
  return {
    async create(id, wait) {
      const claim = hex(32);
      const first = copyOf(sample.first, id, claim);
      await redemptions.insert(first, toldOf(sample.firstEvents, id));
      await wait();
      await redemptions.replace(copyOf(sample.final, id, claim), first.rev, toldOf(sample.finalEvents, id));
    },
    find: (id) => redemptions.find(id),
    list: () => redemptions.list({ ...scope, limit: 20 }),
  };
}

/** Text of the size that Vouch's documents have, in one plain table or collection. */
async function onPlainRows() {
  const rows = await openPlainRows();
  const first = filler(JSON.stringify(sample.first).length);
  const final = filler(JSON.stringify(sample.final).length);
  return {
    async create(id, wait) {
      await rows.insert(id, { id, text: first });
      await wait();
      await rows.replace(id, { id, text: final });
    },
    find: (id) => rows.find(id),
    list: () => rows.list(),
  };
}

function openPlainRows() {
  return url.startsWith('sqlite:') ? onSqlite(url.slice('sqlite:'.length)) : onMongo(url);
}

/** The very classes that Vouch's embedded store writes through, with one plain table. */
async function onSqlite(path) {
  const { Database } = require(join(dist, 'src/store/sqlite/engine/database.js'));
  const { GroupCommit } = require(join(dist, 'src/store/sqlite/engine/group-commit.js'));
  const database = await Database.open(path);
  const writer = new GroupCommit(database);
  database.run('CREATE TABLE IF NOT EXISTS floor (id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT');
  return {
    insert: (id, document) =>
      writer.write(() => database.run('INSERT INTO floor VALUES (?, ?)', id, JSON.stringify(document))),
    replace: (id, document) =>
      writer.write(() => database.run('UPDATE floor SET document = ? WHERE id = ?', JSON.stringify(document), id)),
    together: (fresh, standing) =>
      writer.write(() => {
        for (const { id, text } of fresh) database.run('INSERT INTO floor VALUES (?, ?)', id, text);
        for (const { id, text } of standing) database.run('UPDATE floor SET document = ? WHERE id = ?', text, id);
      }),
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
    together: (fresh, standing) =>
      connection.getClient().withSession((session) =>
        session.withTransaction(async () => {
          const inserts = fresh.map(({ id, text }) => ({ insertOne: { document: { _id: id, text } } }));
          const updates = standing.map(({ id, text }) => ({
            replaceOne: { filter: { _id: id }, replacement: { text } },
          }));
          await documents.bulkWrite([...inserts, ...updates], { session, ordered: false });
        }),
      ),
    find: (id) => documents.findOne({ _id: id }),
    list: () => documents.find().sort({ _id: -1 }).limit(20).toArray(),
  };
}

function filler(bytes) {
  return 'x'.repeat(Math.max(0, bytes));
}

let count = 0;
/** An answer of the size that Vouch's has. */
const shown = (id) => ({ id, answer });
const answer = filler(sample.replyBytes - 60);
const wait = async () => {
  if (delayMs > 0) await new Promise((wake) => setTimeout(wake, delayMs));
};

async function create(path) {
  count += 1;
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  const id = `rdm_${seconds}${count.toString(16).padStart(12, '0')}${hex(2)}`;
  await store.create(id, wait, path);
  return shown(id);
}

async function handle(request, text) {
  if (request.method === 'POST') {
    JSON.parse(text);
    return create(request.url);
  }
  if (request.url.startsWith('/v1/redemptions?')) return { data: (await store.list()).map(({ id }) => shown(id)) };
  const found = await store.find(request.url.slice('/v1/redemptions/'.length));
  return found ? shown(found.id) : undefined;
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
