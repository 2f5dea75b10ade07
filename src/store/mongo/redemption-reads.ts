// Whole redemptions: those that are asked for at the same time are read in one command, and what a large one costs this process is told
// to whoever shares out its time.
import { mongo } from 'mongoose';
import type { LargeReads } from '../../core/redemption/store';
import type { Redemption } from '../../core/redemption/redemption';
import { type RedemptionDocument, redemptionOf, type StoredRedemption, WITHOUT_OUTBOX } from './document';
import { answersTo, SharedCommand } from './engine/shared-command';
import { MINUTE_MS } from '../../core/values/time';
import { isMadeWithin } from '../../system/ids';
import { Turns } from '../../system/turns';

/** An ordinary redemption has a hundredth of that; the largest are read for tens of milliseconds in one piece. */
const LARGE_BYTES = 128 * 1024;

/** Longer than a replica set takes to agree on its primary. */
const NEW_MS = MINUTE_MS;
/** Less than a caller is kept waiting. */
const LINEARIZABLE: mongo.FindOptions = { readConcern: { level: 'linearizable' }, maxTimeMS: 5_000 };

/** What finds redemptions. */
export type Filter = mongo.Filter<RedemptionDocument>;

/** Reads redemptions, many in one command. */
export class RedemptionReads {
  private readonly turns = new Turns();
  private readonly byId = new SharedCommand((ids: readonly string[]) =>
    this.each(ids, '_id', (redemption) => [redemption.id]),
  );
  private readonly surelyById = new SharedCommand((ids: readonly string[]) =>
    this.each(ids, '_id', (redemption) => [redemption.id], LINEARIZABLE),
  );
  private readonly byScope = new SharedCommand((scopes: readonly string[]) =>
    this.each(scopes, 'idempotency.scope', ({ idempotency }) => idempotency.map(({ scope }) => scope)),
  );

  constructor(
    private readonly collection: mongo.Collection<RedemptionDocument>,
    private readonly largeReads: LargeReads,
    /** A server alone, for tests, has no majority to ask. */
    private readonly replicated: boolean,
  ) {}

  /**
   * What is not there may be new: a primary that was overtaken reads what it had, and one that has only just come up does not know yet what a
   * majority has. So a majority is asked for it then, which fails where there is none.
   */
  async find(id: string): Promise<Redemption | null> {
    const found = await this.byId.call(id);
    if (found || !this.replicated || !isMadeWithin(id, NEW_MS, Date.now())) return found;
    return this.surelyById.call(id);
  }

  findByScope(scope: string): Promise<Redemption | null> {
    return this.byScope.call(scope);
  }

  /** `name`: the id of something in it, by which it is asked for. */
  async findBy(filter: Filter, name: string): Promise<Redemption | null> {
    const [found] = await this.read(filter, { limit: 1 }, name);
    return found ?? null;
  }

  /** For each of `values` the redemption that has it in `field`, all of them in one command. */
  private async each(
    values: readonly string[],
    field: string,
    valuesOf: (redemption: Redemption) => readonly string[],
    how: mongo.FindOptions = {},
  ): Promise<{ value: Redemption | null }[]> {
    const read = await this.read({ [field]: { $in: [...new Set(values)] } }, how);
    return answersTo(
      values,
      read.flatMap((one) => valuesOf(one).map((value) => [value, one] as const)),
    );
  }

  /** As bytes, so that their size is known for nothing, and everybody else has a turn between two large ones. */
  private async read(filter: Filter, how: mongo.FindOptions, name?: string): Promise<Redemption[]> {
    const found = this.collection.find<Uint8Array>(filter, { ...how, projection: WITHOUT_OUTBOX, raw: true });
    const redemptions: Redemption[] = [];
    for (const bytes of await found.toArray()) {
      const redemption = redemptionOf(mongo.BSON.deserialize(bytes) as StoredRedemption);
      redemptions.push(redemption);
      if (bytes.byteLength <= LARGE_BYTES) continue;
      const { id, accountId } = redemption;
      this.largeReads.tell({ id: name ?? id, accountId, bytes: bytes.byteLength });
      await this.turns.next();
    }
    return redemptions;
  }
}
