// A till without a browser: the real rules, runner and client, over a server that is a model, a clock that is told, and a storage
// that outlives the page. A spec decides which answers arrive.
import axios, { type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import { createVouch } from 'vouch-client';
import type { Ports } from '../../web/till/attempts/ports';
import { startTill, type Till } from '../../web/till/attempts/till';
import type { PrintJob, Profile, TillClock, TillStorage } from '../../web/till/device/ports';

import type { AttemptRecord } from '../../web/till/sale/attempt';
import { readLink } from '../../web/till/sale/entry/link';
import type { Act, Key } from '../../web/till/sale/events';
import type { State } from '../../web/till/sale/state';
import { ModelServer } from './model-server';

const NOON = Date.parse('2026-01-31T12:00:00Z');

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that moves when it is told to. */
export class ToldClock implements TillClock {
  time = NOON;
  #sleepers = new Set<Sleeper>();

  now = (): number => this.time;
  random = (): number => 0;
  sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const wake = (): void => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const sleeper = { at: this.time + ms, wake };
      const abort = (): void => {
        this.#sleepers.delete(sleeper);
        reject(Object.assign(new Error('ended'), { name: 'AbortError' }));
      };
      if (signal?.aborted) abort();
      else {
        this.#sleepers.add(sleeper);
        signal?.addEventListener('abort', abort, { once: true });
      }
    });
  rest = this.sleep;

  /** Wakes whoever is due on the way, in order, and lets what they begin come to rest. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      await settled();
      const [next] = [...this.#sleepers].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
      if (!next) break;
      this.time = Math.max(this.time, next.at);
      this.#sleepers.delete(next);
      next.wake();
    }
    this.time = end;
    await settled();
  }
}

/** Until nothing moves that does not wait for time. Answers of the model arrive in microtasks and immediates alone. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** What a page leaves behind. */
export class Disk implements TillStorage {
  profile: Profile | null = null;
  readonly records = new Map<string, AttemptRecord>();
  /** Full, or a private window: nothing can be written. */
  refuses = false;

  readProfile = async (): Promise<Profile | null> => this.profile;
  writeProfile = async (profile: Profile): Promise<void> => {
    this.profile = structuredClone(profile);
  };
  readRecords = async (): Promise<readonly AttemptRecord[]> => [...this.records.values()];
  writeRecord = async (record: AttemptRecord): Promise<void> => {
    if (this.refuses) throw new Error('full');
    this.records.set(record.key, structuredClone(record));
  };
  deleteRecord = async (key: string): Promise<boolean> => this.records.delete(key);

  /** Everything that lies on it, as text. */
  text(): string {
    return JSON.stringify([this.profile, [...this.records.values()]]);
  }
}

/** A shop with one till. Its page may be closed and opened again at any time. */
export class Shop {
  readonly clock = new ToldClock();
  readonly server = new ModelServer(() => this.clock.time);
  disk = new Disk();
  readonly printed: PrintJob[] = [];
  readonly tones: string[] = [];
  isAddressCleared = false;
  till: Till | null = null;
  #keys = 0;

  get state(): State {
    if (!this.till) throw new Error('No page is open');
    return this.till.getState();
  }

  get screen(): State['screen'] {
    return this.state.screen;
  }

  async open(query = '', pairingCode: string | null = null): Promise<void> {
    this.till?.close();
    this.isAddressCleared = false;
    this.till = startTill(this.#ports(), readLink(query), pairingCode);
    await settled();
    await this.clock.pass(900);
  }

  close(): void {
    this.till?.close();
    this.till = null;
  }

  act(act: Act): void {
    this.till?.act(act);
  }

  /** Fingers: each key long after the one before. */
  async type(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.till?.dispatch({ type: 'key', key: keyFrom(key) });
      await this.clock.pass(150);
    }
  }

  /** A wedge scanner: eight milliseconds a character. */
  async scan(text: string, end: 'Enter' | 'Tab' | null = 'Enter', restMs = 300): Promise<void> {
    for (const key of [...Array.from(text), ...(end ? [end] : [])]) {
      this.till?.dispatch({ type: 'key', key: keyFrom(key) });
      await this.clock.pass(8);
    }
    await this.clock.pass(restMs);
  }

  /** Long enough for any screen to have been read. */
  async read(): Promise<void> {
    await this.clock.pass(1100);
  }

  /** From an empty amount to what became of it. */
  async sell(amount: string, pin: string): Promise<void> {
    await this.type(...Array.from(amount), 'Enter');
    await this.read();
    await this.scan(pin);
    await this.read();
  }

  #ports(): Ports {
    const http = axios.create({ adapter: (config) => this.#carry(config) });
    return {
      vouch: createVouch({ baseUrl: '', session: 'till', axios: http, clock: this.clock }),
      clock: this.clock,
      storage: this.disk,
      lock: { take: async () => true },
      newKey: () => `till-${String(++this.#keys)}`,
      print: async (job) => {
        this.printed.push(job);
      },
      sound: (tone) => this.tones.push(tone),
      clearAddress: () => {
        this.isAddressCleared = true;
      },
      idle: () => undefined,
    };
  }

  async #carry(config: InternalAxiosRequestConfig): Promise<AxiosResponse> {
    const { status, headers, body } = await this.server.answer({
      route: `${(config.method ?? 'get').toUpperCase()} ${config.url ?? ''}`,
      key: (config.headers.get('idempotency-key') as string | undefined) ?? null,
      body: typeof config.data === 'string' ? (JSON.parse(config.data) as Record<string, unknown>) : {},
    });
    return { status, statusText: '', headers, data: JSON.stringify(body), config };
  }
}

function keyFrom(key: string): Key {
  if (/^\d$/.test(key)) return { kind: 'digit', digit: key };
  return key.length === 1 ? { kind: 'text', text: key } : { kind: key as 'Enter' };
}
