// The simulated machine room: a fake clock, a seeded scheduler that decides who goes on next, and processes that can die at
// any point where they wait. Nothing else in the simulation knows about time or chance.

import type { MachineClock } from './machine-clock';

/** Small, fast, and the same on every machine: mulberry32. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 0x9e3779b1) >>> 0;
    for (let warm = 0; warm < 3; warm += 1) this.next();
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** True with this probability. */
  hit(probability: number): boolean {
    return this.next() < probability;
  }

  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error('Nothing to pick from');
    return items[Math.floor(this.next() * items.length)] as T;
  }

  /** Picks a key by weight. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries(weights) as [K, number][];
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      left -= weight;
      if (left < 0) return key;
    }
    return entries[0]?.[0] as K;
  }
}

/** What a client sees when the process that served it has died. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost';
}

/** One running server. Dead, it never goes on from where it waits. */
export class Process {
  alive = true;
  /** Of its machine. Null: it has none, and is never asleep. */
  clock: MachineClock | null = null;
  readonly #died: Promise<never>;
  #kill: (reason: Error) => void = () => undefined;

  constructor(readonly name: string) {
    this.#died = new Promise<never>((_resolve, reject) => {
      this.#kill = reject;
    });
    this.#died.catch(() => undefined);
  }

  die(): void {
    this.alive = false;
    this.#kill(new ConnectionLost(`${this.name} died`));
  }

  /** Runs work in this process as a client over the network sees it: the response, or a lost connection. */
  async serve<T>(work: () => Promise<T>): Promise<T> {
    if (!this.alive) throw new ConnectionLost(`${this.name} is dead`);
    return Promise.race([work(), this.#died]);
  }
}

interface Ticket {
  readonly owner: Process | null;
  readonly readyAt: number;
  readonly label: string;
  readonly run: () => void;
}

export interface Tally {
  operations: number;
  crashes: number;
  stalls: number;
  lostRaces: number;
  unknownCommits: number;
  sleeps: number;
  clocksSet: number;
  readonly faults: Record<string, number>;
}

const HOUR_MS = 3_600_000;

function readyAt({ owner, readyAt }: Ticket): number {
  return Math.max(readyAt, owner?.clock?.asleepUntil ?? 0);
}

/** Most steps of one run: far above what a quiet end needs, so that a loop shows as a failure. */
const MOST_STEPS = 60_000;

export class World {
  /** 2026-01-01, to read well in traces. */
  now = Date.UTC(2026, 0, 1);
  readonly start = this.now;
  readonly trace: string[] = [];
  readonly tally: Tally = {
    operations: 0,
    crashes: 0,
    stalls: 0,
    lostRaces: 0,
    unknownCommits: 0,
    sleeps: 0,
    clocksSet: 0,
    faults: {},
  };
  /** Set while things may go wrong with the machines and the store. */
  chaos = true;
  /** Machines sleep and clocks are set far more often than elsewhere. */
  restless = false;
  crashesLeft = 0;
  onCrash: (process: Process) => void = () => undefined;
  #tickets: Ticket[] = [];
  #active = 0;
  #failure: Error | null = null;
  #ids = 0;

  constructor(readonly chance: Chance) {}

  /** Seconds since the start, who, what: one line of the trace that a failing seed prints. */
  note(who: string, what: string): void {
    this.trace.push(`${((this.now - this.start) / 1000).toFixed(3).padStart(12)}  ${who.padEnd(10)} ${what}`);
  }

  count(fault: string): void {
    this.tally.faults[fault] = (this.tally.faults[fault] ?? 0) + 1;
  }

  /** Deterministic 24 hex digits. */
  nextId(): string {
    this.#ids += 1;
    return this.#ids.toString(16).padStart(24, '0');
  }

  /** Waits for the scheduler's leave. A dead process waits for ever; a stalled one a long time. */
  ticket(owner: Process | null, label: string, delayMs = 0): Promise<void> {
    if (owner && !owner.alive) return new Promise(() => undefined);
    let readyAt = this.now + delayMs;
    if (owner && this.chaos && this.chance.hit(0.002)) {
      readyAt += this.chance.between(20_000, 200_000);
      this.tally.stalls += 1;
      this.note(owner.name, `stalls at ${label}`);
    }
    if (owner?.clock && this.chaos) this.#disturb(owner, owner.clock, label);
    return new Promise((resolve) => this.#tickets.push({ owner, readyAt, label, run: resolve }));
  }

  /** The machine falls asleep, or somebody sets its clock: the same moments as for a stall. */
  #disturb({ name }: Process, clock: MachineClock, label: string): void {
    const rate = this.restless ? 0.03 : 0.002;
    // Most dangerous between the word that something will be sent, and the sending.
    if (this.chance.hit(this.restless && label.endsWith('connects') ? 0.2 : rate)) {
      const ms = this.chance.between(2000, 300_000);
      clock.sleep(ms);
      this.tally.sleeps += 1;
      this.note(name, `sleeps for ${String(ms)} ms at ${label}`);
    }
    if (this.chance.hit(rate)) {
      clock.aheadMs = this.chance.pick([-HOUR_MS, HOUR_MS, -60_000, 60_000, 0]);
      this.tally.clocksSet += 1;
      this.note(name, `has its clock set to ${String(clock.aheadMs)} ms ahead at ${label}`);
    }
  }

  /** Calls back later; returns how to call it off. */
  timer(delayMs: number, label: string, run: () => void): () => void {
    const ticket: Ticket = { owner: null, readyAt: this.now + delayMs, label, run };
    this.#tickets.push(ticket);
    return () => {
      this.#tickets = this.#tickets.filter((candidate) => candidate !== ticket);
    };
  }

  /** Starts something that the run waits for. It must end even where a process dies under it. */
  spawn(work: () => Promise<void>): void {
    this.#active += 1;
    work()
      .catch((error: unknown) => {
        if (!(error instanceof ConnectionLost))
          this.#failure ??= error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => {
        this.#active -= 1;
      });
  }

  crash(process: Process, label: string): void {
    if (!process.alive) return;
    this.note(process.name, `CRASHES at ${label}`);
    this.tally.crashes += 1;
    process.die();
    this.#tickets = this.#tickets.filter((ticket) => ticket.owner !== process);
    this.onCrash(process);
  }

  /** Lets everything go on, in an order of chance's choosing, until all that was spawned has ended. */
  async run(): Promise<void> {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#failure !== null) throw this.#failure;
      if (this.#active === 0) return;
      if (this.#tickets.length === 0) throw new Error('Deadlock: something waits for what nobody will do');
      const ready = this.#tickets.filter((ticket) => readyAt(ticket) <= this.now);
      if (ready.length === 0) {
        this.now = Math.min(...this.#tickets.map(readyAt));
        step -= 1;
        continue;
      }
      const ticket = this.chance.pick(ready);
      if (ticket.owner && this.chaos && this.crashesLeft > 0 && this.chance.hit(0.015)) {
        this.crashesLeft -= 1;
        this.crash(ticket.owner, ticket.label);
        continue;
      }
      this.#tickets.splice(this.#tickets.indexOf(ticket), 1);
      ticket.run();
    }
    throw new Error(`Not quiet after ${String(MOST_STEPS)} steps`);
  }
}
