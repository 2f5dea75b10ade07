// The wallet of a program for a prefunded asset: what credits may draw on.
import { Refusal } from '../../values/refusal';
import type { CounterAccount } from '../book/book';
import { newBook, NO_PROFILE } from '../book/new-book';
import { leftOf, newLimit, walletId, type Limit } from '../records/limit';
import { formatUnits } from '../units';
import { bookChanges, type Decided } from './decided';
import { openFor, requireOpenProgram, requireOwn, requireUnits, type DecideContext } from './require';
import type { Rows } from './rows';

/** Adds to a wallet, or takes out of it what no credit has drawn on. */
export interface WalletCommand {
  readonly programId: string;
  readonly assetId: string;
  readonly action: 'FUND' | 'BURN';
  readonly amount: string;
  readonly description: string;
}

/**
 * Posts in a book of the program's own. On an UNLIMITED asset nothing moves: `recordId` is empty. Throws `Refusal` not_found,
 * program_inactive, asset_not_linked, asset_inactive, invalid_scale, wallet_empty.
 */
export function decideWallet(command: WalletCommand, rows: Rows, context: DecideContext): Decided | null {
  const { programId, assetId, action, description } = command;
  const { asset } = requireOpenProgram(rows, context, command);
  const units = requireUnits(command.amount, asset);
  if (asset.issuancePolicy === 'UNLIMITED') return null;
  requireOwn(rows, context, 'programs', programId, 'program_id');
  const id = walletId(programId, assetId);
  const wallet = rows.find('limits', id) ?? newLimit(id, 0n);
  const left = leftOf(wallet) ?? 0n;
  if (action === 'BURN' && units > left) {
    const available = formatUnits(left, asset.scale);
    throw new Refusal('wallet_empty', `The wallet has only ${available} left`, {
      param: 'amount',
      extra: { available },
    });
  }
  const { accountId, livemode, at } = context;
  const fresh = { participantId: programId, accountId, livemode, externalId: null, profile: NO_PROFILE, at };
  const book = rows.find('books', programId) ?? newBook(fresh);
  const open = openFor(rows, book, context, {});
  const signed = action === 'FUND' ? units : -units;
  const other: CounterAccount =
    action === 'FUND'
      ? { programId, kind: 'SYSTEM_ISSUANCE', detail: null }
      : { programId, kind: 'SYSTEM_BREAKAGE', detail: 'burned' };
  const recordId = open.post({ actionType: action, assetId, programId, description, referenceId: null }, [
    { bucket: null, account: { programId, kind: 'WALLET', detail: null }, units: signed },
    { bucket: null, account: other, units: -signed },
  ]);
  const limit: Limit = { ...wallet, rev: wallet.rev + 1, ceiling: (wallet.ceiling ?? 0n) + signed };
  return { changes: bookChanges(open, book.rev, { limits: [{ from: wallet.rev, record: limit }] }), recordId };
}
