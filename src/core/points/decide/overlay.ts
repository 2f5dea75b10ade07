// The records as they are once some changes are applied, without applying them.
import type { Changes } from './changes';
import type { Finder, RecordKind, RecordKinds } from './rows';

/** Finds first in the changes, then in what lies below. */
export class Overlay implements Finder {
  readonly #changed = new Map<string, unknown>();

  constructor(
    private readonly below: Finder,
    changes: Changes,
  ) {
    for (const { change } of changes.books) {
      this.#changed.set(`books ${change.book.participantId}`, change.book);
      for (const lot of change.lots) this.#changed.set(`lots ${lot.id}`, lot);
      for (const entry of change.entries) this.#changed.set(`entries ${entry.id}`, entry);
    }
    for (const kind of ['programs', 'assets', 'rewards', 'entities', 'limits', 'redemptions'] as const)
      for (const { record } of changes[kind]) this.#changed.set(`${kind} ${record.id}`, record);
    for (const reversal of changes.reversals) this.#changed.set(`reversals ${reversal.id}`, reversal);
  }

  find<K extends RecordKind>(kind: K, id: string): RecordKinds[K] | null {
    const changed = this.#changed.get(`${kind} ${id}`);
    return changed === undefined ? this.below.find(kind, id) : (changed as RecordKinds[K]);
  }
}
