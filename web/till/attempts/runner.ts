// Does what the rules want done, and reports what came of it. Decides nothing about money.
import type { Attempt } from '../sale/attempt';
import type { Effect } from '../sale/effects';
import type { Event, Report } from '../sale/events';
import type { State } from '../sale/state';
import { follow, readAgain, recover, send, type Loop } from './loops';
import type { Ports } from './ports';
import {
  acknowledge,
  claim,
  identify,
  readSale,
  readSales,
  readKnown,
  readUnacknowledged,
  recordReprint,
} from './questions';

/** What is asked of the server beside the attempts. */
type Question = Extract<
  Effect,
  {
    type:
      | 'identify'
      | 'claim'
      | 'read_unacknowledged'
      | 'read_known'
      | 'acknowledge'
      | 'read_sales'
      | 'read_sale'
      | 'record_reprint';
  }
>;

/** A store that does not answer must not keep the customer waiting: the till goes on without a record, and says so. */
const WRITE_WITHIN_MS = 3_000;

export class Runner {
  /** Ends the call that is under way about an attempt, by its id. */
  readonly #calls = new Map<string, AbortController>();
  readonly #page = new AbortController();

  constructor(
    private readonly ports: Ports,
    private readonly state: () => State,
    private readonly report: (report: Report) => void,
    private readonly dispatch: (event: Event) => void,
  ) {}

  /** Begins it. What it leads to is reported later, never at once. */
  run(effect: Effect): void {
    void this.#do(effect).catch((error: unknown) => {
      // A wait or a call that was ended: whoever ended it knows.
      if (!this.#page.signal.aborted && !isAbort(error)) throw error;
    });
  }

  close(): void {
    this.#page.abort();
    for (const call of this.#calls.values()) call.abort();
  }

  async #do(effect: Effect): Promise<void> {
    const { ports } = this;
    switch (effect.type) {
      case 'take_lock':
        return this.#takeLock();
      case 'read_profile':
        return this.#readProfile();
      case 'read_records':
        return this.#readRecords();
      case 'keep_profile': {
        const { terminal, types, typeId, settings } = this.state();
        return ports.storage.writeProfile({ terminal, types, typeId, settings }).catch(() => undefined);
      }
      case 'write_record':
        return this.#writeRecord(effect.record);
      case 'delete_record':
        if (!(await ports.storage.deleteRecord(effect.key).catch(() => false))) this.report({ type: 'look_again' });
        return;
      case 'send':
      case 'recover':
      case 'follow':
      case 'read_again':
        return this.#call(effect);
      case 'stop':
        this.#calls.get(effect.id)?.abort();
        return;
      case 'print':
        await ports.print(this.#jobOf(effect)).catch(() => undefined);
        this.report({ type: 'print_ended' });
        return;
      case 'sound':
        if (this.state().settings.sound) ports.sound(effect.tone);
        return;
      case 'clear_address':
        ports.clearAddress();
        return;
      case 'idle':
        ports.idle();
        return;
      case 'await_scan_end':
        await ports.clock.sleep(effect.afterMs, this.#page.signal);
        this.dispatch({ type: 'scan_timed_out' });
        return;
      default:
        return this.#ask(effect);
    }
  }

  async #ask(effect: Question): Promise<void> {
    const loop = this.#loop(this.#page.signal);
    switch (effect.type) {
      case 'identify':
        return identify(loop);
      case 'claim':
        return claim(loop, effect.code);
      case 'read_unacknowledged':
        return readUnacknowledged(loop, effect.reference);
      case 'read_known':
        return readKnown(loop, effect.ids, effect.reference);
      case 'acknowledge':
        await acknowledge(loop, effect.redemptionId, effect.receipt);
        if (effect.key !== null) loop.report({ type: 'acknowledged', key: effect.key });
        return;
      case 'read_sales':
        return readSales(loop);
      case 'read_sale':
        return readSale(loop, effect.redemptionId);
      case 'record_reprint':
        return recordReprint(loop, effect.redemptionId);
    }
  }

  #loop(signal: AbortSignal): Loop {
    const { vouch, clock } = this.ports;
    const report = (told: Report): void => {
      if (!signal.aborted) this.report(told);
    };
    return { vouch, clock, signal, report };
  }

  /** One call at a time about an attempt: the one before is ended, and what became of it is what the next one asks. */
  async #call(effect: Extract<Effect, { type: 'send' | 'recover' | 'follow' | 'read_again' }>): Promise<void> {
    this.#calls.get(effect.id)?.abort();
    const own = new AbortController();
    this.#calls.set(effect.id, own);
    const loop = this.#loop(own.signal);
    try {
      const attempt = this.state().attempts[effect.id];
      if (!attempt) return;
      if (effect.type === 'recover') await recover(loop, attempt, effect.key);
      else if (effect.type === 'follow') await follow(loop, attempt, effect.redemptionId, effect.afterMs);
      else if (effect.type === 'read_again') await readAgain(loop, attempt, effect.redemptionId);
      else await this.#send(loop, attempt);
    } finally {
      if (this.#calls.get(effect.id) === own) this.#calls.delete(effect.id);
    }
  }

  async #send(loop: Loop, attempt: Attempt): Promise<void> {
    const type = this.state().types.find(({ id }) => id === attempt.typeId);
    if (type) await send(loop, attempt, type);
  }

  async #takeLock(): Promise<void> {
    const isLocked = await this.ports.lock.take(() => {
      this.report({ type: 'lock_waiting' });
    });
    if (!isLocked) this.report({ type: 'missing', missing: { locks: true } });
    this.report({ type: 'lock_granted' });
  }

  async #readProfile(): Promise<void> {
    const profile = await this.ports.storage.readProfile().catch(() => null);
    const nobody = { terminal: null, types: [], typeId: null, settings: {} };
    this.report({ type: 'profile_read', ...(profile ?? nobody) });
  }

  async #readRecords(): Promise<void> {
    const records = await this.ports.storage.readRecords().catch(() => null);
    this.report(records ? { type: 'records_read', records } : { type: 'records_unreadable' });
  }

  async #writeRecord(record: Extract<Effect, { type: 'write_record' }>['record']): Promise<void> {
    const late = new AbortController();
    const isWritten = await Promise.race([
      this.ports.storage.writeRecord(record).then(
        () => true,
        () => false,
      ),
      this.ports.clock.sleep(WRITE_WITHIN_MS, late.signal).then(() => false),
    ]);
    late.abort();
    this.report({ type: isWritten ? 'record_written' : 'record_refused', id: record.key });
  }

  #jobOf({ what, redemption, copy }: Extract<Effect, { type: 'print' }>) {
    const { terminal, types, settings } = this.state();
    return { what, redemption, copy, terminal, types, settings };
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
