// Marks of restored backups on MongoDB: documents among the markers, so that an earlier version beside this one takes them as they are.
import type { RestoreMark } from '../../core/restores/restore-mark';
import { RestoreStore } from '../../core/restores/store';
import { insertedInto } from './engine/duplicate';
import type { Collections, MarkerDocument } from './schema/collections';

const PREFIX = 'restored:';
/** The character after the prefix's last one: the end of the range of its ids. */
const BEHIND = 'restored;';

/** `RestoreStore` on MongoDB: one document each, replaced only at the version that was read. */
export class MongoRestores extends RestoreStore {
  private readonly markers;

  constructor(collections: Collections) {
    super();
    this.markers = collections.markers;
  }

  override async list(): Promise<RestoreMark[]> {
    const found = await this.markers
      .find({ _id: { $gte: PREFIX, $lt: BEHIND } })
      .sort({ _id: 1 })
      .toArray();
    return found.flatMap(({ restored }) => restored ?? []);
  }

  override insert(mark: RestoreMark): Promise<boolean> {
    return insertedInto(this.markers, documentOf(mark));
  }

  override async replace(mark: RestoreMark): Promise<boolean> {
    const at = { _id: PREFIX + mark.id, 'restored.version': mark.version - 1 };
    const { matchedCount } = await this.markers.replaceOne(at, documentOf(mark));
    return matchedCount === 1;
  }
}

function documentOf(mark: RestoreMark): MarkerDocument {
  return { _id: PREFIX + mark.id, restored: mark };
}
