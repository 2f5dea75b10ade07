// Movements that a till asks for in cents, each under a name of its own that is taken once and for all. So no answer about one can
// ever change.
import { Refusal } from '../../../values/refusal';
import { release } from '../../book/holding';
import type { TillCents } from '../../records/redemption';
import { formatUnits, sumOf } from '../../units';
import { NO_CHANGES, type Changes } from '../changes';
import { bookChanges, type Decided } from '../decided';
import { decideHold } from '../hold';
import { holdLotIds, ownHolds } from '../open-holds';
import { decideRedeem } from '../redeem';
import { movementOf, openFor, requireOwn, type DecideContext } from '../require';
import { decideReverse } from '../reverse';
import type { Rows } from '../rows';
import { givenBackAt } from './cash';
import type { TillMovement } from './commands';
import { keyOf, NEVER, tillKeyId, tillResult, type TillResult } from './names';
import { presented, presentedFor, sayingWorth, valueOf, valueOfHold, type Presented } from './value';

/**
 * Moves, and takes the name in the same write. Null where the name is taken: read it. Throws `Refusal` as `decideRedeem`,
 * `decideHold` and `decideReverse` do, and cash_rate_missing.
 */
export function decideTill(
  reference: string,
  movement: TillMovement,
  rows: Rows,
  context: DecideContext,
): Decided | null {
  const id = tillKeyId(context.hash, context, reference);
  if (rows.find('keys', id)) return null;
  const made = decideMovement(reference, movement, rows, context);
  const key = keyOf(id, made, context.at);
  return { changes: { ...made.changes, keys: [...made.changes.keys, key] }, recordId: key.ownerId };
}

/** Takes the name for ever, so that nothing can happen under it. Null where it is taken: read it. */
export function decideNever(reference: string, rows: Rows, context: DecideContext): Decided | null {
  const id = tillKeyId(context.hash, context, reference);
  if (rows.find('keys', id)) return null;
  return { changes: { ...NO_CHANGES, keys: [keyOf(id, { kind: 'never' }, context.at)] }, recordId: NEVER };
}

type Made = Extract<TillResult, { kind: 'moved' }> & { readonly changes: Changes };

function decideMovement(reference: string, movement: TillMovement, rows: Rows, context: DecideContext): Made {
  switch (movement.kind) {
    case 'take':
      return take(reference, movement, rows, context);
    case 'hold':
      return setAside(reference, movement, rows, context);
    case 'release':
      return free(movement, rows, context);
    case 'give_back':
      return giveBack(movement, rows, context);
    default:
      return movement satisfies never;
  }
}

type Of<K extends TillMovement['kind']> = Extract<TillMovement, { kind: K }>;

function take(reference: string, movement: Of<'take'>, rows: Rows, context: DecideContext): Made {
  const { account, held } = movement;
  const there = held ? presentedFor(account, held.reference, rows, context) : presented(account, rows, context);
  return sayingWorth(there, () => takeFrom(there, reference, movement, rows, context));
}

function takeFrom(there: Presented, reference: string, movement: Of<'take'>, rows: Rows, context: DecideContext): Made {
  const { held } = movement;
  const { cents, units } = held ? valueOfHold(movement, held, there, rows) : valueOf(movement, there, rows, context);
  const amount = formatUnits(units, there.asset.scale);
  const { changes, recordId } = decideRedeem(
    {
      participantId: there.book.participantId,
      programId: there.program.id,
      assetId: there.asset.id,
      amount,
      description: `Redeemed at a till: ${movement.redemptionId}`,
      holdReferenceId: held?.reference ?? null,
      managedBy: movement.redemptionId,
      till: { reference, value: { cents, givenBack: 0 } },
    },
    rows,
    context,
  );
  return { kind: 'moved', recordId, cents, units: amount, changes };
}

function setAside(reference: string, movement: Of<'hold'>, rows: Rows, context: DecideContext): Made {
  const there = presented(movement.account, rows, context);
  return sayingWorth(there, () => holdFrom(there, reference, movement, rows, context));
}

function holdFrom(there: Presented, reference: string, movement: Of<'hold'>, rows: Rows, context: DecideContext): Made {
  const { cents, units } = valueOf(movement, there, rows, context);
  const amount = formatUnits(units, there.asset.scale);
  const { changes, recordId } = decideHold(
    {
      participantId: there.book.participantId,
      programId: there.program.id,
      assetId: there.asset.id,
      amount,
      description: `Held for a till: ${movement.redemptionId}`,
      referenceId: reference,
      selection: {},
      expiresAt: movement.until,
      managedBy: movement.redemptionId,
    },
    rows,
    context,
  );
  return { kind: 'moved', recordId, cents, units: amount, changes };
}

/** Whatever has become of participant and program: a till gives up what it held. */
function free(movement: Of<'release'>, rows: Rows, context: DecideContext): Made {
  const { account, holdReference, redemptionId } = movement;
  const holdKey = tillKeyId(context.hash, context, holdReference);
  const held = rows.find('keys', holdKey);
  const nothing = { kind: 'moved', recordId: '-', cents: 0, units: '0' } as const;
  // It may be on its way: from now on it is refused.
  if (!held) return { ...nothing, changes: { ...NO_CHANGES, keys: [keyOf(holdKey, { kind: 'never' }, context.at)] } };
  if (tillResult(held.ownerId).kind === 'never') return { ...nothing, changes: NO_CHANGES };
  const { book, asset } = presentedFor(account, holdReference, rows, context);
  const wanted = { referenceId: holdReference, managedBy: redemptionId };
  const lotIds = holdLotIds(rows, book, asset, { wanted, dueBy: context.dueBy });
  const open = openFor(rows, book, context, { holdsOf: asset.id, lotIds });
  const holds = ownHolds(open, asset, wanted);
  const units = sumOf(holds, (one) => one.units);
  if (units === 0n) return { ...nothing, changes: NO_CHANGES };
  const description = `Freed by a till: ${redemptionId}`;
  const { entryId } = release(
    open,
    { ...movementOf(asset, account.programId, description, holdReference), units },
    holds,
  );
  const result = tillResult(held.ownerId);
  return {
    kind: 'moved',
    recordId: entryId,
    cents: result.kind === 'moved' ? result.cents : 0,
    units: formatUnits(units, asset.scale),
    changes: bookChanges(open, book.rev),
  };
}

function giveBack(movement: Of<'give_back'>, rows: Rows, context: DecideContext): Made {
  const { takeReference, cents, redemptionId } = movement;
  const key = rows.find('keys', tillKeyId(context.hash, context, takeReference));
  const taken = key && tillResult(key.ownerId);
  if (taken?.kind !== 'moved') throw new Refusal('not_found', 'Nothing was redeemed under this name');
  const redemption = requireOwn(rows, context, 'redemptions', taken.recordId, 'redemption_id');
  const asset = requireOwn(rows, context, 'assets', redemption.assetId, 'asset_id');
  const till = requireLeft(redemption.till, cents);
  const units = givenBackAt(redemption.amount, till.givenBack, till.cents) - redemption.reversedAmount;
  const amount = formatUnits(units, asset.scale);
  if (units === 0n) {
    // So few cents are worth no unit yet: noted, so that those that follow add up.
    const record = { ...redemption, version: redemption.version + 1, till, updatedAt: context.at };
    const changes = { ...NO_CHANGES, redemptions: [{ from: redemption.version, record }] };
    return { kind: 'moved', recordId: '-', cents, units: amount, changes };
  }
  const { changes, recordId } = decideReverse(
    {
      redemptionId: redemption.id,
      amount,
      quantity: null,
      reason: `Given back by a till: ${redemptionId}`,
      restoreExpiresAt: null,
      managedBy: redemptionId,
    },
    rows,
    context,
  );
  const redemptions = changes.redemptions.map(({ from, record }) => ({ from, record: { ...record, till } }));
  return { kind: 'moved', recordId, cents, units: amount, changes: { ...changes, redemptions } };
}

function requireLeft(till: TillCents | undefined, cents: number): TillCents {
  const left = till ? till.cents - till.givenBack : 0;
  if (till && cents <= left) return { ...till, givenBack: till.givenBack + cents };
  throw new Refusal('reversal_exceeds_redeemed', `Only ${String(left)} cents are left to give back`, {
    param: 'amount',
    extra: { left: String(left) },
  });
}
