// One attempt to take a voucher's value, as the till follows it: from Enter to an outcome that was shown.
import type { Sale } from './sale';

/** A voucher that the provider issued for what was left. */
export interface ChangeVoucher {
  /** Null: it goes to the customer by SMS, or did not come back (`isOwed`). Masked (`****1234`) in lists. */
  readonly pin: string | null;
  /** Null where the provider does not say. */
  readonly amountCents: number | null;
  readonly serialNumber: string | null;
  /** Milliseconds since 1970. */
  readonly expiresAt: number | null;
  readonly delivery: 'inline' | 'sms';
}

/** Issued, and nobody here has its PIN: the customer is owed it. */
export function isOwed({ pin, delivery }: ChangeVoucher): boolean {
  return pin === null && delivery === 'inline';
}

/** A redemption, as far as a till needs it. Made of the server's answer and of nothing else. */
export interface Redemption {
  /** `rdm_…` */
  readonly id: string;
  readonly outcome: 'paid' | 'not_paid' | 'checking';
  readonly typeId: string;
  /** Null: the whole value was asked for. */
  readonly askedCents: number | null;
  readonly takenCents: number;
  readonly givenBackCents: number;
  readonly lastFour: string;
  readonly reference: string | null;
  readonly change: ChangeVoucher | null;
  /** Why it was not paid: a code of `last_error`. */
  readonly reason: string | null;
  /** Milliseconds since 1970, by the clock of the server. */
  readonly at: number;
  /** How long the server waits before it asks the provider again. Both ends are of its own clock. */
  readonly askAfterMs: number | null;
}

/**
 * Where an attempt stands.
 *
 * - `writing`: its record is being written; nothing was sent.
 * - `sending`: the POST is under way, or waits to be repeated with the same key. The PIN is in memory.
 * - `finding_out`: nobody has the PIN any more: recover is asked by the key. `refusal`: why, where the server refused the request.
 * - `checking`: the server has it, and does not know the outcome.
 * - `settled`: `redemption` is paid or not paid.
 * - `never_arrived`: proven by the server, for good: nothing was taken and nothing can be.
 * - `refused`: the server refused the request before anything was taken: `refusal` says why.
 * - `unpaired`: this till is not paired; it goes on once it is paired again.
 * - `rest`: nothing is under way: what vouchers have left to pay of a sale, while another one is served.
 * - `elsewhere`: made by another terminal than this browser is now. Its key means nothing here, so nothing is asked.
 */
export type Phase =
  | 'writing'
  | 'sending'
  | 'finding_out'
  | 'checking'
  | 'settled'
  | 'never_arrived'
  | 'refused'
  | 'unpaired'
  | 'rest'
  | 'elsewhere';

/** A refusal of the request itself. Certain: nothing was taken under this key. */
export interface Refusal {
  /** A code of the API. */
  readonly code: string;
  /** `voucher_in_use`: the redemption of this till that holds the voucher, where it is one. */
  readonly redemptionId: string | null;
}

/** What a power cut must not take away. Never a PIN. */
export interface AttemptRecord {
  /** The idempotency key. */
  readonly key: string;
  /** `trm_…` */
  readonly terminal: string;
  readonly amountCents: number | null;
  readonly paidCents: number;
  readonly reference: string | null;
  readonly parts?: Sale['parts'];
  readonly typeId: string;
  readonly lastFour: string;
  readonly startedAt: number;
  /** Of what is left of a sale, which no request has this key for. */
  readonly phase?: 'rest';
}

export interface Attempt extends Omit<AttemptRecord, 'key' | 'terminal' | 'phase'> {
  /** The key; of a redemption that was found without a record, its own id. */
  readonly id: string;
  /** Null where the till found the redemption without a record of it. */
  readonly key: string | null;
  readonly terminal: string;
  readonly phase: Phase;
  /** In memory alone, while `writing` and `sending`. */
  readonly pin: string | null;
  readonly phone: string | null;
  /** Other types that a PIN of this form may be of. */
  readonly otherTypes: readonly string[];
  readonly redemption: Redemption | null;
  readonly refusal: Refusal | null;
  /** Another customer is being served meanwhile: it stands in the tray. */
  readonly parked: boolean;
  /** The cashier has seen how it ended. */
  readonly shown: boolean;
  /** It was there when the page opened: a reload, a power cut. */
  readonly found: boolean;
  /** The customer has paid in another way meanwhile: there is nothing to try again. */
  readonly givenUp?: true;
  /** Of what was paid before it support has given this back since: it is to be paid once more, and was not asked of this voucher. */
  readonly lackCents?: number;
  /** Its voucher was scanned for another payment, which led here. */
  readonly scannedAgain?: true;
  /** It was found without a record, and could not be read by its id. Kept for as long as the list has it. */
  readonly gone?: true;
}

/** What a cashier is told, in one word. Undefined while there is nothing to tell. */
export type Told = 'paid' | 'partly_paid' | 'given_back' | 'not_paid' | 'checking' | 'never_arrived';

/** The word for where an attempt stands. It says paid or not paid only where the server has. */
export function toldOf({
  phase,
  redemption,
  lackCents = 0,
}: Pick<Attempt, 'phase' | 'redemption' | 'lackCents'>): Told | undefined {
  switch (phase) {
    case 'settled':
      if (redemption?.outcome !== 'paid') return 'not_paid';
      // By support, before anybody saw it here: all of it or a part.
      if (redemption.givenBackCents > 0) return 'given_back';
      return stillToPayCents(redemption) + lackCents > 0 ? 'partly_paid' : 'paid';
    case 'refused':
      return 'not_paid';
    case 'checking':
    case 'never_arrived':
      return phase;
    case 'writing':
    case 'sending':
    case 'finding_out':
    case 'unpaired':
    case 'rest':
    case 'elsewhere':
      return undefined;
  }
}

/** Why nothing was taken: a code. */
export function reasonCodeOf({ redemption, refusal }: Pick<Attempt, 'redemption' | 'refusal'>): string | undefined {
  return redemption?.reason ?? refusal?.code;
}

/** Types to try the same PIN as: only where the refusal may mean that it was of another type. A spent voucher was of this one. */
export function typesToTry(attempt: Attempt): readonly string[] {
  const code = reasonCodeOf(attempt) ?? '';
  return ['voucher_not_found', 'provider_rejected'].includes(code) ? attempt.otherTypes : [];
}

/** What stays of a payment. */
export function keptCents({ takenCents, givenBackCents }: Redemption): number {
  return takenCents - givenBackCents;
}

/** What a paid voucher has left of the amount that was asked of it. 0 where the whole value was asked. */
export function stillToPayCents({ askedCents, takenCents }: Pick<Redemption, 'askedCents' | 'takenCents'>): number {
  return askedCents === null ? 0 : Math.max(0, askedCents - takenCents);
}
