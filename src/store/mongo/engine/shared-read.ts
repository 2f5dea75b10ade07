// Many callers, one answer: who asks for the same page while another waits to ask for it shares that one. Most lists that are
// polled are the same newest page, and to this process a command costs more than the documents in it.

/** Shares reads by what they ask. No answer is kept: each read begins after everybody who gets its answer has asked. */
export class SharedRead<Answer> {
  private readonly waiting = new Map<string, Promise<Answer>>();
  private readonly underWay = new Map<string, Promise<unknown>>();

  /** `key` says all of what `read` asks. The answer belongs to several callers: none may change it. */
  call(key: string, read: () => Promise<Answer>): Promise<Answer> {
    const joined = this.waiting.get(key);
    if (joined) return joined;
    const answer = this.turnOf(key).then(() => this.begin(key, read));
    this.waiting.set(key, answer);
    return answer;
  }

  private begin(key: string, read: () => Promise<Answer>): Promise<Answer> {
    this.waiting.delete(key);
    const reading = read();
    const ended: Promise<void> = reading.then(
      () => this.end(key, ended),
      () => this.end(key, ended),
    );
    this.underWay.set(key, ended);
    return reading;
  }

  private end(key: string, ended: Promise<unknown>): void {
    if (this.underWay.get(key) === ended) this.underWay.delete(key);
  }

  /** Once the same read that is under way has ended, well or badly; else once the rest of this turn has asked too. */
  private async turnOf(key: string): Promise<void> {
    const before = this.underWay.get(key);
    await (before ?? new Promise((next) => setImmediate(next)));
  }
}
