// The ledger's share of the disk in the simulated world: one for all processes, which reads in pieces, and loses, delays and doubts
// commits. Every commit is checked at the moment it lands.
import { FIRST_HEAD, entryHash } from '../../src/core/points/book/entry';
import type { Book } from '../../src/core/points/book/book';
import type { BookWrite, Changes } from '../../src/core/points/decide/changes';
import type { CommitResult } from '../../src/core/points/store';
import type { StoredKind, StoredKinds } from '../../src/store/shared/points/kinds';
import type { StoredQuery } from '../../src/store/shared/points/queries';
import { bookFaults } from '../points/check-ledger';
import { MemoryStore, Rows, type Safeguard } from '../points/memory-store';
import { sha256 } from '../points/world';
import type { Process, World } from './world';

/** Ways to take the ledger's safeguards away, to see that the simulation notices. */
export interface LedgerFlaws {
  readonly ledgerWithout?: Safeguard;
}

export class LedgerDisk {
  readonly violations: string[] = [];
  readonly rows = new Rows();
  /** As it is, without waiting: for setting up, and for looking at the end. */
  readonly plain: MemoryStore;

  constructor(
    readonly world: World,
    readonly flaws: LedgerFlaws,
  ) {
    this.plain = new MemoryStore([], null, this.rows);
  }
}

/** One process's connection to it. */
export class SimulatedPoints extends MemoryStore {
  constructor(
    private readonly disk: LedgerDisk,
    private readonly process: Process,
  ) {
    super([], disk.flaws.ledgerWithout ?? null, disk.rows);
  }

  protected override async byIds<K extends StoredKind>(kind: K, ids: readonly string[]): Promise<StoredKinds[K][]> {
    // Others may write between the book and what it guards. The rest is of the moment of either.
    if (kind === 'books' || kind === 'lots') await this.#turn();
    return super.byIds(kind, ids);
  }

  protected override async page<K extends StoredKind>(query: StoredQuery<K>): Promise<StoredKinds[K][]> {
    await this.#turn();
    return super.page(query);
  }

  override async commit(changes: Changes): Promise<CommitResult> {
    const { world } = this.disk;
    const { chance, chaos, tally } = world;
    // Now and then for longer than a till waits.
    await world.ticket(this.process, 'points write', chaos && chance.hit(0.04) ? chance.between(1000, 40_000) : 0);
    const fate = chaos
      ? chance.weighted({ fine: 90, stale: 2, throws_unwritten: 2, throws_written: 3, throws_then_written: 2 })
      : 'fine';
    if (fate === 'stale') {
      tally.lostRaces += 1;
      return { kind: 'stale' };
    }
    if (fate.startsWith('throws')) {
      tally.unknownCommits += 1;
      world.note(this.process.name, `points commit ${fate}`);
      if (fate === 'throws_written') await this.#land(changes);
      if (fate === 'throws_then_written')
        world.timer(chance.between(1, 40_000), 'late points commit', () => void this.#land(changes));
      await world.ticket(this.process, 'points write failed');
      throw new Error('The commit was not acknowledged');
    }
    const result = await this.#land(changes);
    await world.ticket(this.process, 'points written');
    return result;
  }

  async #turn(): Promise<void> {
    const { world } = this.disk;
    await world.ticket(this.process, 'points read');
    if (world.chaos && world.chance.hit(0.002)) throw new Error('The ledger could not be read');
  }

  async #land(changes: Changes): Promise<CommitResult> {
    const { plain, violations, world } = this.disk;
    const before = new Map(plain.every('books').map((book) => [book.participantId, book]));
    const result = await super.commit(changes);
    if (result.kind !== 'written') world.tally.lostRaces += 1;
    else for (const write of changes.books) violations.push(...this.#broken(write, before));
    return result;
  }

  /** The rules of `docs/points.md`, apart from the code that keeps them. */
  #broken({ change }: BookWrite, books: ReadonlyMap<string, Book>): string[] {
    const { book, entries } = change;
    const before = books.get(book.participantId);
    let [seq, head] = [before?.seq ?? 0, before?.head ?? FIRST_HEAD];
    const broken = bookFaults(this.disk.plain, book);
    if (book.rev <= (before?.rev ?? 0)) broken.push('the revision moves on');
    for (const entry of entries) {
      seq += 1;
      head = entryHash(head, book.participantId, seq, entry, sha256);
      const sum = entry.postings.reduce((total, { units }) => total + units, 0n);
      if (entry.postings.length < 2 || sum !== 0n) broken.push('the postings of an entry sum to zero');
      if (entry.seq !== seq || entry.hash !== head) broken.push('the journal is one chain without a gap');
    }
    if (book.seq !== seq || book.head !== head) broken.push('the book knows its newest entry');
    return broken.map((rule) => `points of ${book.externalId}: ${rule}`);
  }
}
