// What the till wants done. Data: the runner does it and reports back. No effect holds a PIN of a customer's voucher.
import type { AttemptRecord, Redemption } from './attempt';
import type { State } from './state';

/** Which of three tones: good, bad, and wait. */
export type Tone = 'paid' | 'not_paid' | 'checking';

export type Effect =
  | { readonly type: 'take_lock' }
  | { readonly type: 'read_profile' }
  | { readonly type: 'read_records' }
  /** Who am I? Again and again until there is an answer. */
  | { readonly type: 'identify' }
  /** And all under a number, seen or not: that of the address, or of what is left of a sale. */
  | { readonly type: 'read_unacknowledged'; readonly reference: string | null }
  /** Who this till is, and what somebody chose for it: as the state has them. */
  | { readonly type: 'keep_profile' }
  | { readonly type: 'claim'; readonly code: string }
  /** Strictly: it must be on the disk before `record_written` is reported. */
  | { readonly type: 'write_record'; readonly record: AttemptRecord }
  | { readonly type: 'delete_record'; readonly key: string }
  /** POST, with the key, until there is an answer. The runner takes the PIN out of the state. */
  | { readonly type: 'send'; readonly id: string }
  /** Ask by the key what became of it, until there is an answer. Ends a `send` of the same attempt first. */
  | { readonly type: 'recover'; readonly id: string; readonly key: string }
  /** Read it again and again, while the outcome is not known. */
  | { readonly type: 'follow'; readonly id: string; readonly redemptionId: string; readonly afterMs: number | null }
  /** Read it once, soon or not at all: it is settled, and may have been given back. */
  | { readonly type: 'read_again'; readonly id: string; readonly redemptionId: string }
  /** What redemptions have paid of a sale, once, soon or not at all: these, or where they are not known all under its number. */
  | { readonly type: 'read_known'; readonly ids: readonly string[]; readonly reference: string | null }
  /** Nothing more is to be sent about this attempt. */
  | { readonly type: 'stop'; readonly id: string }
  /** Not repeated: a repeat would count as a copy. `key`: of the record that is of no more use then. */
  | {
      readonly type: 'acknowledge';
      readonly redemptionId: string;
      readonly receipt: 'shown' | 'printed';
      readonly key: string | null;
    }
  | { readonly type: 'read_sales' }
  | { readonly type: 'read_sale'; readonly redemptionId: string }
  /** Writes down that it is printed, which says what number the copy has, and reports it: the paper comes after. */
  | { readonly type: 'record_reprint'; readonly redemptionId: string }
  /** `copy`: from 2 on the paper says so. Null: not known, the first. */
  | {
      readonly type: 'print';
      readonly what: 'receipt' | 'slip';
      readonly redemption: Redemption;
      readonly copy: number | null;
    }
  | { readonly type: 'sound'; readonly tone: Tone }
  /** The sale of the address has begun: a reload must not begin it again. */
  | { readonly type: 'clear_address' }
  /** Report `scan_timed_out` then. */
  | { readonly type: 'await_scan_end'; readonly afterMs: number }
  /** The page may be replaced by a newer one: nothing is under way. */
  | { readonly type: 'idle' };

/** What an event leads to. */
export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}
