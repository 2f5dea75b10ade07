// Everything that the till knows, in one value. React draws it, `reduce` alone makes a new one. No PIN is in it but the one that is
// being typed, the one that is being sent, and a change PIN that is on the screen.
import type { Attempt, Redemption } from './attempt';
import type { Sale } from './sale';
import type { VoucherType } from './entry/voucher-type';

/** Milliseconds since 1970, by the clock of this device. */
export type Instant = number;

/** Who this page is, as the server says. */
export interface Terminal {
  /** `trm_…`: records of attempts name it, because a key means something to its own terminal alone. */
  readonly id: string;
  /** The merchant's own name of the till, as it stands on receipts: `TILL3`. */
  readonly terminalId: string;
  readonly name: string;
  /** The shop, for receipts. */
  readonly accountName: string;
  /** False: test mode. Then everything says TEST. */
  readonly livemode: boolean;
}

/** Why something that was typed or scanned was not taken. Nothing was sent. */
export type EntryFault =
  /** No amount, or 0. */
  | 'no_amount'
  | 'amount_too_large'
  /** The address that opened the page had an amount that cannot be: a point of sale made a mistake. */
  | 'link_not_understood'
  /** A barcode of goods, EAN-8 or EAN-13. */
  | 'goods_barcode'
  /** Something was scanned that is no PIN of any type. */
  | 'not_a_voucher'
  | 'letters'
  | 'no_pin'
  | 'wrong_length'
  | 'no_phone'
  | 'wrong_phone'
  /** Scanned before an amount was entered. */
  | 'amount_first'
  /** Of the sale of the address a part is paid already, and the address names another sum than before. */
  | 'part_paid'
  /** The page was opened with a pairing code, and is paired already. */
  | 'paired';

/** Not a fault: what the till did by itself, and the cashier should see. `rest_changed`: support gave back a part of what was paid. */
export type EntryNotice = 'type_changed' | 'rest_changed';

export interface AmountScreen {
  readonly name: 'amount';
  readonly entryCents: number;
  readonly wholeValue: boolean;
  /** Of the sale that is being changed: a new one has none, and 0. */
  readonly reference: string | null;
  readonly paidCents: number;
  readonly parts?: Sale['parts'];
  readonly fault: EntryFault | null;
}

export interface VoucherScreen {
  readonly name: 'voucher';
  readonly sale: Sale;
  /** Of the attempt that this will be. Made when the field opened. */
  readonly key: string;
  /** Digits alone, as far as typed. */
  readonly pin: string;
  readonly phone: string;
  /** Where typed digits go. A scan goes to the PIN in any case. */
  readonly field: 'pin' | 'phone';
  readonly fault: EntryFault | null;
  readonly notice: EntryNotice | null;
}

export interface PairingScreen {
  readonly name: 'pairing';
  readonly code: string;
  readonly busy: boolean;
  readonly fault: PairingFault | null;
  /** Why a till that was paired asks again. */
  readonly why: 'new' | 'not_paired_any_more' | 'revoked';
  /** How many attempts wait for this till to be paired again. */
  readonly waiting: number;
}

export type PairingFault =
  | 'no_code'
  | 'code_refused'
  | 'too_many_codes'
  | 'https_required'
  /** No answer: the code may have been used up. Try again, or have a new one made. */
  | 'no_answer'
  | 'refused';

/** Of a result: `none` until something was sent to the printer. */
export type Printing = 'none' | 'under_way' | 'ended';

/** A screen about one attempt: `state.attempts` has it under `id`. */
export interface AttemptScreen {
  readonly name:
    'sending' | 'finding_out' | 'never_arrived' | 'paid' | 'partly_paid' | 'given_back' | 'not_paid' | 'checking';
  readonly id: string;
  readonly printing: Printing;
  /** Where the tray was opened, if it was opened from the tray: leaving it goes back there. */
  readonly back: AmountScreen | VoucherScreen | null;
}

/** Everything that the address asks for is paid already, under the same number. */
export interface PaidBeforeScreen {
  readonly name: 'paid_before';
  readonly paidCents: number;
}

export interface TrayScreen {
  readonly name: 'tray';
  readonly back: AmountScreen | VoucherScreen;
}

/** One row of the last sales. Its PIN is not there until it was asked for. */
export interface LastSalesScreen {
  readonly name: 'last_sales';
  readonly back: AmountScreen | VoucherScreen;
  /** Newest first. Null: being read. */
  readonly rows: readonly Redemption[] | null;
  /** The row that is opened, read again by its id; its PIN is drawn only where `pinShown`. */
  readonly opened: { readonly redemption: Redemption; readonly pinShown: boolean; readonly copy: number | null } | null;
  /** A row whose reprint, or whose PIN, is being fetched. */
  readonly busy: string | null;
  readonly fault: 'no_answer' | 'gone' | 'too_many_receipts' | null;
}

export type Screen =
  | { readonly name: 'starting' }
  /** Another page of this browser is the till. */
  | { readonly name: 'other_page' }
  | PairingScreen
  | AmountScreen
  | VoucherScreen
  | AttemptScreen
  | PaidBeforeScreen
  | TrayScreen
  | LastSalesScreen;

export type ScreenName = Screen['name'];

/** What hinders the till, shown over whatever screen it concerns. It tries again by itself. */
export interface Trouble {
  readonly kind: 'offline' | 'asked_to_wait' | 'wrong_key';
  readonly since: Instant;
  /** The code of the server's refusal, where there is one. */
  readonly code: string | null;
  /** `asked_to_wait`: when it tries again. */
  readonly retryAt: Instant | null;
}

/** What this browser cannot do here. The till goes on without, and says so. */
export interface Missing {
  /** No strict storage: a record could not be written. After a power cut the till asks for its own unacknowledged redemptions. */
  readonly storage: boolean;
  /** No `navigator.locks`: nothing keeps a second page of this till from opening. */
  readonly locks: boolean;
}

/** What somebody chose for this till. Kept in the browser. */
export interface Settings {
  /** `always`: a receipt prints by itself with each payment. `by_hand`: with P alone. */
  readonly printing: 'always' | 'by_hand';
  readonly paperMm: 80 | 58;
  readonly sound: boolean;
  /** Single letters as shortcuts (P). Function keys always work. */
  readonly letterKeys: boolean;
  /** Of the screen, such as `en`. */
  readonly language: string;
}

/** What the address of the page asked for: a point of sale opened it. */
export interface PosLink {
  readonly amountCents: number | null;
  /** What this page knows to be paid of the sale: what was handed over since it was opened, and before that. */
  readonly paidCents?: number;
  readonly reference: string | null;
  readonly language: string | null;
  readonly understood: boolean;
}

/** Digits that come too fast for fingers are a scanner. */
export interface Burst {
  /** Everything since it began, as it came. */
  readonly text: string;
  readonly startedAt: Instant;
  readonly lastAt: Instant;
  /** It began while the keys were deaf: all of it is dropped, not only its beginning. */
  readonly dropped: boolean;
  /** The screen as it was before: what the scan typed into a field is taken out again. */
  readonly before: Screen;
}

export interface State {
  readonly screen: Screen;
  /** When `screen.name` changed, or the attempt that it is about. Keys are deaf for a while after that. */
  readonly screenSince: Instant;
  /** The newest time that the till was told: once a second. For clocks on the screen. */
  readonly now: Instant;
  readonly terminal: Terminal | null;
  /** What a till can take, in the order of F1 to F3. */
  readonly types: readonly VoucherType[];
  /** The type of the next voucher. Kept per till. */
  readonly typeId: string | null;
  /** By their id: what is under way, parked, or settled and not yet shown. */
  readonly attempts: Readonly<Record<string, Attempt>>;
  /** Not consumed yet by a sale. */
  readonly link: PosLink | null;
  readonly trouble: Trouble | null;
  readonly missing: Missing;
  readonly settings: Settings;
  readonly burst: Burst | null;
  /** What is left of a sale that vouchers have paid in part. A record of it is kept, as of those that are parked. */
  readonly rest: Sale | null;
  /** From the fragment of the address: pairing asks before it is used. */
  readonly pairingCode: string | null;
  /** What the server knows of this terminal under numbers that were asked for: of the address, and of what is left of sales. */
  readonly known: readonly Redemption[];
  /** When the server was last asked what is paid of the sale on the screen. */
  readonly earlierAskedAt: Instant;
  /** There may be redemptions that nobody has seen: the server is to be asked for them anew. */
  readonly looksAgain: boolean;
  /** Redemptions that this page has shown to their end. A list that was made before the server heard so has them still. */
  readonly handedOver: readonly string[];
  /** The key of the last one of them, whose record is kept until the server has heard so, or the next voucher is sent. */
  readonly seen: string | null;
  /** What the start has brought so far: the first screen waits for it. */
  readonly started: Started;
}

export interface Started {
  readonly lock: boolean;
  readonly profile: boolean;
  readonly records: boolean;
  /** The server said who this is, or that it is nobody. */
  readonly identified: boolean;
  /** What was not acknowledged was read, or could not be. */
  readonly unacknowledged: 'no' | 'asked' | 'yes';
  /** When that was last asked for. */
  readonly askedAt: Instant;
}
