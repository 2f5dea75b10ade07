// What people have used of what is bounded by the day, on MongoDB: one document a person and mode.
import { AllowanceStore, type Allowance } from '../../../core/accounts/allowance';
import { insertedInto } from '../engine/duplicate';
import type { AllowanceDocument, Collections } from '../schema/collections';

/** `AllowanceStore` on MongoDB: replaced only at the revision that was read. */
export class MongoAllowances extends AllowanceStore {
  private readonly allowances;

  constructor(collections: Collections) {
    super();
    this.allowances = collections.allowances;
  }

  override async find(id: string): Promise<Allowance | null> {
    const found = await this.allowances.findOne({ _id: { $eq: id } });
    return found && allowanceOf(found);
  }

  override async put({ id, ...rest }: Allowance): Promise<boolean> {
    const document: AllowanceDocument = { _id: id, ...rest };
    if (rest.rev === 1) return insertedInto(this.allowances, document);
    const { matchedCount } = await this.allowances.replaceOne({ _id: id, rev: rest.rev - 1 }, document);
    return matchedCount === 1;
  }
}

function allowanceOf({ _id, ...rest }: AllowanceDocument): Allowance {
  return { id: _id, ...rest };
}
