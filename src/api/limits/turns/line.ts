// What waits of one account, and what it has begun in this turn of the event loop.
import { Rotation } from '../../request/rotation';

/** One request. */
export interface Asked {
  /** Whose it is, among the callers of its account. */
  readonly caller: string;
  /** What it does to what; undefined: to nothing in particular. */
  readonly about: string | undefined;
  /** The id in its address. */
  readonly id?: string | undefined;
  /**
   * The callers do not know each other: behind what takes long, those alone rest of whom something took long lately. Said of all requests of
   * an account, or of none.
   */
  readonly apart?: boolean;
  /** Whether its answer is made. */
  readonly isOver: () => boolean;
}

export interface Waiting {
  readonly asked: Asked;
  readonly begin: () => void;
}

/** What waits of each caller. */
export type Queue = Rotation<Waiting>;

export class Line {
  readonly waiting: Queue = new Rotation();
  /** Where callers are apart: of those of whom something took long lately. They are in rotation with all others together. */
  readonly slow: Queue = new Rotation();
  begun = 0;
  /** How long what began took until it had to wait for something, or was over. */
  tookMs = 0;
  /** How long what was not quick keeps the account from beginning more; and what is about large records. */
  restMs = 0;
  largeMs = 0;
  /** Rests that are not over. Nothing begins meanwhile; where callers are apart, nothing of those who are slow. */
  rests = 0;
  /** Its next turn comes by itself. */
  turning = false;
  #wasSlow = false;

  /** `apart`: see `Asked`. */
  constructor(
    readonly account: string,
    readonly apart: boolean,
  ) {}

  /** Whether anything waits that no rest holds. */
  get mayBegin(): boolean {
    return this.waiting.size > 0 || (this.slow.size > 0 && this.rests === 0);
  }

  /** What this caller is known by among those of all accounts. */
  nameOf(caller: string): string {
    return `${this.account} ${caller}`;
  }

  /** What waits of this caller waits with the slow ones from now on. */
  moveToSlow(caller: string): void {
    this.slow.add(caller, ...this.waiting.takeAll(caller));
  }

  /** Of slow callers and of the others in rotation. */
  takeNext(): Waiting | undefined {
    const isSlow = this.slow.size > 0 && this.rests === 0 && (this.waiting.size === 0 || !this.#wasSlow);
    this.#wasSlow = isSlow;
    return (isSlow ? this.slow : this.waiting).take();
  }

  /** Nothing has begun in this turn yet. */
  beginTurn(): void {
    this.begun = this.tookMs = this.restMs = this.largeMs = 0;
  }
}
