// The floors of points, for floor.mjs. Both write what the service wrote for one call, for the participant (or the redemption) that the
// request names, and both write together what waits, as the ledger does.
//   writes  through Vouch's own store, by `commit`: what the ledger would reach if reading and deciding cost nothing.
//   rows    as many plain rows of the same size, by primary key alone, through the same engine.
import { createRequire } from 'node:module';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const hex = (bytes) => randomBytes(bytes).toString('hex');
/** As many calls as share a commit of the ledger. */
const MOST_TOGETHER = 64;

/** `{create(id, wait, path)}`, as floor.mjs wants it. */
export async function openPointsFloor({ kind, dist, url, planFile, of, sample, plainRows }) {
  const plan = JSON.parse(readFileSync(planFile, 'utf8'));
  const targets = of === 'reverse' ? plan.redemptions : plan.participants;
  const open = kind === 'points writes' ? openWrites : openRows;
  const write = await open({ dist, url, targets, sample, plainRows });
  const together = inGroups(write);
  return {
    async create(_id, _wait, path) {
      await together(/^\/v1\/[a-z]+\/([^/]+)/.exec(path)[1]);
    },
  };
}

/** Calls that wait while others are written are written together, in their order. */
function inGroups(write) {
  let waiting = [];
  let running = null;
  const work = async () => {
    await Promise.resolve();
    while (waiting.length > 0) {
      const some = waiting.splice(0, MOST_TOGETHER);
      try {
        await write(some.map(({ target }) => target));
        for (const { resolve } of some) resolve();
      } catch (error) {
        for (const { reject } of some) reject(error);
      }
    }
    running = null;
  };
  return (target) =>
    new Promise((resolve, reject) => {
      waiting.push({ target, resolve, reject });
      running ??= work();
    });
}

async function openWrites({ dist, url, targets, sample }) {
  const from = (path) => require(join(dist, path));
  const { openStore } = from('src/store/open.js');
  const { mergeChanges } = from('src/core/points/use-cases/ledger/merge-changes.js');
  const { NO_CHANGES } = from('src/core/points/decide/changes.js');
  const { decoded } = from('src/store/shared/points/codec.js');
  const { ClockUuids } = from('src/system/uuids.js');
  const uuids = new ClockUuids({ now: Date.now });
  const { points } = await openStore(url, { live: false, warn: () => undefined });
  const written = {};
  for (const { table, isNew, document } of sample.rows)
    (written[table.replace('points_', '')] ??= []).push({ isNew, record: decoded(document) });
  const floor = new Copies(written, { uuids, NO_CHANGES });
  const commit = async (all) => {
    const { kind } = await points.commit(mergeChanges(all));
    if (kind !== 'written') throw new Error(`the floor's own commit was ${kind}`);
  };
  for (let at = 0; at < targets.length; at += 500)
    await commit(targets.slice(at, at + 500).map((target) => floor.opened(target)));
  return (some) => commit(some.map((target) => floor.changesOf(target)));
}

/** Copies of what the service wrote for one call, under ids and revisions of their own. */
class Copies {
  #standing = new Map();
  #stock;

  constructor(written, { uuids, NO_CHANGES }) {
    Object.assign(this, { written, uuids, NO_CHANGES });
  }

  /** Whatever is replaced later has been there before: book and lot, what is reversed, the stock. */
  opened(target) {
    const { books, lots, limits = [], redemptions } = this.written;
    const of = { participantId: target, createdAt: Date.now(), seq: 1 };
    const book = { ...books[0].record, ...of, externalId: target, rev: 1 };
    const lot = { ...lots[0].record, ...of, id: this.uuids.next() };
    const redemption = { ...redemptions[0].record, ...of, id: target, version: 1 };
    this.#standing.set(target, { book, lot, redemption });
    const reversible = redemptions[0].isNew ? [] : [{ from: 0, record: redemption }];
    const isFirst = this.#stock === undefined && limits.length > 0;
    if (isFirst) this.#stock = { ...limits[0].record, rev: 1 };
    return {
      ...this.NO_CHANGES,
      books: [{ fromRev: 0, change: { book, lots: [lot], holds: [], entries: [] } }],
      redemptions: reversible,
      limits: isFirst ? [{ from: 0, record: this.#stock }] : [],
    };
  }

  changesOf(target) {
    const its = this.#standing.get(target);
    const at = Date.now();
    const { rev, seq } = its.book;
    const of = { participantId: target, createdAt: at };
    its.book = { ...its.book, rev: rev + 1, seq: seq + 1, head: hex(32), updatedAt: at };
    its.lot = { ...its.lot, available: its.lot.available - 1n };
    const { entries, reversals = [], keys, events } = this.written;
    const copies = (some, also) => some.map(({ record }) => ({ ...record, ...of, id: this.uuids.next(), ...also() }));
    const entry = () => ({ seq: seq + 1, hash: hex(32) });
    const change = { book: its.book, lots: [its.lot], holds: [], entries: copies(entries, entry) };
    return {
      ...this.NO_CHANGES,
      books: [{ fromRev: rev, change }],
      limits: this.#limits(),
      reversals: copies(reversals, () => ({ redemptionId: target, number: its.redemption.version })),
      redemptions: [this.#redemption(its, of)],
      keys: keys.map(({ record }) => ({ ...record, id: `key:${hex(32)}`, ownerId: this.uuids.next(), at })),
      events: events.map(({ record }) => ({
        ...record,
        id: `evt_${hex(12)}`,
        redemptionId: target,
        createdAt: at,
        seq: seq + 1,
      })),
    };
  }

  #limits() {
    if (!this.#stock) return [];
    const from = this.#stock.rev;
    this.#stock = { ...this.#stock, rev: from + 1, used: this.#stock.used + 1n };
    return [{ from, record: this.#stock }];
  }

  #redemption(its, of) {
    const { isNew, record } = this.written.redemptions[0];
    if (isNew) return { from: 0, record: { ...record, ...of, id: this.uuids.next() } };
    const { version } = its.redemption;
    its.redemption = { ...its.redemption, version: version + 1, updatedAt: of.createdAt };
    return { from: version, record: its.redemption };
  }
}

async function openRows({ targets, sample, plainRows }) {
  const rows = await plainRows();
  const textOf = ({ document }) => 'x'.repeat(document.length);
  const fresh = sample.rows.filter(({ isNew }) => isNew).map(textOf);
  const standing = sample.rows.filter(({ isNew }) => !isNew).map(textOf);
  const inserts = () => fresh.map((text) => ({ id: hex(16), text }));
  const updatesOf = (target) => standing.map((text, index) => ({ id: `${target} ${index}`, text }));
  for (let at = 0; at < targets.length; at += 500)
    await rows.together(targets.slice(at, at + 500).flatMap(updatesOf), []);
  return (some) => {
    // A row that several calls change is written once, as the ledger does.
    const updates = new Map(some.flatMap(updatesOf).map((row) => [row.id, row]));
    return rows.together(some.flatMap(inserts), [...updates.values()]);
  };
}
