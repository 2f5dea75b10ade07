// The limit on refused PINs, so that Vouch cannot be used to guess vouchers, nor ids. Counted in the memory of this process:
// with several processes each counts for itself.
import type { Caller } from '../../core/accounts/caller';
import type { Guesses } from '../../core/use-cases/services';
import { Refusal } from '../../core/values/refusal';
import { WindowTables, type Counted, type Counter } from './fixed-windows';
import { idSubjects, pinSubjects, type Subject } from './subjects';

const WINDOW_MS = 15 * 60_000;
/** Of each kind of counter: key, terminal and address each take one for a refused PIN. */
const MOST_SUBJECTS = 50_000;
/**
 * So many PINs under way weigh as much as one refused PIN. Of an honest merchant's vouchers far fewer than one in ten is
 * refused, so that a key with nothing refused yet has ten times its limit under way before anything is turned away: with the
 * default limit, all that one provider is given at once.
 */
const UNDER_WAY_PER_REFUSED = 10;
/** PINs under way are answered within seconds. */
const UNDER_WAY_RETRY_MS = 1000;

/**
 * The rule, for each key, terminal and address by itself: a PIN may be tried while `refused + underWay / 10 < limit`, where
 * `refused` are those of the last 15 minutes. However many guesses come at the same moment, no more than ten times the limit
 * are sent, and the closer the limit, the fewer at once. Honest traffic is not held up by its own number. subjects.ts says
 * whose count is whose.
 */
export class PinAttempts implements Guesses {
  readonly #windows: WindowTables;
  readonly #read = (counter: Counter): Counted => this.#windows.read(counter);
  /** PINs being tried right now. Holds only subjects with a request under way, so it needs no bound of its own. */
  readonly #underWay = new Map<string, number>();

  /** `limit`: refused PINs in 15 minutes for each key, terminal and address; 0 switches the limit off. */
  constructor(
    private readonly limit: number,
    now: () => number,
  ) {
    this.#windows = new WindowTables(MOST_SUBJECTS, now);
  }

  /** False where the limit is off. */
  get limited(): boolean {
    return this.limit > 0;
  }

  /**
   * Tries a PIN. `attempt` sends it; `address` is `clientAddress`. Counted as under way from this moment, and
   * as refused only if `wasRefused` says so of the answer: one that was accepted, is in doubt, was declined for another
   * reason or threw leaves nothing behind. Throws 429 `too_many_pin_attempts`, before `attempt` has begun, where any of
   * the three has used up its attempts.
   */
  async during<T>(
    caller: Caller,
    terminalId: string | undefined,
    address: string,
    attempt: () => Promise<T>,
    wasRefused: (answer: T) => boolean,
  ): Promise<T> {
    if (!this.limited) return attempt();
    const subjects = this.#subjectsOf(caller, terminalId, address);
    return this.#underWayFor(subjects, async () => {
      const answer = await attempt();
      if (wasRefused(answer)) this.#count(subjects);
      return answer;
    });
  }

  /**
   * Looks for a record by its id, for a caller who may be guessing at ids. One that is not there counts as a refused PIN, and in a
   * count of its own, which alone closes this door: a till that mistyped PINs still learns what became of its redemption. `look`
   * throws what `isMissing` says so of. Throws 429 `too_many_pin_attempts`, before `look` has begun.
   */
  async seeking<T>(
    caller: Caller,
    address: string,
    look: () => Promise<T>,
    isMissing: (error: unknown) => boolean,
  ): Promise<T> {
    if (!this.limited) return look();
    const ids = idSubjects(caller, address, this.#read);
    return this.#underWayFor(ids, async () => {
      try {
        return await look();
      } catch (error) {
        if (isMissing(error)) this.#count([...ids, ...this.#subjectsOf(caller, undefined, address)]);
        throw error;
      }
    });
  }

  /**
   * A number in a text is about to be compared with a PIN that this caller may not read. It counts like a refused PIN, whatever comes of
   * it: that it was none is what a guess wants to know. A visitor who guesses so is told no more about ids either.
   */
  count(caller: Caller): void {
    if (!this.limited) return;
    const { publishable, address = '' } = caller;
    const pins = this.#subjectsOf(caller, undefined, address);
    const subjects = publishable ? [...idSubjects(caller, address, this.#read), ...pins] : pins;
    for (const subject of subjects) {
      const fault = this.#usedUp(subject);
      if (fault) throw fault;
    }
    this.#count(subjects);
  }

  /** False where `during` would refuse. */
  hasRoom(caller: Caller, terminalId: string | undefined, address: string): boolean {
    return (
      !this.limited || this.#subjectsOf(caller, terminalId, address).every((subject) => this.#faultOf(subject) === null)
    );
  }

  #subjectsOf(caller: Caller, terminalId: string | undefined, address: string): readonly Subject[] {
    return pinSubjects(caller, terminalId, address, this.#read);
  }

  async #underWayFor<T>(subjects: readonly Subject[], work: () => Promise<T>): Promise<T> {
    for (const subject of subjects) {
      const fault = this.#faultOf(subject);
      if (fault) throw fault;
    }
    for (const subject of subjects) this.#underWay.set(nameOf(subject), this.#countUnderWay(subject) + 1);
    try {
      return await work();
    } finally {
      for (const subject of subjects) this.#end(subject);
    }
  }

  #count(subjects: readonly Subject[]): void {
    for (const subject of subjects) this.#windows.add(subject, WINDOW_MS);
  }

  #faultOf(subject: Subject): Refusal | null {
    const { what, name, share } = subject;
    const { count } = this.#windows.read(subject);
    if (count + this.#countUnderWay(subject) / UNDER_WAY_PER_REFUSED < this.limit * share) return null;
    return (
      this.#usedUp(subject) ?? tooMany(`Too many ${what} are being tried at once for this ${name}`, UNDER_WAY_RETRY_MS)
    );
  }

  #usedUp(subject: Subject): Refusal | null {
    const { what, name, share } = subject;
    const { count, leftMs } = this.#windows.read(subject);
    if (count < this.limit * share) return null;
    // Nothing is refused to a person who guesses: what he wrote was no PIN. Phone numbers that he searched for are counted as well.
    const done = name === 'person' ? 'and phone numbers were tried by' : 'were refused for';
    return tooMany(`Too many ${what} ${done} this ${name} in the last 15 minutes`, leftMs);
  }

  #countUnderWay(subject: Subject): number {
    return this.#underWay.get(nameOf(subject)) ?? 0;
  }

  #end(subject: Subject): void {
    const left = this.#countUnderWay(subject) - 1;
    const name = nameOf(subject);
    if (left > 0) this.#underWay.set(name, left);
    else this.#underWay.delete(name);
  }
}

function nameOf({ among, id }: Subject): string {
  return `${among} ${id}`;
}

function tooMany(detail: string, retryAfterMs: number): Refusal {
  return new Refusal('too_many_pin_attempts', detail, { retryAfterMs });
}
