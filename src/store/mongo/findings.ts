// Findings on MongoDB: statement lines that no redemption knows, kept until a person has looked at them.
import type { Finding } from '../../core/findings/finding';
import { FindingStore } from '../../core/findings/store';
import type { ReviewedQuery } from '../../core/values/page';
import { findingDocument, findingOf } from './document';
import { insertedInto } from './engine/duplicate';
import { findingList, found } from './lists';
import type { Collections } from './schema/collections';

/** `FindingStore` on MongoDB: one document each, replaced only at the version that was read. */
export class MongoFindings extends FindingStore {
  private readonly findings;

  constructor(collections: Collections) {
    super();
    this.findings = collections.findings;
  }

  override insert(finding: Finding): Promise<boolean> {
    return insertedInto(this.findings, findingDocument(finding));
  }

  override find(id: string): Promise<Finding | null> {
    return this.one({ _id: { $eq: id } });
  }

  override findByReference(livemode: boolean, type: string, reference: string): Promise<Finding | null> {
    return this.one({ livemode, type: { $eq: type }, reference: { $eq: reference } });
  }

  override async findByReferences(livemode: boolean, type: string, references: readonly string[]): Promise<Finding[]> {
    const filter = { livemode, type: { $eq: type }, reference: { $in: [...references] } };
    return (await this.findings.find(filter).toArray()).map(findingOf);
  }

  override async list(query: ReviewedQuery): Promise<Finding[]> {
    return (await found(this.findings, findingList(query))).map(findingOf);
  }

  override async replace(finding: Finding): Promise<boolean> {
    const at = { _id: finding.id, version: finding.version - 1 };
    const { matchedCount } = await this.findings.replaceOne(at, findingDocument(finding));
    return matchedCount === 1;
  }

  private async one(filter: Readonly<Record<string, unknown>>): Promise<Finding | null> {
    const finding = await this.findings.findOne(filter);
    return finding && findingOf(finding);
  }
}
