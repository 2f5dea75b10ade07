// What can be done with terminals: made, paired, unlocked, revoked. Texts of codes and keys come from outside: here is no randomness.
import { belongsTo, type Owned } from '../accounts/caller';
import type { ActJournal } from '../values/act-journal';
import type { Clock, Ids, Sealer } from '../values/ports';
import { Refusal } from '../values/refusal';
import type { TerminalStore } from './store';
import { mayBeClaimed, PAIRING_MS, type Terminal, type TerminalKey } from './terminal';

/** The parts that every call here takes. */
export interface TerminalParts {
  readonly store: { readonly terminals: TerminalStore };
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Ids;
  readonly sealer: Pick<Sealer, 'keyDigest'>;
  /** Absent: a store that is restored forgets which were revoked. */
  readonly journal?: ActJournal | undefined;
}

/** More writers at once than one terminal ever has. */
const MOST_TRIES = 20;

/** What a new terminal is asked to be. */
export interface NewTerminal {
  readonly terminalId: string;
  readonly name: string;
  readonly code: string;
}

/** A new terminal that waits for `code`, in no store yet. `by`: who makes it. */
export function newTerminal(
  parts: Omit<TerminalParts, 'store'>,
  { terminalId, name, code }: NewTerminal,
  owner: Owned,
  by: string,
): Terminal {
  return {
    id: parts.ids.next('trm'),
    accountId: owner.accountId,
    livemode: owner.livemode,
    rev: 1,
    terminalId,
    name,
    pairing: pairingOf(parts, code),
    key: null,
    unlocks: 0,
    createdAt: parts.clock.now(),
    createdBy: by,
    revokedAt: null,
    revokedBy: null,
  };
}

/** Makes one, and stores it. Throws `Refusal` name_taken. */
export async function createTerminal(
  parts: TerminalParts,
  asked: NewTerminal,
  owner: Owned,
  by: string,
): Promise<Terminal> {
  const terminal = newTerminal(parts, asked, owner, by);
  if (await parts.store.terminals.insert(terminal)) return terminal;
  throw new Refusal('name_taken', 'Another terminal has this terminal_id: revoke it first, or pair it anew', {
    param: 'terminal_id',
  });
}

/** Of another account or mode: as if it did not exist. Throws `Refusal` not_found. */
export async function findTerminal(
  { store }: Pick<TerminalParts, 'store'>,
  id: string,
  owner: Owned,
): Promise<Terminal> {
  const found = await store.terminals.find(id);
  if (found && belongsTo(found, owner)) return found;
  throw new Refusal('not_found', 'There is no such terminal');
}

/**
 * A new code for a terminal that stands. What it was paired with ends in the same step: a tablet that was lost must not sell while
 * its successor is on its way. Throws `Refusal` not_found, invalid_state where it is revoked, too_many_concurrent_writes.
 */
export async function pairAnew(
  parts: TerminalParts,
  id: string,
  code: string,
  owner: Owned,
  by: string,
): Promise<Terminal> {
  const paired = await rewrite(parts, id, owner, (terminal) => {
    if (terminal.revokedAt !== null)
      throw new Refusal('invalid_state', 'This terminal is revoked for good: make a new one');
    return { ...terminal, pairing: pairingOf(parts, code), key: null };
  });
  // Before anybody is told so: who repeats it after a crash between the two writes it down.
  note(parts, 'terminal_paired', paired, by);
  return paired;
}

/** For good. Doing it again keeps the first moment and who it was. Throws `Refusal` not_found, too_many_concurrent_writes. */
export async function revokeTerminal(
  parts: Pick<TerminalParts, 'store' | 'clock' | 'journal'>,
  id: string,
  owner: Owned,
  by: string,
): Promise<Terminal> {
  const standing = await findTerminal(parts, id, owner);
  // First: a crash between the two loses no line, and whoever repeats what is done, however often, writes none.
  if (standing.revokedAt === null) note(parts, 'terminal_revoked', standing, by);
  return rewrite(parts, id, owner, (terminal) =>
    terminal.revokedAt === null
      ? { ...terminal, pairing: null, revokedAt: parts.clock.now(), revokedBy: by }
      : terminal,
  );
}

/** The count of its refused PINs begins anew, in every process. Throws `Refusal` not_found, too_many_concurrent_writes. */
export function unlockTerminal(parts: Pick<TerminalParts, 'store'>, id: string, owner: Owned): Promise<Terminal> {
  return rewrite(parts, id, owner, (terminal) => ({ ...terminal, unlocks: terminal.unlocks + 1 }));
}

/**
 * Takes a terminal by its code, which ends with it: of two that claim at once one wins. `keyFor` makes the key for the terminal that
 * was found, or throws where it may not be handed out; then the code stands. Throws `Refusal` pairing_code_invalid, with the same
 * words for a code that is wrong, used, too old, or of a terminal that is revoked.
 */
export async function claimTerminal(
  parts: TerminalParts,
  code: string,
  keyFor: (terminal: Terminal) => TerminalKey,
): Promise<Terminal> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const found = await parts.store.terminals.findByPairing(digestOf(parts, code));
    if (!found || !mayBeClaimed(found, parts.clock.now())) break;
    const claimed = { ...found, rev: found.rev + 1, pairing: null, key: keyFor(found) };
    if (await parts.store.terminals.replace(claimed)) return claimed;
  }
  throw new Refusal('pairing_code_invalid', 'This pairing code does not stand: it is wrong, used or too old', {
    param: 'pairing_code',
  });
}

function note(
  { clock, journal }: Pick<TerminalParts, 'clock' | 'journal'>,
  event: 'terminal_paired' | 'terminal_revoked',
  { id, accountId }: Terminal,
  by: string,
): void {
  journal?.note({ event, at: clock.now(), accountId, about: id, by, details: {} });
}

/** Named, so that no pairing code has the digest of an idempotency key. */
function digestOf({ sealer }: Pick<TerminalParts, 'sealer'>, code: string): string {
  return sealer.keyDigest(`pairing:${code}`);
}

function pairingOf(parts: Omit<TerminalParts, 'store'>, code: string): NonNullable<Terminal['pairing']> {
  return { digest: digestOf(parts, code), expiresAt: parts.clock.now() + PAIRING_MS };
}

async function rewrite(
  parts: Pick<TerminalParts, 'store'>,
  id: string,
  owner: Owned,
  change: (terminal: Terminal) => Terminal,
): Promise<Terminal> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const standing = await findTerminal(parts, id, owner);
    const changed = change(standing);
    if (changed === standing) return standing;
    const next = { ...changed, rev: standing.rev + 1 };
    if (await parts.store.terminals.replace(next)) return next;
  }
  throw new Refusal('too_many_concurrent_writes', 'Others keep changing this terminal: try again', {
    retryAfterMs: 1000,
  });
}
