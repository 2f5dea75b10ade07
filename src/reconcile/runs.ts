// Statements that are uploaded: taken in, checked as a whole, and compared beside the requests, a few milliseconds at a time. The
// comparison is the command's own. Knows nothing of HTTP.
import { setImmediate as turn, setTimeout as rest } from 'node:timers/promises';
import type { Caller } from '../core/accounts/caller';
import {
  endedRun,
  MOST_REVIEWS,
  type ReconciliationRun,
  type RunFailure,
  type RunTerms,
} from '../core/reconciliations/run';
import { Statements, type StatementUpload, type TakenStatement } from '../core/reconciliations/statements';
import { submitterOf } from '../core/use-cases/access';
import { scopeOf } from '../core/use-cases/idempotency/idempotency';
import type { Services } from '../core/use-cases/services';
import { Refusal } from '../core/values/refusal';
import { DAY_MS } from '../core/values/time';
import { Poller } from '../jobs/poller';
import { UnusableStatement } from './fault';
import { keepDifferences, outcomeOf } from './kept-run';
import { periodOf, type Period } from './period';
import { reconcile, type ReconcileOptions } from './reconcile';
import { readStatement } from './statement-file';
import { repeatedRun } from './uploads/repeated-run';
import { type Spooled, UploadFolder } from './uploads/upload-folder';
import { overloaded, RETRY_MS, UploadPlaces } from './uploads/upload-places';
import type { AskDisk } from './uploads/upload-space';
import { requireStillSending } from './uploads/require-still-sending';

/** As the command has it: a draft may be captured days after it was made. */
const LOOK_BACK_MS = 7 * DAY_MS;
/** After so long everybody else gets their turn. */
const SLICE_MS = 4;
/** A step as long as this, as of one large redemption, is followed by a rest as long: others need several turns each. */
const LONG_STEP_MS = 20;
const LONGEST_REST_MS = 200;
/** A run whose process has not been heard of for four of these has been left behind. */
const BEAT_MS = 15_000;
const SILENCE_MS = 4 * BEAT_MS;

export interface StatementRunParts {
  readonly services: Services;
  /** Where uploads are written. Made when it is needed. */
  readonly folder: string;
  /** What the disk of that folder has; the disk itself is asked where absent. */
  readonly disk?: AskDisk | undefined;
  /** Told of what went wrong with a comparison. */
  readonly onError: (error: unknown) => void;
}

/** See `Statements`. Several instances may share a store: a run is compared by the one that took it in. */
export class StatementRuns extends Statements {
  readonly #uploads: UploadFolder;
  readonly #poller: Poller;
  readonly #running = new Map<string, Promise<void>>();
  readonly #places = new UploadPlaces();
  #stopping = false;
  readonly #abort = new AbortController();
  #isFirst = true;

  constructor(private readonly parts: StatementRunParts) {
    super();
    this.#uploads = new UploadFolder(parts.folder, parts.disk);
    this.#poller = new Poller(() => this.#beat(), BEAT_MS, parts.onError);
  }

  /** Also ends what an earlier process left behind. */
  start(): void {
    this.#poller.start();
  }

  /** Ends the comparisons under way, as failed: another upload opens what they have not. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#abort.abort();
    await this.#poller.stop();
    await Promise.all(this.#running.values());
  }

  override async take(upload: StatementUpload, caller: Caller): Promise<TakenStatement> {
    const { services } = this.parts;
    const scope = upload.idempotencyKey === undefined ? null : scopeOf(services.sealer, caller, upload.idempotencyKey);
    if (this.#stopping) throw overloaded('The server is stopping');
    return this.#places.run(caller, async (place) => {
      const bytes = place.watch(upload.bytes);
      const spooled = await this.#uploads.write(services.ids.next('rcn'), caller.accountId, bytes);
      try {
        return await this.#begin(upload.terms, spooled, scope, caller);
      } catch (error) {
        await this.#uploads.drop(spooled.path);
        throw error;
      }
    });
  }

  /** The file is there: finds the run that it was sent for before, or checks it, writes down a new one, and begins. */
  async #begin(terms: RunTerms, spooled: Spooled, scope: string | null, caller: Caller): Promise<TakenStatement> {
    const { services } = this.parts;
    // Before a repeat is answered as well.
    await requireStillSending(services, caller);
    const requestDigest = services.sealer.requestDigest(JSON.stringify([terms, spooled.digest]));
    const key = scope === null ? null : { scope, requestDigest };
    const earlier = key && (await repeatedRun(services.store.reconciliations, key));
    if (earlier) {
      await this.#uploads.drop(spooled.path);
      return { run: earlier, repeated: true };
    }
    const run: ReconciliationRun = {
      id: services.ids.next('rcn'),
      accountId: caller.accountId,
      livemode: caller.livemode,
      status: 'comparing',
      terms,
      bytes: spooled.bytes,
      ...(await this.#checked(terms, spooled.path)),
      createdAt: services.clock.now(),
      createdBy: submitterOf(caller).actor,
      endedAt: null,
      outcome: null,
      failure: null,
      key,
    };
    await this.#endAbandoned(SILENCE_MS);
    // To check a large file takes a while too.
    await requireStillSending(services, caller);
    const { kind } = await services.store.reconciliations.insert(run);
    const other = kind === 'key_taken' && key ? await repeatedRun(services.store.reconciliations, key) : null;
    if (other) {
      await this.#uploads.drop(spooled.path);
      return { run: other, repeated: true };
    }
    if (kind !== 'written') {
      // That of the same key too, where it failed meanwhile: the next repeat finds the key free.
      throw new Refusal('reconciliation_running', 'Another statement is being compared: wait until it has ended', {
        retryAfterMs: RETRY_MS,
      });
    }
    this.#running.set(run.id, this.#compare(run, spooled));
    return { run, repeated: false };
  }

  /** The whole file, line by line, before anything is written down. Throws `Refusal` statement_unusable. */
  async #checked(terms: RunTerms, path: string): Promise<Period> {
    const options = { file: path, offsetMs: terms.offsetMs, ...given(terms) };
    try {
      return periodOf(options, await readStatement(path, terms.offsetMs, () => undefined, this.#abort.signal));
    } catch (error) {
      if (!(error instanceof UnusableStatement)) throw error;
      const { faults, more } = error;
      const [first] = faults;
      const line = first?.line ?? null;
      const where = line === null ? '' : `Line ${String(line)}, ${first?.column ?? ''} `;
      throw new Refusal('statement_unusable', `${where}${first?.problem ?? 'It cannot be read'}`, {
        extra: { faults, more_faults: more },
      });
    }
  }

  async #compare(run: ReconciliationRun, spooled: Spooled): Promise<void> {
    let failure: RunFailure | null = null;
    try {
      const sheet = this.#uploads.sheetFor(spooled);
      try {
        const done = await reconcile(this.parts.services, sheet, this.#optionsOf(run, spooled.path));
        const { reconciliations } = this.parts.services.store;
        await keepDifferences(reconciliations, run.id, sheet, () => {
          this.#uploads.requireRoom();
        });
        await reconciliations.end(endedRun(run, { outcome: outcomeOf(done) }, this.parts.services.clock.now()));
      } finally {
        sheet.close();
      }
    } catch (error) {
      // A comparison is refused nothing but room.
      const isFull = error instanceof Refusal && error.code === 'overloaded';
      failure = this.#stopping ? 'server_stopped' : isFull ? 'no_room' : 'comparison_failed';
      if (!this.#stopping) this.parts.onError(error);
    }
    try {
      await this.#uploads.drop(spooled.path);
      if (failure) await this.#fail(run, failure);
    } catch (error) {
      // Nobody touches the run any more: it is ended as one that was left behind.
      this.parts.onError(error);
    } finally {
      this.#running.delete(run.id);
    }
  }

  #optionsOf({ accountId, livemode, terms, fromAt, toAt }: ReconciliationRun, path: string): ReconcileOptions {
    const { holds, madeAt } = given(terms);
    return {
      file: path,
      type: terms.type,
      livemode,
      fromAt,
      toAt,
      offsetMs: terms.offsetMs,
      lookBackMs: LOOK_BACK_MS,
      accountLess: false,
      mostReviews: MOST_REVIEWS,
      holds,
      madeAt,
      accountId,
      breathe: this.#breath(),
      signal: this.#abort.signal,
    };
  }

  /** On the embedded store nothing of a comparison waits by itself: without this it would hold up every request. */
  #breath(): () => Promise<void> {
    let since = performance.now();
    return async () => {
      this.#abort.signal.throwIfAborted();
      const tookMs = performance.now() - since;
      if (tookMs < SLICE_MS) return;
      await (tookMs < LONG_STEP_MS ? turn() : rest(Math.min(tookMs, LONGEST_REST_MS)));
      since = performance.now();
    };
  }

  async #beat(): Promise<boolean> {
    const { store, clock } = this.parts.services;
    // An embedded store has one server: whatever is under way when that one starts has nobody who goes on with it.
    const isAlone = this.#isFirst && store.engine === 'sqlite';
    if (this.#isFirst) await this.#uploads.sweep(isAlone ? 0 : DAY_MS);
    await this.#endAbandoned(isAlone ? -DAY_MS : SILENCE_MS);
    this.#isFirst = false;
    for (const id of this.#running.keys()) await store.reconciliations.touch(id, clock.now());
    return false;
  }

  async #endAbandoned(silenceMs: number): Promise<void> {
    const { store, clock } = this.parts.services;
    for (const run of await store.reconciliations.abandoned(clock.now() - silenceMs))
      if (!this.#running.has(run.id)) await this.#fail(run, 'server_stopped');
  }

  async #fail(run: ReconciliationRun, failure: RunFailure): Promise<void> {
    const { store, clock } = this.parts.services;
    await store.reconciliations.end(endedRun(run, { failure }, clock.now()));
  }
}

function given({ fromAt, toAt, holds, madeAt }: RunTerms) {
  return {
    fromAt: fromAt ?? undefined,
    toAt: toAt ?? undefined,
    holds: holds ?? undefined,
    madeAt: madeAt ?? undefined,
  };
}
