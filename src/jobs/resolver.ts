// Runs the resolver: finds redemptions that are due and lets the core resolve each. Decides nothing itself.
import type { Logger } from 'pino';
import type { Due } from '../core/redemption/store';
import type { Services } from '../core/use-cases/services';
import { isLeftAlone, RESOLVER, resolveRedemption } from '../core/use-cases/resolve';
import type { Instant } from '../core/values/time';
import { inSpan } from '../observability/tracing/spans';
import { MisdatedRedemptions, type Misdated } from './misdated';
import { Poller } from './poller';

export interface ResolverOptions {
  /** Milliseconds between two looks where the last one found less than a full batch. */
  readonly everyMs: number;
  /** Redemptions worked on at once. */
  readonly concurrency: number;
  /** Most redemptions that are worked on after one look. */
  readonly batch?: number;
}

const BATCH = 100;
/** Where there is more than a batch, so many are looked at, and accounts take turns: the doubts of one are not the others' wait. */
const MOST_LOOKED_AT = 2_000;
/** After this it is looked at again: a minute more or less means nothing to work that waits for an operator. */
const LEFT_ALONE_MS = 60_000;
/** What is left alone is read again and again, so there is an end to it: past this the queue waits. */
const MOST_LEFT_ALONE = 5_000;

/**
 * Resolves what is due, again and again, until it is stopped. Safe to run on several instances: each write is a
 * compare-and-set.
 */
export class Resolver {
  readonly #poller: Poller;
  readonly #misdated: MisdatedRedemptions;
  #running: Promise<number> | undefined;
  #stopping = false;
  /** Due, but sealed with a key that is not here; until when it is passed over, so that others get their turn. */
  readonly #leftAlone = new Map<string, number>();

  constructor(
    private readonly services: Services,
    private readonly options: ResolverOptions,
    private readonly logger: Pick<Logger, 'error'>,
    private readonly onLeftAlone: (id: string) => void = () => undefined,
  ) {
    this.#misdated = new MisdatedRedemptions(services.store.redemptions, services.clock);
    const look = async () => (await this.runOnce()) >= this.#batch;
    this.#poller = new Poller(look, options.everyMs, (error) => this.#report(error));
  }

  /** The first look is at once. Starting twice is starting once. */
  start(): void {
    this.#stopping = false;
    this.#poller.start();
  }

  /** No new look, and the redemptions under way are finished first. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#poller.stop();
    await this.#running;
  }

  /**
   * Looks once at everything that is due now, at most one batch. Says how many redemptions that were. Never rejects; a call
   * during a look joins it.
   */
  runOnce(): Promise<number> {
    this.#running ??= this.#look()
      .catch((error: unknown) => {
        this.#report(error);
        return 0;
      })
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  get #batch(): number {
    return this.options.batch ?? BATCH;
  }

  #report(error: unknown): void {
    this.logger.error({ err: error }, 'The resolver could not read what is due; it tries again');
  }

  async #look(): Promise<number> {
    const now = this.services.clock.now();
    for (const [id, until] of this.#leftAlone) if (until <= now) this.#leftAlone.delete(id);
    let due = await this.#due(now, this.#batch);
    if (due.length >= this.#batch) due = inTurn(await this.#due(now, MOST_LOOKED_AT)).slice(0, this.#batch);
    const waiting: Misdated[] = [...(await this.#misdated.due()), ...due.map(({ id }) => ({ id, asOf: 0 }))];
    const workers = Array.from({ length: Math.min(this.options.concurrency, waiting.length) }, () =>
      this.#work(waiting),
    );
    const failed = (await Promise.all(workers)).reduce((sum, count) => sum + count, 0);
    // What failed stays due and leads the next batch: looking again at once would only spin.
    return failed > 0 ? Math.min(due.length, this.#batch - 1) : due.length;
  }

  async #due(now: Instant, most: number): Promise<Due[]> {
    const found = await this.services.store.redemptions.due(now, most + this.#leftAlone.size);
    return found.filter(({ id }) => !this.#leftAlone.has(id));
  }

  #leaveAlone(id: string): void {
    this.onLeftAlone(id);
    if (this.#leftAlone.size < MOST_LEFT_ALONE) this.#leftAlone.set(id, this.services.clock.now() + LEFT_ALONE_MS);
  }

  /** Works through the list next to other workers. Says how many redemptions failed. */
  async #work(waiting: Misdated[]): Promise<number> {
    let failed = 0;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      // A stop waits for what is under way, not for what has not begun.
      if (this.#stopping) break;
      const { id, asOf } = next;
      try {
        const resolved = await inSpan('use case resolve', { 'vouch.redemption_id': id }, () =>
          resolveRedemption(this.services, id, RESOLVER, asOf),
        );
        if (resolved && isLeftAlone(this.services, resolved)) this.#leaveAlone(id);
      } catch (error) {
        failed += 1;
        this.logger.error({ err: error, redemption_id: id }, 'A due redemption could not be resolved; it stays due');
      }
    }
    return failed;
  }
}

/** One of each account, then the next one of each: those of an account stay in their order. */
function inTurn(due: readonly Due[]): Due[] {
  const rounds: Due[][] = [];
  const seen = new Map<string, number>();
  for (const one of due) {
    const round = seen.get(one.accountId) ?? 0;
    seen.set(one.accountId, round + 1);
    (rounds[round] ??= []).push(one);
  }
  return rounds.flat();
}
