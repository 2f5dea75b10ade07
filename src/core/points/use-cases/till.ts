// Points at a till, in cents: movements under a name, the question about one, and the balance.
import type { Currency } from '../../values/money';
import type { Decided } from '../decide/decided';
import { openFor, spendableOf, type DecideContext } from '../decide/require';
import type { Rows } from '../decide/rows';
import { centsFor } from '../decide/till/cash';
import type { TillAccount, TillMovement } from '../decide/till/commands';
import { tillKeyId, tillResult, type TillResult } from '../decide/till/names';
import { decideNever, decideTill } from '../decide/till/till';
import { presented, requireRate } from '../decide/till/value';
import { formatUnits } from '../units';
import type { Asker } from './ledger/ledger';
import { lookIntoBooks } from './look';
import { expecting } from './reads';
import type { PointsServices } from './services';

/**
 * Moves once under this name; again it answers what it was. Throws `Refusal`, see `decideTill`; too_many_concurrent_writes where its account has
 * moved so many lots that it would wait for longer than a till does.
 */
export function moveAtTill(
  services: PointsServices,
  asker: Asker,
  reference: string,
  movement: TillMovement,
): Promise<TillResult> {
  return named(services, asker, reference, movement, (rows, context) => decideTill(reference, movement, rows, context));
}

/** What was moved under this name. Where nothing was, nothing ever will be. */
export function settleAtTill(services: PointsServices, asker: Asker, reference: string): Promise<TillResult> {
  return named(services, asker, reference, null, (rows, context) => decideNever(reference, rows, context));
}

async function named(
  { ledger, hash }: PointsServices,
  asker: Asker,
  reference: string,
  movement: TillMovement | null,
  decide: (rows: Rows, context: DecideContext) => Decided | null,
): Promise<TillResult> {
  const id = tillKeyId(hash, asker, reference);
  const account = movement && 'account' in movement ? movement.account : null;
  const { value } = await ledger.submit<string>({
    asker,
    key: null,
    // Each is a step of a redemption that is on record already, with room for what becomes of it.
    finishes: true,
    rests: endsWhatWasBegun(movement) ? 'never' : 'briefly',
    expects: expecting(
      { keys: [id], programs: [account?.programId], assets: [account?.assetId], books: [account?.participantId] },
      account?.participantId === undefined
        ? undefined
        : { participantId: account.participantId, assetId: account.assetId },
    ),
    decide,
    show: (rows, owner) => {
      const taken = owner ?? rows.find('keys', id)?.ownerId;
      if (taken === undefined) throw new Error('A movement is shown without its key');
      return taken;
    },
  });
  return tillResult(value);
}

/**
 * What is held is taken or freed, or the question settles a doubt (null). Points that are taken out of a balance, held, or given back move
 * because somebody wants to move them now: nothing is left open where they do not.
 */
function endsWhatWasBegun(movement: TillMovement | null): boolean {
  return movement === null || movement.kind === 'release' || (movement.kind === 'take' && movement.held !== null);
}

/** What a participant has, for a till. */
export interface TillBalance {
  readonly cents: number;
  readonly currency: Currency;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Throws `Refusal` not_found, program_inactive, asset_not_linked, asset_inactive, cash_rate_missing, too_many_concurrent_writes. */
export function balanceAtTill(services: PointsServices, asker: Asker, account: TillAccount): Promise<TillBalance> {
  return lookIntoBooks(services, asker, null, (rows, context) => {
    const { book, program, asset } = presented(account, rows, context);
    const rate = requireRate({ program, asset }, null);
    const balance = openFor(rows, book, context, {}).balance(asset.id);
    const available = spendableOf(balance);
    return {
      cents: centsFor(rate, available),
      currency: rate.currency,
      metadata: {
        participant_id: book.participantId,
        status: book.status,
        symbol: asset.symbol,
        available: formatUnits(available, asset.scale),
        held: formatUnits(balance.held, asset.scale),
      },
    };
  });
}
