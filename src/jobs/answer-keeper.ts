// Keeps answers that the store did not take: in memory, and sealed in a file each, so that a restart has them too. Writes them
// as soon as the store is back.
import type { Logger } from 'pino';
import type { FactServices } from '../core/use-cases/services';
import { submit } from '../core/use-cases/submit';
import { UnwrittenAnswers, type UnwrittenAnswer } from '../core/use-cases/operations/unwritten-answers';
import { StoreUnavailable } from '../core/store-unavailable';
import type { Sealer } from '../core/values/ports';
import { Refusal } from '../core/values/refusal';
import { KeptFiles } from '../system/kept-files';
import { Poller } from './poller';

/** A store that was away is asked again this soon: a customer may be waiting for the change PIN. */
const EVERY_MS = 1000;
/** A write that takes longer may never end, and neither may this process. */
const SLOW_MS = 1000;

export interface AnswerKeeperParts {
  readonly services: FactServices & { readonly sealer: Sealer };
  /** Where the files are. Made when it is needed. */
  readonly folder: string;
  readonly logger: Pick<Logger, 'error' | 'warn' | 'info'>;
}

/** See `UnwrittenAnswers`. Answers are facts: to bring one twice, or after it was settled otherwise, does no harm. */
export class AnswerKeeper extends UnwrittenAnswers {
  readonly #waiting = new Map<string, UnwrittenAnswer>();
  readonly #poller: Poller;
  readonly #files: KeptFiles;

  constructor(private readonly parts: AnswerKeeperParts) {
    super();
    this.#files = new KeptFiles(parts.folder);
    this.#poller = new Poller(
      () => this.#work(),
      EVERY_MS,
      (error) => parts.logger.error({ err: error }, 'Answers could not be written; they are kept'),
    );
  }

  /** How many answers are not written yet. */
  get size(): number {
    return this.#waiting.size;
  }

  override async during<T>(answer: UnwrittenAnswer, write: Promise<T>): Promise<T> {
    const name = nameOf(answer);
    const file = { isPut: false };
    const timer = setTimeout(() => {
      file.isPut = this.#put(name, answer, 'The store is slow to take an answer of a provider; it is kept until then');
    }, SLOW_MS).unref();
    try {
      const written = await write;
      if (file.isPut) this.#drop(name);
      return written;
    } finally {
      clearTimeout(timer);
    }
  }

  override keep(answer: UnwrittenAnswer): void {
    const name = nameOf(answer);
    this.#waiting.set(name, answer);
    this.#put(name, answer, 'The store did not take an answer of a provider; it is kept, and tried again');
  }

  /** False where no file could be written. */
  #put(name: string, answer: UnwrittenAnswer, words: string): boolean {
    const about = { redemption_id: answer.redemptionId, operation_id: answer.fact.operationId };
    try {
      this.#files.put(name, this.#sealed(name, answer));
      this.parts.logger.error(about, words);
      return true;
    } catch (error) {
      this.parts.logger.error(
        { ...about, err: error },
        'The store did not take an answer of a provider yet, and no file could be written: it is in memory alone, and tried again',
      );
      return false;
    }
  }

  /** Also takes up what an earlier process left behind. */
  start(): void {
    this.#readFiles();
    this.#poller.start();
  }

  /** Waits for the write under way. What is left is in the files; where one could not be written, its sealed text is logged. */
  async stop(): Promise<void> {
    await this.#poller.stop();
    for (const [name, answer] of this.#waiting) {
      const sealed = this.#sealed(name, answer);
      try {
        this.#files.put(name, sealed);
        this.parts.logger.warn({ name }, 'An answer is not written yet: the next start does it, from its file');
      } catch (error) {
        const words = 'An answer is not written, and has no file: put this text into one (see the runbook)';
        this.parts.logger.error({ err: error, name, folder: this.parts.folder, sealed }, words);
      }
    }
  }

  async #work(): Promise<boolean> {
    for (const [name, answer] of this.#waiting) {
      try {
        await submit(this.parts.services, answer.redemptionId, answer.by, () => ({ facts: [answer.fact] }));
        this.parts.logger.info({ redemption_id: answer.redemptionId }, 'A kept answer is written');
      } catch (error) {
        // Others of the same store would only wait as long.
        if (error instanceof StoreUnavailable) return false;
        if (!isGone(error)) {
          this.parts.logger.error({ err: error, name }, 'A kept answer could not be written; it is tried again');
          continue;
        }
        // Perhaps the wrong store, or one that was put back from an old copy: no reason to throw a PIN away.
        this.parts.logger.error(
          { name },
          'A kept answer belongs to a redemption that is not in this store; its file stays',
        );
        this.#waiting.delete(name);
        continue;
      }
      this.#waiting.delete(name);
      this.#drop(name);
    }
    return false;
  }

  #readFiles(): void {
    for (const name of this.#names()) {
      try {
        const text = this.parts.services.sealer.open(this.#files.read(name).trim(), recordOf(name));
        this.#waiting.set(name, JSON.parse(text) as UnwrittenAnswer);
      } catch (error) {
        const words = 'A kept answer cannot be opened: is its key in VOUCH_SECRET_KEY? Its file stays';
        this.parts.logger.error({ err: error, name, folder: this.parts.folder }, words);
      }
    }
  }

  #names(): string[] {
    try {
      return this.#files.names();
    } catch (error) {
      this.parts.logger.error({ err: error, folder: this.parts.folder }, 'Kept answers cannot be read');
      return [];
    }
  }

  #drop(name: string): void {
    try {
      this.#files.drop(name);
    } catch (error) {
      // Read again at the next start, when it changes nothing.
      this.parts.logger.warn({ err: error, name }, 'The file of a written answer could not be deleted');
    }
  }

  #sealed(name: string, answer: UnwrittenAnswer): string {
    return this.parts.services.sealer.seal(JSON.stringify(answer), recordOf(name));
  }
}

function nameOf({ fact }: UnwrittenAnswer): string {
  return fact.askId ?? fact.operationId;
}

function recordOf(name: string): string {
  return `unwritten answer ${name}`;
}

function isGone(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'not_found';
}
