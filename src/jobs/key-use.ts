// Notes when each key was used last. Looked at by people who want to know which keys can go: a minute is near enough, and costs no
// request anything.
import { mapPorts, type Store } from '../core/store';
import type { Services } from '../core/use-cases/services';
import { MINUTE_MS, type Instant } from '../core/values/time';
import { wrapCalls, type CallWrapper } from '../system/wrap-calls';
import { Poller } from './poller';

/** So many keys wait for the next minute: as many as accounts have, by far. */
const MOST_WAITING = 100_000;

/** The same services, whose store tells `note` the id of every key that was looked for by its digest and found. */
export function watchKeys<S extends Pick<Services, 'store'>>(services: S, note: (keyId: string) => void): S {
  const watch: CallWrapper = async (_operation, _args, call) => {
    const result = await call();
    const key = result as Awaited<ReturnType<Store['accounts']['findKeyByDigest']>>;
    if (key?.revokedAt === null) note(key.id);
    return result;
  };
  const store = mapPorts(services.store, (port, name) =>
    name === 'accounts' ? wrapCalls(port, name, watch, ['findKeyByDigest']) : port,
  );
  return { ...services, store };
}

/** Several instances may run at once: the latest moment stays. */
export class KeyUse {
  readonly #poller: Poller;
  readonly #used = new Map<string, Instant>();

  constructor(
    private readonly services: Pick<Services, 'store' | 'clock'>,
    private readonly onError: (error: unknown) => void,
  ) {
    const work = async () => {
      await this.write();
      return false;
    };
    this.#poller = new Poller(work, MINUTE_MS, onError);
  }

  /** The key is used at this moment. */
  note(keyId: string): void {
    if (this.#used.size < MOST_WAITING || this.#used.has(keyId)) this.#used.set(keyId, this.services.clock.now());
  }

  start(): void {
    this.#poller.start();
  }

  /** Waits for the run under way, then writes what was noted since. */
  async stop(): Promise<void> {
    await this.#poller.stop();
    await this.write().catch(this.onError);
  }

  /** Writes what was noted since the last time. Where the store does not take it, the next run does. */
  async write(): Promise<void> {
    const uses = new Map(this.#used);
    await this.services.store.accounts.noteKeysUsed(uses);
    for (const [id, at] of uses) if (this.#used.get(id) === at) this.#used.delete(id);
  }
}
