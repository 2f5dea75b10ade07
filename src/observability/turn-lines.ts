// Where the lines of the log go: those of one turn of the event loop in one write. Writing each by itself was a tenth of what a read by
// id cost.
import type { DestinationStream } from 'pino';

/** pino's number of `info`. What is worse than that may be the last line there is, and goes at once. */
const INFO = 30;
/** A pipe takes this much in one piece (PIPE_BUF), whoever else writes to it. Request lines have some 250 characters. */
const MOST_CHARACTERS = 4096;

/** By this pino is asked to set `lastLevel` before each line. */
const WANTS_LEVEL: unique symbol = Symbol.for('pino.metadata');

/** What a process that is killed had to say in its last turn is lost, as far as it was no warning; one that ends has said it all. */
export class TurnLines implements DestinationStream {
  readonly [WANTS_LEVEL] = true;
  lastLevel = 0;
  #waiting = '';

  constructor(private readonly out: DestinationStream) {
    process.on('exit', () => {
      this.#flush();
    });
  }

  write(line: string): void {
    if (this.#waiting.length + line.length > MOST_CHARACTERS) this.#flush();
    if (this.#waiting === '')
      setImmediate(() => {
        this.#flush();
      });
    this.#waiting += line;
    if (this.lastLevel > INFO) this.#flush();
  }

  #flush(): void {
    if (this.#waiting === '') return;
    const lines = this.#waiting;
    this.#waiting = '';
    this.out.write(lines);
  }
}
