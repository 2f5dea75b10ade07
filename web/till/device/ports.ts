// What the till needs of a browser, so that it can be tried without one.
import type { AttemptRecord, Redemption } from '../sale/attempt';
import type { Settings, Terminal } from '../sale/state';
import type { VoucherType } from '../sale/entry/voucher-type';

/** Time, and two kinds of waits. Both reject once the signal is aborted. */
export interface TillClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** 0 to 1, without 1. */
  random(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Before something is sent again: it ends early once the network is back. */
  rest(ms: number, signal?: AbortSignal): Promise<void>;
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
  /** False: it was not there, so somebody has emptied the storage meanwhile. */
  deleteRecord(key: string): Promise<boolean>;
}

/** One page of this browser is the till. */
export interface TillLock {
  /**
   * Resolves once this page has it, for as long as the page lives. `onWaiting`: another page has it now. False: nothing can be locked
   * here.
   */
  take(onWaiting: () => void): Promise<boolean>;
}

/** What is to stand on paper. */
export interface PrintJob {
  /** `slip`: of an outcome that is not known. */
  readonly what: 'receipt' | 'slip';
  readonly redemption: Redemption;
  /** From 2 on the paper says so. Null: the first. */
  readonly copy: number | null;
  readonly terminal: Terminal | null;
  readonly types: readonly VoucherType[];
  readonly settings: Settings;
}
