// Whole redemptions: those that are asked for at the same time are read in one command, and what a large one costs this process is told
// to whoever shares out its time.
import { mongo } from 'mongoose';
import type { LargeReads } from '../../core/redemption/store';
import type { Redemption } from '../../core/redemption/redemption';
import { type RedemptionDocument, redemptionOf, type StoredRedemption, WITHOUT_OUTBOX } from './document';
import { answersTo, SharedCommand } from './engine/shared-command';
import { Turns } from '../../system/turns';

/** An ordinary redemption has a hundredth of that; the largest are read for tens of milliseconds in one piece. */
const LARGE_BYTES = 128 * 1024;

/** What finds redemptions. */
export type Filter = mongo.Filter<RedemptionDocument>;

/** Reads redemptions, many in one command. */
export class RedemptionReads {
  private readonly turns = new Turns();
  private readonly byId = new SharedCommand((ids: readonly string[]) =>
    this.each(ids, '_id', (redemption) => [redemption.id]),
  );
  private readonly byScope = new SharedCommand((scopes: readonly string[]) =>
    this.each(scopes, 'idempotency.scope', ({ idempotency }) => idempotency.map(({ scope }) => scope)),
  );

  constructor(
    private readonly collection: mongo.Collection<RedemptionDocument>,
    private readonly largeReads: LargeReads,
  ) {}

  find(id: string): Promise<Redemption | null> {
    return this.byId.call(id);
  }

  findByScope(scope: string): Promise<Redemption | null> {
    return this.byScope.call(scope);
  }

  /** `name`: the id of something in it, by which it is asked for. */
  async findBy(filter: Filter, name: string): Promise<Redemption | null> {
    const [found] = await this.read(filter, 1, name);
    return found ?? null;
  }

  /** For each of `values` the redemption that has it in `field`, all of them in one command. */
  private async each(
    values: readonly string[],
    field: string,
    valuesOf: (redemption: Redemption) => readonly string[],
  ): Promise<{ value: Redemption | null }[]> {
    const read = await this.read({ [field]: { $in: [...new Set(values)] } }, 0);
    return answersTo(
      values,
      read.flatMap((one) => valuesOf(one).map((value) => [value, one] as const)),
    );
  }

  /** As bytes, so that their size is known for nothing, and everybody else has a turn between two large ones. */
  private async read(filter: Filter, limit: number, name?: string): Promise<Redemption[]> {
    const found = this.collection.find<Uint8Array>(filter, { projection: WITHOUT_OUTBOX, limit, raw: true });
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
