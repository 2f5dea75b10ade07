// Runs the resolver: finds redemptions that are due and lets the core resolve each. Decides nothing itself.
import type { Logger } from 'pino';
import type { Due } from '../core/redemption/store';
import type { Services } from '../core/use-cases/services';
import { isLeftAlone, RESOLVER, resolveRedemption } from '../core/use-cases/resolve';
import type { Instant } from '../core/values/time';
import { inSpan } from '../observability/tracing/spans';
import { rest } from '../system/pause';
import { AwayTold } from './away-told';
import { DueByAccount } from './due-by-account';
import { inTurn } from './in-turn';
import { MisdatedRedemptions, type Misdated } from './misdated';
import { Poller } from './poller';
import { ResolverQueue, type Waiting } from './resolver-queue';

export interface ResolverOptions {
  /** Milliseconds between two looks; the next one is at once where all of a full batch has begun. */
  readonly everyMs: number;
  /** Redemptions worked on at once. */
  readonly concurrency: number;
  /** Most redemptions that wait for a place after one look, and as many misdated ones. */
  readonly batch?: number;
}

const BATCH = 100;
/** After this it is looked at again: a minute more or less means nothing to work that waits for an operator. */
const LEFT_ALONE_MS = 60_000;
/** What is left alone is read again and again, so there is an end to it: past this the queue waits. */
const MOST_LEFT_ALONE = 5_000;

/**
 * Resolves what is due, again and again, until it is stopped. Each place goes on with the next one when it is through: nobody waits for the
 * slowest of a batch. Safe to run on several instances: each write is a compare-and-set.
 */
export class Resolver {
  readonly #poller: Poller;
  readonly #misdated: MisdatedRedemptions;
  readonly #byAccount: DueByAccount;
  readonly #queue: ResolverQueue;
  readonly #underWay = new Set<Promise<void>>();
  #stopping = false;
  /** The last look found a full batch, and nothing has failed since. */
  #more = false;
  readonly #away = new AwayTold();
  /** Due, but sealed with a key that is not here; whose, and until when it is passed over, so that others get their turn. */
  readonly #leftAlone = new Map<string, { readonly accountId: string; readonly until: Instant }>();

  constructor(
    private readonly services: Services,
    private readonly options: ResolverOptions,
    private readonly logger: Pick<Logger, 'error'>,
    private readonly onLeftAlone: (id: string) => void = () => undefined,
  ) {
    this.#misdated = new MisdatedRedemptions(services.store.redemptions, services.clock);
    this.#byAccount = new DueByAccount(services.store.redemptions);
    this.#queue = new ResolverQueue(options.concurrency);
    const look = async () => {
      await this.#look();
      return false;
    };
    this.#poller = new Poller(look, options.everyMs, (error) => this.#report(error));
  }

  /** The first look is at once. Starting twice is starting once. */
  start(): void {
    this.#stopping = false;
    this.#poller.start();
  }

  /** No new look, and the redemptions under way are finished first; what has not begun is left. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#poller.stop();
    await this.#idle();
  }

  /** Looks once at what is due now, at most one batch, and works through all of it. Never rejects. */
  async runOnce(): Promise<void> {
    await this.#look().catch((error: unknown) => this.#report(error));
    await this.#idle();
  }

  get #batch(): number {
    return this.options.batch ?? BATCH;
  }

  #report(error: unknown): void {
    this.logger.error({ err: error }, 'The resolver could not read what is due; it tries again');
  }

  async #look(): Promise<void> {
    const now = this.services.clock.now();
    this.#away.begin();
    for (const [id, { until }] of this.#leftAlone) if (until <= now) this.#leftAlone.delete(id);
    const passedOver = this.#leftAlone.size + this.#queue.underWay;
    const oldest = this.#toBegin(await this.services.store.redemptions.due(now, this.#batch + passedOver));
    this.#more = oldest.length >= this.#batch;
    const due = this.#more ? await this.#inTurn(now, oldest) : oldest;
    this.#queue.fill(due, await this.#misdatedToBegin(due));
    this.#beginNext();
  }

  /**
   * Where there is more than a batch, accounts take turns: the doubts of one, however many, are not the others' wait. What those that were
   * looked at now do not fill goes to the longest overdue.
   */
  async #inTurn(now: Instant, oldest: readonly Due[]): Promise<Due[]> {
    const leftAlone = new Map<string, number>();
    for (const { accountId } of this.#leftAlone.values()) leftAlone.set(accountId, (leftAlone.get(accountId) ?? 0) + 1);
    const passedOver = (accountId: string) => (leftAlone.get(accountId) ?? 0) + this.#queue.underWay;
    const found = this.#toBegin(await this.#byAccount.read(now, this.#batch, passedOver));
    const inTurns = inTurn(found, ({ accountId }) => accountId).slice(0, this.#batch);
    const taken = new Set(inTurns.map(({ id }) => id));
    return [...inTurns, ...oldest.filter(({ id }) => !taken.has(id))].slice(0, this.#batch);
  }

  /** Those misdated, at most a batch, accounts in turn: what it leaves is told again at the next look, which begins with its accounts. */
  async #misdatedToBegin(due: readonly Due[]): Promise<Misdated[]> {
    const found = new Set(due.map(({ id }) => id));
    const misdated = this.#toBegin(await this.#misdated.due()).filter(({ id }) => !found.has(id));
    if (misdated.length > this.#batch) this.#more = true;
    return inTurn(this.#queue.byTurn(misdated), ({ accountId }) => accountId).slice(0, this.#batch);
  }

  #toBegin<T extends Due>(due: readonly T[]): T[] {
    return due.filter(({ id }) => !this.#leftAlone.has(id) && !this.#queue.has(id));
  }

  #leaveAlone({ id, accountId }: Due): void {
    this.onLeftAlone(id);
    if (this.#leftAlone.size >= MOST_LEFT_ALONE) return;
    this.#leftAlone.set(id, { accountId, until: this.services.clock.now() + LEFT_ALONE_MS });
  }

  /** Fills the places that are free. A stop waits for what is under way, not for what has not begun. */
  #beginNext(): void {
    for (let next = this.#take(); next !== undefined; next = this.#take()) {
      const one = next;
      const work = this.#work(one).finally(() => {
        this.#underWay.delete(work);
        this.#queue.end(one);
        this.#beginNext();
      });
      this.#underWay.add(work);
    }
    if (!this.#more || !this.#queue.isEmpty) return;
    this.#more = false;
    // Not in this turn of the event loop: the others must get theirs in between.
    void rest(0).then(() => this.#poller.wake());
  }

  #take(): Waiting | undefined {
    return this.#stopping ? undefined : this.#queue.take();
  }

  async #idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Never rejects. */
  async #work({ id, asOf }: Waiting): Promise<void> {
    try {
      const resolved = await inSpan('use case resolve', { 'vouch.redemption_id': id }, () =>
        resolveRedemption(this.services, id, RESOLVER, asOf === null ? null : { dueAt: asOf }),
      );
      if (asOf !== null) this.#misdated.done(id, asOf);
      if (resolved && isLeftAlone(this.services, resolved)) this.#leaveAlone(resolved);
    } catch (error) {
      // What failed stays due and leads the next look: looking again at once would only spin.
      this.#more = false;
      if (this.#away.isNews(error))
        this.logger.error({ err: error, redemption_id: id }, 'A due redemption could not be resolved; it stays due');
    }
  }
}
