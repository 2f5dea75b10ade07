// Calls that wait, a lane for each account: whoever brings very many waits behind his own, and not everybody behind his.
import type { Waiting } from './round';

/** The records of two accounts are never the same, so the order among accounts is free. Within one it is that in which they came. */
export class Lanes {
  /** In the order of their turns. None is empty. */
  readonly #lanes = new Map<string, Waiting[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(waiting: Waiting): void {
    const { accountId } = waiting.call.asker;
    const lane = this.#lanes.get(accountId);
    if (lane) lane.push(waiting);
    else this.#lanes.set(accountId, [waiting]);
    this.#size += 1;
  }

  /** Before all that their accounts brought after them. Those accounts that were not served keep their turn: they come before all others. */
  putBack(calls: readonly Waiting[], served: ReadonlySet<string>): void {
    for (const waiting of calls.toReversed()) {
      const { accountId } = waiting.call.asker;
      const lane = this.#lanes.get(accountId);
      if (lane) lane.unshift(waiting);
      else this.#lanes.set(accountId, [waiting]);
    }
    this.#size += calls.length;
    this.#first(new Set(calls.map(({ call }) => call.asker.accountId).filter((accountId) => !served.has(accountId))));
  }

  /** One of each account, then the second of each, and so on. Nothing may be added or taken meanwhile. */
  *inTurn(): Generator<Waiting> {
    let open = [...this.#lanes.values()];
    for (let place = 0; open.length > 0; place += 1) {
      for (const lane of open) {
        const waiting = lane[place];
        if (waiting) yield waiting;
      }
      open = open.filter(({ length }) => length > place + 1);
    }
  }

  /** Those whose calls these are come after all others the next time. */
  take(calls: readonly Waiting[]): void {
    const taken = new Set(calls);
    for (const accountId of new Set(calls.map(({ call }) => call.asker.accountId))) {
      const left = this.#lanes.get(accountId)?.filter((waiting) => !taken.has(waiting)) ?? [];
      this.#lanes.delete(accountId);
      if (left.length > 0) this.#lanes.set(accountId, left);
    }
    this.#size -= calls.length;
  }

  #first(accountIds: ReadonlySet<string>): void {
    if (accountIds.size === 0) return;
    const others = [...this.#lanes].filter(([accountId]) => !accountIds.has(accountId));
    const first = [...accountIds].map((accountId) => [accountId, this.#lanes.get(accountId) ?? []] as const);
    this.#lanes.clear();
    for (const [accountId, lane] of [...first, ...others]) this.#lanes.set(accountId, lane);
  }
}
