// Findings on MongoDB: statement lines that no redemption knows, kept until a person has looked at them.
import type { Finding } from '../../core/finding';
import { FindingStore } from '../../core/ports';
import { type FindingDocument, findingDocument, findingOf } from './document';
import { isDuplicate } from './duplicate';
import { openFindingList, type OpenQuery } from './lists';
import { collectionOf, type Models } from './schemas';

export class MongoFindings extends FindingStore {
  constructor(private readonly models: Models) {
    super();
  }

  override async insert(finding: Finding): Promise<boolean> {
    try {
      await collectionOf(this.models.findings).insertOne({ ...findingDocument(finding) });
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  override find(id: string): Promise<Finding | null> {
    return this.one({ _id: { $eq: id } });
  }

  override findByReference(livemode: boolean, type: string, reference: string): Promise<Finding | null> {
    return this.one({ livemode, type: { $eq: type }, reference: { $eq: reference } });
  }

  override async listOpen(query: OpenQuery): Promise<Finding[]> {
    const { filter, sort, index, limit } = openFindingList(query);
    const found = this.models.findings.find(filter).sort(sort).hint(index).limit(limit);
    return (await found.lean<FindingDocument[]>()).map(findingOf);
  }

  override async replace(finding: Finding): Promise<boolean> {
    const at = { _id: finding.id, version: finding.version - 1 };
    const { matchedCount } = await collectionOf(this.models.findings).replaceOne(at, findingDocument(finding));
    return matchedCount === 1;
  }

  private async one(filter: Readonly<Record<string, unknown>>): Promise<Finding | null> {
    const found = await this.models.findings.findOne(filter).lean<FindingDocument>();
    return found ? findingOf(found) : null;
  }
}
