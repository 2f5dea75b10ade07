// Calls that move points without a redemption: adjust, hold, release, forfeit; and the wallet of a program.
import type { AssetBalance } from '../book/book';
import { balanceOf } from '../book/book';
import type { Entry } from '../book/entry';
import { decideAdjust, type AdjustCommand } from '../decide/adjust';
import type { Decided } from '../decide/decided';
import { decideForfeit, decideHold, decideRelease, type HoldCommand } from '../decide/hold';
import type { DecideContext } from '../decide/require';
import type { Finder, Rows } from '../decide/rows';
import { decideWallet, type WalletCommand } from '../decide/wallet';
import type { Asset } from '../records/asset';
import { leftOf, walletId } from '../records/limit';
import type { Units } from '../units';
import { claimOf, sameAmount, type Meaning } from './keys';
import type { Answered, Asker } from './ledger/ledger';
import { expecting } from './reads';
import type { PointsServices } from './services';

/** A movement as it is answered: its entry, and the balance as it is now. */
export interface MovementView {
  readonly entry: Entry;
  readonly balance: AssetBalance;
  readonly asset: Asset;
}

type Movement = Pick<AdjustCommand, 'participantId' | 'programId' | 'assetId'> & {
  readonly limits?: readonly string[];
};

/** Credits or debits a participant. See `decideAdjust` for what it throws. */
export function adjust(services: PointsServices, asker: Asker, command: AdjustCommand, key: string | null) {
  const { amount, ...rest } = command;
  const meaning = { ...rest, amount: sameAmount(amount) };
  const keyed = { key, kind: `adjust ${command.type}`, meaning };
  // Read in the same go, and drawn on by one round at a time; where there is no wallet that costs nothing.
  const limits = command.type === 'CREDIT' ? [walletId(command.programId, command.assetId)] : [];
  const decide = (rows: Rows, context: DecideContext) => decideAdjust(command, rows, context);
  return move(services, asker, { ...command, limits }, keyed, decide);
}

/** Sets points aside. See `decideHold`. */
export function hold(
  services: PointsServices,
  asker: Asker,
  command: HoldCommand & { readonly expiresAt: number | null },
  key: string | null,
) {
  const meaning = { ...meaningOf(command), expiresAt: command.expiresAt };
  return move(services, asker, command, { key, kind: 'hold', meaning }, (rows, context) =>
    decideHold(command, rows, context),
  );
}

/** Frees points that were set aside. See `decideRelease`. */
export function release(services: PointsServices, asker: Asker, command: HoldCommand, key: string | null) {
  return move(services, asker, command, { key, kind: 'release', meaning: meaningOf(command) }, (rows, context) =>
    decideRelease(command, rows, context),
  );
}

/** Takes points away. See `decideForfeit`. */
export function forfeit(
  services: PointsServices,
  asker: Asker,
  command: HoldCommand & { readonly bucket: 'AVAILABLE' | 'HELD' },
  key: string | null,
) {
  const meaning = { ...meaningOf(command), bucket: command.bucket };
  return move(services, asker, command, { key, kind: 'forfeit', meaning }, (rows, context) =>
    decideForfeit(command, rows, context),
  );
}

function meaningOf({ participantId, assetId, amount, description, referenceId, selection }: HoldCommand): Meaning {
  const { lotIds, earnedFrom, earnedTo } = selection;
  const lots = lotIds && [...lotIds].sort();
  return { participantId, assetId, amount: sameAmount(amount), description, referenceId, lots, earnedFrom, earnedTo };
}

interface Keyed {
  readonly key: string | null;
  readonly kind: string;
  readonly meaning: Meaning;
}

function move(
  { ledger, sealer }: PointsServices,
  asker: Asker,
  ids: Movement,
  { key, kind, meaning }: Keyed,
  decide: (rows: Rows, context: DecideContext) => Decided,
): Promise<Answered<MovementView>> {
  const { participantId, programId, assetId, limits = [] } = ids;
  const claim = claimOf(sealer, asker, { programId, key, kind, meaning });
  return ledger.submit<MovementView>({
    asker,
    key: claim,
    expects: expecting(
      { books: [participantId], programs: [programId], assets: [assetId], limits, keys: [claim?.id] },
      { participantId, assetId },
    ),
    decide,
    show: (rows, recordId) => {
      const entry = rows.find('entries', recordId ?? '');
      const book = rows.find('books', participantId);
      const asset = rows.find('assets', assetId);
      if (!entry || !book || !asset) throw new Error('A movement is shown without its entry');
      return { entry, asset, balance: balanceOf(book, assetId) };
    },
  });
}

/** A wallet as it is answered. `entryId` null: the asset is not prefunded, and nothing moved. */
export interface WalletView {
  readonly entryId: string | null;
  readonly available: Units;
  readonly asset: Asset;
}

/** Funds or burns the wallet of a program. See `decideWallet`. */
export function moveWallet(
  { ledger, sealer }: PointsServices,
  asker: Asker,
  command: WalletCommand,
  key: string | null,
): Promise<Answered<WalletView>> {
  const { programId, assetId, amount, action, description } = command;
  const meaning = { assetId, amount: sameAmount(amount), description };
  const claim = claimOf(sealer, asker, { programId, key, kind: action, meaning });
  const id = walletId(programId, assetId);
  return ledger.submit<WalletView>({
    asker,
    key: claim,
    expects: expecting({
      books: [programId],
      programs: [programId],
      assets: [assetId],
      limits: [id],
      keys: [claim?.id],
    }),
    decide: (rows, context) => decideWallet(command, rows, context),
    show: (rows, entryId) => {
      const asset = rows.find('assets', assetId);
      if (!asset) throw new Error('A wallet is shown without its asset');
      return { entryId, available: walletLeft(rows, id), asset };
    },
  });
}

function walletLeft(rows: Finder, id: string): Units {
  const wallet = rows.find('limits', id);
  return wallet ? (leftOf(wallet) ?? 0n) : 0n;
}
