// Keeps answers that the store did not take: in memory, and sealed in a file each, so that a restart has them too. Writes them
// as soon as the store is back.
import type { Logger } from 'pino';
import type { FactServices } from '../core/use-cases/services';
import { submit } from '../core/use-cases/submit';
import {
  placedIn,
  UnwrittenAnswers,
  sealedPinOf,
  unwrittenRecord,
  withNewestKey,
  type UnwrittenAnswer,
} from '../core/use-cases/operations/unwritten-answers';
import { StoreUnavailable } from '../core/store-unavailable';
import type { Sealer } from '../core/values/ports';
import { Refusal } from '../core/values/refusal';
import { KeptFiles } from '../system/kept-files';
import { Poller } from './poller';

/** A store that was away is asked again this soon: a customer may be waiting for the change PIN. */
const EVERY_MS = 1000;
/** A write that takes longer may never end, and neither may this process. */
const SLOW_MS = 1000;
/** No start waits longer for what an earlier process left behind: a store that hangs must not keep a till from being told so. */
const START_MS = 30_000;

export interface AnswerKeeperParts {
  readonly services: FactServices & { readonly sealer: Sealer };
  /** Where the files are. Made when it is needed. */
  readonly folder: string;
  readonly logger: Pick<Logger, 'error' | 'warn' | 'info'>;
  /** How long a start waits at most. */
  readonly startMs?: number;
}

/** `waits`: for another capture of its redemption, which is in doubt. `strange`: there is nothing that it could be the answer to. */
type Written = 'written' | 'waits' | 'strange';

/** See `UnwrittenAnswers`. Answers are facts: to bring one twice, or after it was settled otherwise, does no harm. */
export class AnswerKeeper extends UnwrittenAnswers {
  readonly #waiting = new Map<string, UnwrittenAnswer>();
  /** Those of which the log says that they wait. */
  readonly #toldWaiting = new Set<string>();
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

  /**
   * Takes up what an earlier process left behind, and resolves once each of it was tried, or after half a minute: whoever starts next would end for
   * want of an answer what one of these proves. What is left then is tried again, beside everything else.
   */
  async start(): Promise<void> {
    this.#readFiles();
    this.#poller.start();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.parts.startMs ?? START_MS);
    });
    await Promise.race([this.#poller.idle(), late]);
    clearTimeout(timer);
    if (this.size === 0) return;
    this.parts.logger.warn(
      { answers: this.size },
      'Kept answers are not written yet: they are tried again from now on',
    );
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
        const written = await this.#write(answer);
        if (written === 'waits') {
          this.#tellWaiting(name, answer);
          continue;
        }
        if (written === 'strange') {
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

  async #write(answer: UnwrittenAnswer): Promise<Written> {
    const seen: { placed: ReturnType<typeof placedIn> } = { placed: null };
    const after = await submit(this.parts.services, answer.redemptionId, answer.by, (current) => {
      const placed = placedIn(current, answer);
      seen.placed = placed;
      return { facts: placed === null || placed === 'waits' ? [] : [placed] };
    });
    const { placed } = seen;
    if (placed === 'waits') return 'waits';
    if (placed?.kind !== 'capture_found') return placed === null ? 'strange' : 'written';
    // A redemption has room for one change voucher: another one that is there already leaves this PIN to its file.
    const pin = sealedPinOf(answer);
    return pin === null || after.changeVoucher?.sealedPin === pin ? 'written' : 'strange';
  }

  #tellWaiting(name: string, { redemptionId }: UnwrittenAnswer): void {
    if (this.#toldWaiting.has(name)) return;
    this.#toldWaiting.add(name);
    const words =
      'A kept answer to a capture waits: another capture of its redemption is in doubt. It is written after that';
    this.parts.logger.warn({ name, redemption_id: redemptionId }, words);
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

function nameOf({ fact }: UnwrittenAnswer): string {
  return fact.askId ?? fact.operationId;
}

function isGone(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'not_found';
}
