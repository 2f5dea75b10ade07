// Keeps answers that the store did not take: in memory, and sealed in a file each, so that a restart has them too. Writes them
// as soon as the store is back.
import type { Logger } from 'pino';
import type { FactServices } from '../core/use-cases/services';
import { submit } from '../core/use-cases/submit';
import {
  UnwrittenAnswers,
  unwrittenRecord,
  withNewestKey,
  type UnwrittenAnswer,
} from '../core/use-cases/operations/unwritten-answers';
import type { Fact } from '../core/redemption/fact';
import { provesCapture } from '../core/redemption/settling/found-captures';
import { findOperation, type Redemption } from '../core/redemption/redemption';
import { referenceOf } from '../core/values/reference';
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
        if (!(await this.#write(answer))) {
          const words =
            'A kept answer belongs to an operation that is not in this store, put back from an older copy perhaps. Its file stays: read the statement of the provider, then start anew';
          this.parts.logger.error({ name, redemption_id: answer.redemptionId }, words);
          this.#waiting.delete(name);
          continue;
        }
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

  /** False where there is nothing that it could be the answer to. */
  async #write(answer: UnwrittenAnswer): Promise<boolean> {
    let isPlaced = false;
    await submit(this.parts.services, answer.redemptionId, answer.by, (current) => {
      const fact = placedIn(current, answer);
      isPlaced = fact !== null;
      return { facts: fact ? [fact] : [] };
    });
    return isPlaced;
  }

  #readFiles(): void {
    for (const name of this.#names()) {
      try {
        const text = this.parts.services.sealer.open(this.#files.read(name).trim(), unwrittenRecord(name));
        // A PIN that does not open here would be written for good, and its file dropped.
        this.#waiting.set(name, withNewestKey(JSON.parse(text) as UnwrittenAnswer, this.parts.services.sealer));
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
    return this.parts.services.sealer.seal(JSON.stringify(answer), unwrittenRecord(name));
  }
}

/**
 * The answer as a fact of this redemption. After a restored backup its operation may be gone, and be here again as what a statement showed under
 * the same reference: then the voucher that it brought belongs to that. Of a capture the answer itself is the proof. Null where there is neither.
 */
function placedIn(redemption: Redemption, { fact, type }: UnwrittenAnswer): Fact | null {
  if (findOperation(redemption, fact.operationId)) return fact;
  const reference = referenceOf(redemption.id, fact.operationId);
  const found = redemption.operations.find((operation) => operation.reference === reference);
  if (found) return { ...fact, operationId: found.id, askId: null };
  const { operationId, inquiry, changeIssuer } = fact;
  if (!provesCapture(redemption, type, inquiry)) return null;
  return { kind: 'capture_found', operationId, inquiry, ...(changeIssuer === undefined ? {} : { changeIssuer }) };
}

function nameOf({ fact }: UnwrittenAnswer): string {
  return fact.askId ?? fact.operationId;
}

function isGone(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'not_found';
}
