// How much of this process the webhooks of one account may take, so that one account's endpoints, dead or not, are not another's wait.
// Counts only: what is asked for and not granted is asked for again by the next look at what is due.

/** All requests of this instance, for the sake of its file descriptors. */
const MOST_REQUESTS = 512;
/** Of one account: eight of them have to be slow before others notice. */
const MOST_OF_ACCOUNT = 64;
/** Requests to endpoints that are not known to work: of one account, and of all together. The rest is left to those that do. */
const MOST_DOUBTFUL_OF_ACCOUNT = 16;
const MOST_DOUBTFUL = 128;
/** An attempt costs one to three milliseconds of the process, however it ends: these are two and ten hundredths of its time. */
const DOUBTFUL_A_SECOND_OF_ACCOUNT = 10;
const DOUBTFUL_A_SECOND = 50;
/** What an account may begin at once: one event to all of its endpoints after a restart, when none is known to work yet. */
const DOUBTFUL_BURST = 20;
/**
 * Of endpoints that work, on a process that has no time to spare: some hundredths of it. Otherwise so many times as much as it has. On top
 * of that comes one attempt for each event: what an account with one endpoint sends is its own load, and what it does to twenty is not.
 */
const WORKING_A_SECOND_OF_ACCOUNT = 50;
const WORKING_BURST = 10;
/** Events counted for later: what is sent at once after a rest must not be a burst of minutes. */
const MOST_EVENTS = 200;
/**
 * What it took to claim is a measure of how busy the store and the process are. An account rests so many times as long before the
 * next attempt of this kind, all of them together a tenth of that: on a machine that has nothing to spare, dead endpoints get less.
 */
const REST_FACTOR = 20;
const REST_FACTOR_OF_ALL = 2;
/** Accounts remembered before idle ones are forgotten. */
const MANY_ACCOUNTS = 1000;

/** So many a second, and a few at once. */
class Allowance {
  private left: number;
  private countedAt: number;

  constructor(
    private readonly aSecond: number,
    private readonly burst: number,
    now: number,
    times = 1,
  ) {
    this.left = burst * times;
    this.countedAt = now;
  }

  /** How many there are, whole ones. `times`: at present so many times as many as usual. */
  at(now: number, times = 1): number {
    const passed = Math.max(0, now - this.countedAt);
    this.left = Math.min(this.burst * times, this.left + (passed * this.aSecond * times) / 1000);
    this.countedAt = now;
    return Math.floor(this.left);
  }

  /** Takes some away; a negative number gives some back. */
  take(count: number): void {
    this.left -= count;
  }

  isFullAt(now: number): boolean {
    return this.at(now) >= this.burst;
  }
}

interface Account {
  requests: number;
  doubtful: number;
  restUntil: number;
  /** Of endpoints that are not known to work. */
  readonly allowance: Allowance;
  /** Of those that work. */
  readonly working: Allowance;
  /** For which nothing was sent yet. */
  events: number;
}

/** Requests that one account asked for and got. `doubtful`: to an endpoint that is not known to work. */
export interface Grant {
  readonly accountId: string;
  readonly doubtful: boolean;
  readonly count: number;
}

export class Shares {
  private readonly accounts = new Map<string, Account>();
  private readonly allowance: Allowance;
  private requests = 0;
  private doubtful = 0;
  private restUntil = 0;

  /** `elapsed`: milliseconds by a clock that nobody sets. `spare`: how many times its least share an account may take now. */
  constructor(
    private readonly elapsed: () => number,
    private readonly spare: () => number,
  ) {
    this.allowance = new Allowance(DOUBTFUL_A_SECOND, DOUBTFUL_A_SECOND, elapsed());
  }

  /** How many more requests of this kind may begin now. Below one: none. */
  room(accountId: string, doubtful: boolean): number {
    const account = this.accounts.get(accountId);
    const all = Math.min(MOST_REQUESTS - this.requests, MOST_OF_ACCOUNT - (account?.requests ?? 0));
    const now = this.elapsed();
    if (!doubtful) {
      const { events, working } = this.accountOf(accountId);
      return Math.min(all, events + working.at(now, this.spare()));
    }
    if (now < Math.max(this.restUntil, account?.restUntil ?? 0)) return 0;
    return Math.min(
      all,
      MOST_DOUBTFUL - this.doubtful,
      MOST_DOUBTFUL_OF_ACCOUNT - (account?.doubtful ?? 0),
      this.allowance.at(now),
      account?.allowance.at(now) ?? DOUBTFUL_BURST,
    );
  }

  /** At most `wanted`. What is granted is given back by `end`, one by one, or by `unused`. */
  take(accountId: string, wanted: number, doubtful: boolean): Grant {
    const count = Math.max(0, Math.min(wanted, this.room(accountId, doubtful)));
    const grant = { accountId, doubtful, count };
    if (count > 0) this.count(grant, count);
    if (count > 0) this.spend(grant, count);
    return grant;
  }

  /** So many of the grant never began. */
  unused(grant: Grant, count: number): void {
    if (count === 0) return;
    this.count(grant, -count);
    this.spend(grant, -count);
  }

  /** So many events of the account are about to be sent to endpoints. */
  addEvents(accountId: string, count: number): void {
    const account = this.accountOf(accountId);
    account.events = Math.min(MOST_EVENTS, account.events + count);
  }

  /** It took so many milliseconds to claim what the grant is for. */
  rest({ accountId, doubtful }: Grant, tookMs: number): void {
    if (!doubtful) return;
    const now = this.elapsed();
    const account = this.accountOf(accountId);
    account.restUntil = Math.max(account.restUntil, now + tookMs * REST_FACTOR);
    this.restUntil = Math.max(this.restUntil, now + tookMs * REST_FACTOR_OF_ALL);
  }

  /** One request of the grant has ended. */
  end(grant: Grant): void {
    this.count(grant, -1);
  }

  private count({ accountId, doubtful }: Grant, by: number): void {
    const account = this.accountOf(accountId);
    this.requests += by;
    account.requests += by;
    if (!doubtful) return;
    this.doubtful += by;
    account.doubtful += by;
  }

  private spend({ accountId, doubtful }: Grant, count: number): void {
    const account = this.accountOf(accountId);
    if (!doubtful) {
      const forEvents = Math.min(account.events, Math.max(0, count));
      account.events -= forEvents;
      account.working.take(count - forEvents);
      return;
    }
    this.allowance.take(count);
    account.allowance.take(count);
  }

  private accountOf(accountId: string): Account {
    const known = this.accounts.get(accountId);
    if (known) return known;
    if (this.accounts.size >= MANY_ACCOUNTS) this.forgetIdle();
    const now = this.elapsed();
    const allowance = new Allowance(DOUBTFUL_A_SECOND_OF_ACCOUNT, DOUBTFUL_BURST, now);
    const working = new Allowance(WORKING_A_SECOND_OF_ACCOUNT, WORKING_BURST, now, this.spare());
    const account = { requests: 0, doubtful: 0, restUntil: 0, allowance, working, events: 0 };
    this.accounts.set(accountId, account);
    return account;
  }

  private forgetIdle(): void {
    const now = this.elapsed();
    for (const [accountId, { requests, restUntil, allowance, working }] of this.accounts) {
      const isFull = allowance.isFullAt(now) && working.isFullAt(now);
      if (requests === 0 && restUntil <= now && isFull) this.accounts.delete(accountId);
    }
  }
}
