// How fast those are answered who have no good key, or are past their limit. Each such answer is cheap, but a sender who gets it at once
// sends the next request at once: a few dozen connections would keep this process busy with nothing else.
import { FixedWindows } from '../limits/fixed-windows';
import { blockOf } from '../request/address';

/** How answers of one kind are given out. */
interface Rules {
  /** Both in what answers cost. A sender with so much in a minute is not held up by those who have more. */
  readonly fewMs: number;
  /** So much may be given in one go. */
  readonly burstMs: number;
  /** Nobody waits longer for a turn. */
  readonly mostMs: number;
  /** Whoever would have to is not given his answer. Otherwise he is given it then. */
  readonly isStrict: boolean;
}

/**
 * What becomes of an answer that waited. `late`: it would have waited too long, and a few words of that take its place: a connection that is closed
 * is taken by proxies for a server that failed. `closed`: so many wait that not even that is worth it.
 */
export type Turn = 'given' | 'late' | 'closed';

/** What a refusal costs: past the burst they are this far apart. Together they would be a burst of work again. */
const REFUSAL_MS = 40;
/** What a page or another answer that is open to all costs, and its bytes: 16 MB cost a second. */
const OPEN_MS = 4;
const BYTES_A_MS = 16_000;

/** Nobody waits longer, but for those whose time has come together. Nothing is read from a connection meanwhile. */
const MOST_MS = 2_000;
/** So many of those are let go at once, and then everybody else has a turn: some thousand in one go stopped the process for seconds. */
const AT_ONCE = 10;
const BETWEEN_MS = 5;
/** The API description, the script of its browser. Whatever a browser needs for the till or the console is smaller as it takes it, compressed. */
const LARGE_BYTES = 128 * 1024;
/** Whoever would wait longer for such an answer is told so instead. */
const MOST_OF_LARGE_MS = 10_000;

const REFUSALS: Rules = { fewMs: 20 * REFUSAL_MS, burstMs: 100 * REFUSAL_MS, mostMs: MOST_MS, isStrict: false };
const OPEN: Rules = { fewMs: 1_000, burstMs: 4_000, mostMs: MOST_MS, isStrict: false };
/** However many ask at once, no more bytes are written than that, or writing them is all that this process does. */
const LARGE: Rules = { ...OPEN, mostMs: MOST_OF_LARGE_MS, isStrict: true };

/** Of those who have had many. Of the others as many as there may be: four on each connection. */
const MOST_WAITING = 5_000;

const MINUTE_MS = 60_000;
const MOST_SENDERS = 10_000;
/** Health checks of one sender in a minute that wait for nothing: a balancer and an orchestrator that ask twice a second together. */
const MOST_PROBES = 120;

/** Answers one after the other. */
class Lane {
  /** When the next answer would be due if each of them had waited its turn. */
  #due = -Infinity;
  #waiting = 0;
  /** Whose time has come. Of many it comes in the same moment: of all that came while the longest wait was reached. */
  readonly #ripe: (() => void)[] = [];
  #isLettingGo = false;

  constructor(
    private readonly rules: Rules,
    private readonly mostWaiting: number,
  ) {}

  /** Waits for a turn of `costMs`. As `AnswerPace.open`; `isKept`: however many wait. */
  take(costMs: number, isKept: boolean): Promise<Turn> | undefined {
    const { ms, isGiven } = this.#turn(costMs);
    if (ms <= 0) return undefined;
    // Where there is a longest wait for a turn, those who have one are few, and theirs would be lost.
    const hasPlace = isKept || (this.rules.isStrict && isGiven);
    if (this.#waiting >= this.mostWaiting && !hasPlace) return Promise.resolve('closed');
    this.#waiting += 1;
    return new Promise((resolve) => {
      setTimeout(() => {
        this.#ripe.push(() => {
          this.#waiting -= 1;
          resolve(isGiven ? 'given' : 'late');
        });
        if (!this.#isLettingGo) this.#letGo();
      }, ms);
    });
  }

  #turn(costMs: number): { readonly ms: number; readonly isGiven: boolean } {
    const { burstMs, mostMs, isStrict } = this.rules;
    const now = performance.now();
    const due = Math.max(this.#due, now - burstMs) + costMs;
    // It waits all the same: told so at once, its sender would be back at once.
    if (isStrict && due > now + mostMs) return { ms: mostMs, isGiven: false };
    this.#due = Math.max(this.#due, Math.min(due, now + mostMs));
    return { ms: Math.min(due - now, mostMs), isGiven: true };
  }

  /** A few at a time, and between them the process is there for others. */
  #letGo(): void {
    const some = this.#ripe.splice(0, AT_ONCE);
    this.#isLettingGo = some.length > 0;
    if (!this.#isLettingGo) return;
    for (const go of some) go();
    setTimeout(() => {
      this.#letGo();
    }, BETWEEN_MS);
  }
}

/** The answers of one kind: two lanes for the process. Whoever asks all the time is in one of them, everybody else in the other. */
class Lanes {
  readonly #counts = new FixedWindows(MOST_SENDERS, () => performance.now());
  readonly #few: Lane;
  readonly #many: Lane;

  constructor(private readonly rules: Rules) {
    this.#few = new Lane(rules, Infinity);
    this.#many = new Lane(rules, MOST_WAITING);
  }

  take(sender: string, costMs: number, isKept = false): Promise<Turn> | undefined {
    const lane = this.#counts.add(sender, MINUTE_MS, costMs).count <= this.rules.fewMs ? this.#few : this.#many;
    return lane.take(costMs, isKept);
  }
}

/**
 * One for the process, so that many senders do not add up. All that anybody can slow down is the answers of others who have no good key;
 * of those only the ones who have had many, be it because they share an address. A sender is all that one customer may have of networks.
 */
export class AnswerPace {
  readonly #strangers = new Lanes(REFUSALS);
  /** Apart from those: with a good key nobody waits for what strangers do. */
  readonly #keys = new Lanes(REFUSALS);
  readonly #open = new Lanes(OPEN);
  /** Apart from what is small: nobody waits for his sign-in because others ask for the API description. */
  readonly #large = new Lanes(LARGE);
  readonly #probes = new FixedWindows(MOST_SENDERS, () => performance.now());

  /** For a refusal to somebody without a good key. As `open`. */
  refusal(address: string): Promise<Turn> | undefined {
    return this.#strangers.take(blockOf(address), REFUSAL_MS);
  }

  /**
   * For a refusal to whoever has a key of this account, which may have a thousand of them; of a publishable one, to its visitor at `address`.
   * As `open`.
   */
  refusalOfAccount(accountId: string, address?: string): Promise<Turn> | undefined {
    const sender = address === undefined ? accountId : `${accountId} ${blockOf(address)}`;
    return this.#keys.take(sender, REFUSAL_MS);
  }

  /** For a health check: whoever asks seldom does not wait, or a flood from elsewhere would have this process taken for dead. As `open`. */
  health(address: string, bytes: number): Promise<Turn> | undefined {
    const asked = this.#probes.add(blockOf(address), MINUTE_MS).count;
    return asked <= MOST_PROBES ? undefined : this.open(address, bytes);
  }

  /**
   * For an answer of so many bytes that anybody gets. `isDone`: it tells of something that was done, and is the only one that does. Undefined:
   * it may be given at once. Otherwise resolves with its turn.
   */
  open(address: string, bytes: number, isDone = false): Promise<Turn> | undefined {
    const lanes = bytes >= LARGE_BYTES ? this.#large : this.#open;
    return lanes.take(blockOf(address), OPEN_MS + bytes / BYTES_A_MS, isDone);
  }
}
