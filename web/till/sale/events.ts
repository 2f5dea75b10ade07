// Everything that can happen to a till. Screens send what a person did, the runner what the world answered.
import type { AttemptRecord, Redemption, Refusal } from './attempt';
import type { Instant, Missing, PairingFault, PosLink, Settings, Terminal } from './state';
import type { VoucherType } from './entry/voucher-type';

/**
 * A key as the till understands it: a digit by its value or its place, a name. `text` is anything else that was typed: a prefix of
 * a scanner, a letter.
 */
export type Key =
  | { readonly kind: 'digit'; readonly digit: string }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'Enter' | 'Tab' | 'Escape' | 'Backspace' | 'F1' | 'F2' | 'F3' | 'F4' | 'F5' | 'F6';
    };

/** What a person can do by a button, a tap, or a key that stands for it. */
export type Act =
  // amount
  | { readonly type: 'digits'; readonly digits: string }
  | { readonly type: 'erase' }
  | { readonly type: 'whole_value' }
  | { readonly type: 'choose_type'; readonly typeId: string }
  /** Next, Take payment, Pair, Done, Next customer: what Enter does. */
  | { readonly type: 'go_on' }
  /** Back, or (of what is not paid, or in part) the next customer: what Escape does. */
  | { readonly type: 'leave' }
  // voucher: text as a touch keyboard or the clipboard gives it, the whole of the field
  | { readonly type: 'enter_text'; readonly field: 'pin' | 'phone' | 'code'; readonly text: string }
  | { readonly type: 'focus'; readonly field: 'pin' | 'phone' }
  /** Another sale under the same number. */
  | { readonly type: 'new_sale' }
  // an attempt
  | { readonly type: 'park' }
  /** The customer pays in another way: the till stops sending and finds out what became of it. The PIN is forgotten. */
  | { readonly type: 'give_up' }
  | { readonly type: 'print' }
  /** It did not print, and nobody wants to try again: on, without saying that a receipt was given. */
  | { readonly type: 'leave_unprinted' }
  /** "Try as Blu": the voucher field again, with another type and a new key. */
  | { readonly type: 'try_as'; readonly typeId: string }
  // lists
  | { readonly type: 'open_tray' }
  | { readonly type: 'open_attempt'; readonly id: string }
  /** Of one that another terminal made: the record here is of no use any more. */
  | { readonly type: 'forget'; readonly id: string }
  | { readonly type: 'open_last_sales' }
  | { readonly type: 'open_sale'; readonly redemptionId: string }
  | { readonly type: 'show_pin' }
  | { readonly type: 'reprint'; readonly redemptionId: string }
  | { readonly type: 'change_settings'; readonly settings: Partial<Settings> };

/** A failure of a request, as the runner read it. */
export interface Failure {
  /**
   * - `no_answer`: no connection, half an answer, or something that is not Vouch. It may have arrived.
   * - `asked_to_wait`: 429 or 503.
   * - `in_use`: the first request under the key still runs.
   * - `not_paired`: 401. `revoked`: 403 `key_revoked`.
   * - `not_received`: by recover. Proven.
   * - `refused`: a repeat would be refused alike. What came before it under this key is another question.
   * - `gone`: 404 to a read, by somebody who says that he is Vouch: it may be there still.
   */
  readonly kind:
    'no_answer' | 'asked_to_wait' | 'in_use' | 'not_paired' | 'revoked' | 'not_received' | 'refused' | 'gone';
  readonly code: string | null;
  readonly refusal: Refusal | null;
  /** When the runner tries again by itself. */
  readonly retryAt: Instant | null;
}

/** What the runner found out. */
export type Report =
  | { readonly type: 'lock_granted' }
  | { readonly type: 'lock_waiting' }
  /** What the browser kept: who this till was, and what it could take, so that the page opens without the network. */
  | {
      readonly type: 'profile_read';
      readonly terminal: Terminal | null;
      readonly types: readonly VoucherType[];
      readonly typeId: string | null;
      readonly settings: Partial<Settings>;
    }
  | { readonly type: 'records_read'; readonly records: readonly AttemptRecord[] }
  | { readonly type: 'records_unreadable' }
  | { readonly type: 'identified'; readonly terminal: Terminal; readonly types: readonly VoucherType[] }
  | { readonly type: 'not_identified'; readonly failure: Failure }
  /** The terminal's own redemptions that were not acknowledged. `known`: those under the number that was asked for. */
  | {
      readonly type: 'unacknowledged_read';
      readonly redemptions: readonly Redemption[];
      readonly known?: readonly Redemption[] | undefined;
    }
  | { readonly type: 'known_read'; readonly known: readonly Redemption[] }
  | { readonly type: 'paired'; readonly terminal: Terminal; readonly types: readonly VoucherType[] }
  | { readonly type: 'not_paired'; readonly fault: PairingFault }
  | { readonly type: 'record_written'; readonly id: string }
  | { readonly type: 'record_refused'; readonly id: string }
  /** An answer to the POST, to recover, or to a read. */
  | { readonly type: 'answered'; readonly id: string; readonly redemption: Redemption }
  /** No answer yet: the runner goes on, unless the kind says that it is over. */
  | { readonly type: 'failed'; readonly id: string; readonly failure: Failure }
  /** The server has heard that it was seen to its end, or will not hear. */
  | { readonly type: 'acknowledged'; readonly key: string }
  /** Something may have been missed: the page comes into view again, or a record was gone when it was to be deleted. */
  | { readonly type: 'look_again' }
  | { readonly type: 'online' }
  | { readonly type: 'offline' }
  | { readonly type: 'print_ended' }
  | { readonly type: 'sales_read'; readonly rows: readonly Redemption[] }
  | { readonly type: 'sale_read'; readonly redemption: Redemption }
  | { readonly type: 'reprint_recorded'; readonly redemption: Redemption; readonly copy: number }
  | { readonly type: 'sales_failed'; readonly fault: 'no_answer' | 'gone' | 'too_many_receipts' }
  | { readonly type: 'missing'; readonly missing: Partial<Missing> };

export type Event =
  | { readonly type: 'opened'; readonly link: PosLink | null; readonly pairingCode: string | null }
  /** A code in the address of a page that is open already. */
  | { readonly type: 'code_opened'; readonly code: string }
  /** Once a second. */
  | { readonly type: 'ticked' }
  /** The time that a scan without an end was given has passed. */
  | { readonly type: 'scan_timed_out' }
  /** `at`: when it was pressed. A page that is busy hears it later. */
  | { readonly type: 'key'; readonly key: Key; readonly at?: Instant }
  | { readonly type: 'act'; readonly act: Act }
  | { readonly type: 'report'; readonly report: Report };

/** When an event happened, and a key that no attempt has had. Handed in, because a rule reads no clock and draws no lots. */
export interface Moment {
  readonly at: Instant;
  readonly freshKey: string;
}
