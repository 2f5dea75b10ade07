// The writes of redemptions: what is asked for at the same time goes to the server in one command and waits for one majority.
// Each write keeps its own fate.
import { isDeepStrictEqual } from 'node:util';
import { mongo } from 'mongoose';
import type { RedemptionEvent } from '../../core/events/event';
import { addsReversal, type ReplaceResult } from '../../core/redemption/store';
import type { Redemption } from '../../core/redemption/redemption';
import { BEGIN_MS } from '../../core/values/visible';
import { writeTogether } from './engine/bulk-write';
import { TooLate, whileFresh } from './engine/fresh';
import { fieldsOf, outboxOf, type RedemptionDocument, redemptionOf } from './document';
import { type Settled, SharedCommand } from './engine/shared-command';

interface Replacement {
  readonly redemption: Redemption;
  readonly expectedRev: number;
  readonly events: readonly RedemptionEvent[];
}

/** Something that becomes a new row of a list. */
interface Dated {
  /** Milliseconds since the call that dated it. */
  readonly age: () => number;
}

interface Insertion extends Dated {
  readonly document: RedemptionDocument;
}

const WRITTEN = { kind: 'written' } as const;
const STALE = { kind: 'stale' } as const;

/** Writes redemptions, many in one command. Knows nothing of claims: it passes on what a unique index says. */
export class RedemptionWrites {
  private readonly inserts = new SharedCommand((asked: readonly Insertion[]) =>
    inTime(asked, (some, age) => this.insertAll(some, age)),
  );
  private readonly replaces = new SharedCommand((asked: readonly Replacement[]) => this.replaceAll(asked));
  /** In commands of their own: what must not come late is not sent then, and an answer of a provider would share that fate. */
  private readonly additions = new SharedCommand((asked: readonly (Replacement & Dated)[]) =>
    inTime(asked, (some, age) => this.replaceAll(some, whileFresh(age))),
  );

  constructor(private readonly collection: mongo.Collection<RedemptionDocument>) {}

  /**
   * Throws what the server says against it, such as a duplicate key. Not begun once its `age` in milliseconds is more than `BEGIN_MS`,
   * and not sent once it is more than `LEAVE_MS`.
   */
  insert(redemption: Redemption, events: readonly RedemptionEvent[], age: () => number): Promise<typeof WRITTEN> {
    const outbox = outboxOf(events);
    const document = { _id: redemption.id, ...fieldsOf(redemption), outbox, outboxed: outbox.length > 0 };
    return this.inserts.call({ document, age });
  }

  /**
   * The same, and `age` counts where it adds a reversal: that is a new row of a list. Any other is written however long it took: it moves no
   * row of a list, and what a provider answered must be written. An error that is no refusal leaves open whether it was written.
   */
  replace(
    redemption: Redemption,
    expectedRev: number,
    events: readonly RedemptionEvent[],
    age: () => number,
  ): Promise<ReplaceResult> {
    const asked = { redemption, expectedRev, events };
    return addsReversal(redemption) ? this.additions.call({ ...asked, age }) : this.replaces.call(asked);
  }

  private async insertAll(asked: readonly Insertion[], age: () => number): Promise<Settled<typeof WRITTEN>[]> {
    const inserts = asked.map(({ document }) => ({ insertOne: { document } }));
    const { faults, done } = await writeTogether(this.collection, inserts, whileFresh(age));
    const unrefused = faults.filter((fault) => fault === null).length;
    if (done < unrefused) throw new Error('MongoDB acknowledged fewer inserts than it was given');
    return faults.map((fault) => (fault === null ? { value: WRITTEN } : { error: fault }));
  }

  private async replaceAll(
    asked: readonly Replacement[],
    options: mongo.BulkWriteOptions = {},
  ): Promise<Settled<ReplaceResult>[]> {
    const { faults, done } = await writeTogether(this.collection, asked.map(updateOf), options);
    const unrefused = faults.filter((fault) => fault === null).length;
    if (done > 0 && done < unrefused) return this.tell(asked, faults);
    // All of them or none.
    const value = done > 0 ? WRITTEN : STALE;
    return faults.map((fault) => (fault === null ? { value } : { error: fault }));
  }

  /** MongoDB says how many of several replaces matched, not which. It takes a lost race to get here: what stands there now tells. */
  private async tell(asked: readonly Replacement[], faults: readonly unknown[]): Promise<Settled<ReplaceResult>[]> {
    const ids = asked.map(({ redemption }) => redemption.id);
    const rows = await this.collection.find({ _id: { $in: ids } }).toArray();
    const standing = new Map(rows.map((row) => [row._id, redemptionOf(row)]));
    return asked.map((one, index) =>
      faults[index] === null ? fateOf(one, standing.get(one.redemption.id)) : { error: faults[index] },
    );
  }
}

/** Those that are not too old to be begun go to `write` together, with the age of the oldest; the others are refused. */
async function inTime<Ask extends Dated, Answer>(
  asked: readonly Ask[],
  write: (some: readonly Ask[], age: () => number) => Promise<Settled<Answer>[]>,
): Promise<Settled<Answer>[]> {
  const some = asked.filter(({ age }) => age() <= BEGIN_MS);
  const oldest = () => Math.max(...some.map(({ age }) => age()));
  const written = some.length > 0 ? await write(some, oldest) : [];
  return asked.map((one) => written[some.indexOf(one)] ?? { error: new TooLate() });
}

/** Every field is set, and the outbox only grown: events that are still waiting there are not this writer's to drop. */
function updateOf({ redemption, expectedRev, events }: Replacement): mongo.AnyBulkWriteOperation<RedemptionDocument> {
  const filter = { _id: redemption.id, rev: expectedRev };
  const fields = fieldsOf(redemption);
  if (events.length === 0) return { updateOne: { filter, update: { $set: fields } } };
  const update = { $set: { ...fields, outboxed: true }, $push: { outbox: { $each: outboxOf(events) } } };
  return { updateOne: { filter, update } };
}

/** By the id of the write, which stands in the journal for good; not by the text, which a database may hand back changed. */
function fateOf({ redemption, expectedRev }: Replacement, standing: Redemption | undefined): Settled<ReplaceResult> {
  if (!standing || standing.rev <= expectedRev) return { value: STALE };
  const writeId = redemption.journal.at(-1)?.writeId;
  const isWritten =
    writeId === undefined ? isSame(standing, redemption) : standing.journal.some((entry) => entry.writeId === writeId);
  if (!isWritten) return { value: STALE };
  if (standing.rev === expectedRev + 1) return { value: WRITTEN };
  // Others have written since: over this one, or over another of the same id.
  return { error: new Error('Written over at once: whether it was written has to be read') };
}

/** Whether what was read is what was written: as the core made it, without what JSON leaves out. */
export function isSame(standing: Redemption, written: Redemption): boolean {
  return isDeepStrictEqual(standing, JSON.parse(JSON.stringify(written)));
}
