// A terminal: one till that was let in by a pairing code, and what the merchant may see of it. Records and pure questions only.
import type { Owned } from '../accounts/caller';
import { isoTime, isWithin, MINUTE_MS, type Instant } from '../values/time';

/** Long enough to carry the code to the till, short enough that one on a scrap of paper is worth nothing. */
export const PAIRING_MS = 10 * MINUTE_MS;

/** How a terminal holds its key: a browser in a cookie that its page cannot read, somebody's own point of sale as text. */
export const DELIVERIES = ['cookie', 'key'] as const;
export type Delivery = (typeof DELIVERIES)[number];

/** The key of a paired terminal, as it is stored. src/auth/keys.ts makes and reads the text of keys. */
export interface TerminalKey {
  /** SHA-256 of the key, hex. The key itself is not kept. */
  readonly digest: string;
  /** Prefix and last four characters, to recognise it by. */
  readonly hint: string;
  /** It counts only where it comes in the way it was handed out. */
  readonly deliver: Delivery;
  readonly at: Instant;
}

/** One till of a merchant. `terminalId` is unique among those of its account and mode that are not revoked. */
export interface Terminal extends Owned {
  /** `trm_…` */
  readonly id: string;
  /** Moves on every write: the compare-and-set is on this. */
  readonly rev: number;
  /** The merchant's own name of the till, as in `redemption_options.terminal_id`. */
  readonly terminalId: string;
  /** In plain words, for people. */
  readonly name: string;
  /** Null once it was claimed. `digest` is keyed: eight characters would be found from a plain one. */
  readonly pairing: { readonly digest: string; readonly expiresAt: Instant } | null;
  /** Null until a code is claimed. */
  readonly key: TerminalKey | null;
  /** How many times it was unlocked. */
  readonly unlocks: number;
  readonly createdAt: Instant;
  /** Who made it: a key, or a person in words such as `alice@host`. */
  readonly createdBy: string;
  readonly revokedAt: Instant | null;
  readonly revokedBy: string | null;
}

/** How far a terminal has come. `unpaired`: its code ran out before anybody claimed it. */
export const TERMINAL_STATUSES = ['pairing', 'unpaired', 'paired', 'revoked'] as const;
export type TerminalStatus = (typeof TERMINAL_STATUSES)[number];

/** Whether the code, if there is one, can still be claimed at `now`. */
export function mayBeClaimed({ pairing, revokedAt }: Terminal, now: Instant): boolean {
  return revokedAt === null && pairing !== null && isWithin(pairing.expiresAt - PAIRING_MS, PAIRING_MS, now);
}

/** A terminal that has a key, or waits for one. */
export function statusOf(terminal: Terminal, now: Instant): TerminalStatus {
  if (terminal.revokedAt !== null) return 'revoked';
  if (terminal.key !== null) return 'paired';
  return mayBeClaimed(terminal, now) ? 'pairing' : 'unpaired';
}

/** The public form: neither the code nor the key. */
export function publicTerminal(terminal: Terminal, now: Instant) {
  const { key, pairing, revokedAt } = terminal;
  return {
    id: terminal.id,
    object: 'terminal' as const,
    livemode: terminal.livemode,
    terminal_id: terminal.terminalId,
    name: terminal.name,
    status: statusOf(terminal, now),
    delivered_as: key?.deliver ?? null,
    key_hint: key?.hint ?? null,
    paired_at: key && isoTime(key.at),
    pairing_expires_at: pairing && revokedAt === null ? isoTime(pairing.expiresAt) : null,
    created_at: isoTime(terminal.createdAt),
    created_by: terminal.createdBy,
    revoked_at: revokedAt === null ? null : isoTime(revokedAt),
    revoked_by: terminal.revokedBy,
  };
}
