// Many calls, one command: what is asked while others are under way is sent together. To this process a command costs more than
// the documents in it (socket, session, waiting), so under load a call costs a fraction of one; a lone call waits for nothing.

interface Call<Ask, Answer> {
  readonly ask: Ask;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/** What became of one call: its answer, or what it throws. */
export type Settled<Answer> = { readonly value: Answer } | { readonly error: unknown };

/** The first reply to a `find` holds at most 101 documents: so it is also the last one. */
const MOST_CALLS = 100;
/** Enough that a slow command does not hold up everything behind it, few enough that commands are shared. */
const MOST_UNDER_WAY = 2;

/** Sends calls of one kind together. Every call is settled exactly once, with its own answer or error. */
export class SharedCommand<Ask, Answer> {
  private waiting: Call<Ask, Answer>[] = [];
  private underWay = 0;
  private gathering = false;

  /** `send` settles every ask, in the order given. What it throws is told to all that shared the command. */
  constructor(private readonly send: (asks: readonly Ask[]) => Promise<readonly Settled<Answer>[]>) {}

  /** Part of a command that is sent after this call, never of one that is under way: a read sees all that was there before. */
  call(ask: Ask): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ ask, resolve, reject });
      this.gather();
    });
  }

  private gather(): void {
    if (this.gathering || this.waiting.length === 0 || this.underWay >= MOST_UNDER_WAY) return;
    this.gathering = true;
    // Let the rest of this turn ask too.
    setImmediate(() => {
      this.gathering = false;
      void this.sendNext();
      this.gather();
    });
  }

  private async sendNext(): Promise<void> {
    const calls = this.waiting.splice(0, MOST_CALLS);
    this.underWay += 1;
    try {
      const settled = await this.send(calls.map(({ ask }) => ask));
      calls.forEach(({ resolve, reject }, index) => {
        const answer = settled[index];
        if (answer && 'value' in answer) resolve(answer.value);
        else reject(answer?.error);
      });
    } catch (error) {
      for (const { reject } of calls) reject(error);
    } finally {
      this.underWay -= 1;
      this.gather();
    }
  }
}

/** What was found for each of `asked`, in that order. The same answer twice is an answer and a copy: callers may change theirs. */
export function answersTo<Answer>(
  asked: readonly string[],
  found: Iterable<readonly [string, Answer]>,
): { readonly value: Answer | null }[] {
  const answers = new Map(found);
  const given = new Set<Answer>();
  return asked.map((ask) => {
    const answer = answers.get(ask);
    if (answer === undefined) return { value: null };
    if (given.has(answer)) return { value: structuredClone(answer) };
    given.add(answer);
    return { value: answer };
  });
}
