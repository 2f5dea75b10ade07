// What the till needs of the world around it. The browser's side is in device/, a test's is in test/till.
import type { Vouch } from 'vouch-client';
import type { AttemptRecord, Redemption } from '../sale/attempt';
import type { Tone } from '../sale/effects';
import type { Settings, Terminal } from '../sale/state';
import type { VoucherType } from '../sale/voucher-type';

/** Time, and waits that a returning network cuts short. */
export interface TillClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** 0 to 1, without 1. */
  random(): number;
  /** Resolves after `ms`, or earlier once the network is back. Rejects once the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Who this till was, so that the page opens without the network. */
export interface Profile {
  readonly terminal: Terminal | null;
  readonly types: readonly VoucherType[];
  readonly typeId: string | null;
  readonly settings: Partial<Settings>;
}

/** The storage of the browser. Every promise may reject: then the till goes on without, and says so. */
export interface TillStorage {
  readProfile(): Promise<Profile | null>;
  writeProfile(profile: Profile): Promise<void>;
  readRecords(): Promise<readonly AttemptRecord[]>;
  /** Resolves once it is on the disk, and not before. */
  writeRecord(record: AttemptRecord): Promise<void>;
  deleteRecord(key: string): Promise<void>;
}

/** One page of this browser is the till. */
export interface TillLock {
  /** Resolves once this page has it, for as long as the page lives. `onWaiting`: another page has it now. False: nothing can be locked here. */
  take(onWaiting: () => void): Promise<boolean>;
}

/** A receipt, or a slip of what is still being checked. `copy` from 2 on is named on the paper. */
export interface PrintJob {
  readonly what: 'receipt' | 'slip';
  readonly redemption: Redemption;
  readonly copy: number | null;
  readonly terminal: Terminal | null;
  readonly types: readonly VoucherType[];
  readonly settings: Settings;
}

export interface Ports {
  readonly vouch: Pick<Vouch, 'redemptions' | 'terminals'>;
  readonly clock: TillClock;
  readonly storage: TillStorage;
  readonly lock: TillLock;
  /** A key that no attempt has had. */
  readonly newKey: () => string;
  /** Resolves once what was drawn can be seen. */
  readonly painted: () => Promise<void>;
  /** Resolves once the browser's part is over, printed or not. */
  readonly print: (job: PrintJob) => Promise<void>;
  readonly sound: (tone: Tone) => void;
  /** Takes the sale out of the address, so that a reload does not begin it again. */
  readonly clearAddress: () => void;
  /** Nothing is under way: a newer version of the page may take over. */
  readonly idle: () => void;
}
