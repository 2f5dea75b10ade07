// An installation for random stories: the simulators with their books, which are the truth, and a store that can be put back from a backup. One
// clock for all of it, which only the story moves.
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROVIDERS } from '../../../adapters';
import { createBooks, type Books } from '../../../adapters/kit/simulator/books';
import { startSimulators, type Simulators } from '../../../adapters/kit/simulator/host';
import type { Redemption } from '../../../src/core/redemption/redemption';
import { DEFAULT_SCHEDULE } from '../../../src/core/redemption/schedule';
import { ended, newMark } from '../../../src/core/restores/restore-mark';
import { placedIn, type UnwrittenAnswer } from '../../../src/core/use-cases/operations/unwritten-answers';
import { RESOLVER, resolveRedemption } from '../../../src/core/use-cases/resolve';
import type { Services } from '../../../src/core/use-cases/services';
import { submit } from '../../../src/core/use-cases/submit';
import { Clock } from '../../../src/core/values/ports';
import { MINUTE_MS, type Instant, type Reading } from '../../../src/core/values/time';
import { ProviderDirectory } from '../../../src/providers/directory';
import { AesSealer } from '../../../src/sealing/aes-sealer';
import { openStore } from '../../../src/store/open';
import { ProcessKeyedLock } from '../../../src/system/keyed-lock';
import { RandomIds } from '../../../src/system/ids';
import { sampleUser } from '../../store/contract/people';
import { personOf } from '../../tools/console-people';
import { backUpFile } from '../back';
import { OPERATOR, SHOP } from '../world';

/** Noon, so that no story of a few hours meets a midnight by accident. */
export const BEGIN = Date.parse('2026-11-20T12:00:00Z');

/** The operator's is the oldest. */
export const ACCOUNTS = [OPERATOR, SHOP] as const;

/** Two people of each account who decide, and are present. */
export function approverOf(accountId: string, nth: number) {
  const id = `usr_65f0c0c0c0c0c0c0c0c0c${accountId === OPERATOR ? '0' : '1'}0${String(nth)}`;
  return personOf(id, 'approver', { accountId, livemode: false }, { presentUntil: Number.MAX_SAFE_INTEGER });
}

class StoryClock extends Clock {
  #at = BEGIN;
  override now(): Instant {
    return this.#at;
  }
  override elapsed(): number {
    return this.#at - BEGIN;
  }
  override reading(): Reading {
    return { clock: 'story', ms: this.#at - BEGIN };
  }
  pass(ms: number): void {
    this.#at += ms;
  }
}

/** The simulators, for all stories of a spec: to start them takes longer than a story. */
export interface Providers {
  readonly books: Books;
  readonly simulators: Simulators;
  /** Of the story that runs now. */
  clock: StoryClock;
  readonly directory: ProviderDirectory;
  close(): Promise<void>;
}

export async function startProviders(): Promise<Providers> {
  const held: { clock: StoryClock } = { clock: new StoryClock() };
  const books = createBooks({ now: () => held.clock.now() });
  const simulators = await startSimulators({ providers: PROVIDERS, books });
  const directory = new ProviderDirectory({
    definitions: PROVIDERS,
    config: { test: Object.fromEntries(PROVIDERS.map(({ provider }) => [provider, { timeoutMs: 5000 }])), live: {} },
    simulators: simulators.addresses,
    limits: { concurrent: 20, breakAfter: 1_000_000, halfOpenAfterMs: 1000 },
    observe: () => undefined,
  });
  const close = async () => {
    directory.close();
    await simulators.close();
    books.close();
  };
  return Object.assign(held, { books, simulators, directory, close });
}

export class Installation {
  readonly clock = new StoryClock();
  /** Cents of one redemption that a person may decide on alone. Null: no two are needed. */
  approvalAbove: number | null = null;
  readonly folder = mkdtempSync(join(tmpdir(), 'vouch-stories-'));
  readonly #stores: Services['store'][] = [];
  readonly #backups: { readonly file: string; readonly at: number; readonly epoch: number }[] = [];
  #file = join(this.folder, 'vouch-0.db');
  #restores = 0;
  /** The store and the use cases over it, as they are now. */
  services!: Services;

  private constructor(readonly providers: Providers) {
    providers.clock = this.clock;
    providers.books.reset();
  }

  static async open(providers: Providers): Promise<Installation> {
    const made = new Installation(providers);
    const { clock } = made;
    const services = {
      clock,
      ids: new RandomIds(clock),
      sealer: new AesSealer([randomBytes(32)]),
      providers: providers.directory,
      schedule: DEFAULT_SCHEDULE,
      approvalLimits: () => Promise.resolve({ above: made.approvalAbove, abovePerDay: null }),
      guesses: { count: () => undefined },
    };
    await made.#use(services);
    for (const [at, id] of ACCOUNTS.entries())
      await made.services.store.accounts.ensureAccount({ id, name: id, createdAt: at + 1 });
    for (const accountId of ACCOUNTS)
      for (const nth of [0, 1]) {
        const { user } = approverOf(accountId, nth);
        await made.services.store.accounts.insertUser(sampleUser({ ...user, accountId, createdAt: BEGIN }));
      }
    return made;
  }

  /** How often a backup was put back. */
  get epoch(): number {
    return this.#restores;
  }

  async #use(services: Omit<Services, 'store' | 'lock'>): Promise<void> {
    const store = await openStore(`sqlite:${this.#file}`);
    this.#stores.push(store);
    this.services = { ...services, store, lock: new ProcessKeyedLock() } satisfies Services;
  }

  backUp(): void {
    this.clock.pass(MINUTE_MS);
    const file = join(this.folder, `backup-${String(this.#backups.length)}.db`);
    backUpFile(`sqlite:${this.#file}`, file);
    this.#backups.push({ file, at: this.clock.now(), epoch: this.epoch });
    this.clock.pass(MINUTE_MS);
  }

  /**
   * Puts the newest or the oldest backup back, and marks the store as the runbook says. `before`: what is done over it before it is marked; `kept`: answers
   * that the store before did not take lie beside it, and a server takes them up as it starts.
   */
  async restore(
    which: 'newest' | 'oldest',
    { earlyMs = 0, before, kept = false }: { earlyMs?: number; before?: () => Promise<unknown>; kept?: boolean } = {},
  ): Promise<void> {
    const backup = this.#backups.at(which === 'newest' ? -1 : 0);
    if (!backup) return;
    this.clock.pass(MINUTE_MS);
    const lost = await this.#answersSince(backup.at);
    this.#keptElsewhere.push(...lost);
    this.#restores += 1;
    this.#file = join(this.folder, `vouch-${String(this.#restores)}.db`);
    copyFileSync(backup.file, this.#file);
    await this.#use(this.services);
    await before?.();
    const { store, ids } = this.services;
    const since = backup.at - earlyMs;
    const [marks, newestAt] = [await store.restores.list(), await store.redemptions.newestAt()];
    // As `vouch restored` does it.
    const fresh = newMark(ids.next('rst'), since, this.clock.now(), newestAt);
    const standing = marks.find((mark) => mark.since === fresh.since && mark.readings.length === 0);
    const { id, version } = standing ?? { id: fresh.id, version: 0 };
    const { restores } = store;
    await (standing ? restores.replace({ ...fresh, id, version: version + 1 }) : restores.insert(fresh));
    this.clock.pass(MINUTE_MS);
    if (kept) for (const answer of lost) await this.#takeUp(answer);
  }

  /** Answers that were kept as the store did not take them at once, and whose files were not dropped. */
  async #answersSince(at: number): Promise<UnwrittenAnswer[]> {
    const answers: UnwrittenAnswer[] = [];
    for (const one of await this.all())
      for (const { id: operationId, type, status, asks, amountCents, transactionId, createdAt } of one.operations) {
        const askId = asks.at(-1)?.id;
        if (createdAt < at || status !== 'succeeded' || askId === undefined || type === 'reserve') continue;
        const reversal = one.reversals.find((reversed) => reversed.operationId === operationId);
        const voucher = type === 'confirm' ? one.changeVoucher : (reversal?.refundVoucher ?? null);
        const inquiry = { kind: 'accepted', amountCents, voucher, ...(transactionId === null ? {} : { transactionId }) } as const; // prettier-ignore
        const fact = { kind: 'answered', operationId, askId, inquiry, settlingMs: 0, fallback: null } as const;
        answers.push({ redemptionId: one.id, type, by: RESOLVER, fact });
      }
    return answers;
  }

  /** Those of a machine that is started last, whatever was read meanwhile. */
  async takeUpLate(): Promise<void> {
    for (const answer of this.#keptElsewhere) await this.#takeUp(answer);
  }

  readonly #keptElsewhere: UnwrittenAnswer[] = [];
  /** As `AnswerKeeper` writes one, again as long as it waits for another capture. */
  readonly #keptWaiting: UnwrittenAnswer[] = [];
  async #takeUp(answer: UnwrittenAnswer): Promise<void> {
    const found = await this.services.store.redemptions.find(answer.redemptionId);
    if (!found) return;
    const seen = { waits: false };
    await submit(this.services, answer.redemptionId, answer.by, (current) => {
      const placed = placedIn(current, answer);
      seen.waits = placed === 'waits';
      return { facts: placed === null || placed === 'waits' ? [] : [placed] };
    });
    if (seen.waits) this.#keptWaiting.push(answer);
  }

  async all(): Promise<Redemption[]> {
    const { redemptions } = this.services.store;
    const lists = ACCOUNTS.map((accountId) => redemptions.list({ accountId, livemode: false, limit: 100 }));
    return (await Promise.all(lists)).flat();
  }

  /** The resolver does what falls due until then, in longer and longer steps. */
  async pass(ms: number): Promise<void> {
    const end = this.clock.now() + ms;
    for (let step = MINUTE_MS / 2; this.clock.now() < end; step *= 2) {
      this.clock.pass(Math.min(step, end - this.clock.now()));
      await this.resolve();
    }
  }

  async resolve(): Promise<void> {
    for (const answer of this.#keptWaiting.splice(0)) await this.#takeUp(answer);
    for (const { id, dueAt } of await this.all())
      if (dueAt !== null && dueAt <= this.clock.now()) await resolveRedemption(this.services, id);
  }

  /** `vouch restored --end`: the provider has no line to show. */
  async endWait(type: string): Promise<void> {
    const { restores } = this.services.store;
    for (const mark of await restores.list()) await restores.replace(ended(mark, false, type, this.clock.now()));
  }

  outage(type: string, on: boolean): Promise<void> {
    return this.providers.simulators.outage(type.slice('vouchers.'.length), on);
  }

  async close(): Promise<void> {
    for (const { provider } of PROVIDERS) await this.providers.simulators.outage(provider, false);
    for (const store of this.#stores) await store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
