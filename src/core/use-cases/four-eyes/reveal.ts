// Shows the PIN of an issued voucher, once a call. Who looked, and why, is in the journal before the PIN leaves.
import { MOST_REVEALS_A_DAY, revealsOf, type Use } from '../../accounts/allowance';
import type { Caller } from '../../accounts/caller';
import { requirePermission } from '../../accounts/permissions';
import type { HeldVoucher, Redemption } from '../../redemption/redemption';
import { DAY_MS, HOUR_MS } from '../../values/time';
import { Refusal } from '../../values/refusal';
import { requireVersion, requireVisible, submitterOf } from '../access';
import { requireBounds } from '../operations/require-bounds';
import { refuseLongNumber, refusePinOf, requestIdText } from '../pins/pin-in-text';
import type { Services, WriteOptions } from '../services';
import { submit } from '../submit';
import { isPerson, releaseUse, takeUse } from './allowance';

/** Which voucher: the change of the redemption, or what one of its reversals issued. */
export interface RevealCommand extends Pick<WriteOptions, 'ifMatch'> {
  readonly voucher: 'change' | 'refund';
  /** Of a refund. May be left out where only one reversal issued a voucher. */
  readonly reversalId?: string | undefined;
  readonly reason: string;
}

/** The PIN in clear, for the answer of this call alone. */
export interface Revealed {
  readonly redemption: Redemption;
  readonly voucher: HeldVoucher;
  readonly reversalId: string | null;
  readonly pin: string;
}

/**
 * Throws `Refusal`: permission_missing, step_up_required, too_many_reveals, not_found (no such redemption, or no PIN of that voucher here),
 * pin_erased, version_conflict, pin_in_text, too_many_concurrent_writes; `KeyUnknown` where the key that sealed it is not here.
 */
export async function revealPin(
  services: Services,
  id: string,
  command: RevealCommand,
  caller: Caller,
): Promise<Revealed> {
  requirePermission(caller, 'vouchers.reveal', services.clock.now());
  refuseLongNumber(caller, ['reason', command.reason]);
  const found = requireVisible(await services.store.redemptions.find(id), id, caller);
  // Opened before anything counts or is written: a PIN that cannot be shown is not a look at one.
  openHeld(services, found, command);
  const giveUp = await countLook(services, id, caller);
  let redemption: Redemption;
  try {
    redemption = await submit(
      services,
      id,
      submitterOf(caller),
      (current) => {
        requireVisible(current, id, caller);
        const { reversalId } = openHeld(services, current, command);
        refusePinOf(services, caller, current, [...requestIdText(caller), ['reason', command.reason]]);
        requireVersion(current, command.ifMatch);
        requireBounds(current, 'reveal');
        return { facts: [{ kind: 'pin_revealed', voucher: command.voucher, reversalId, reason: command.reason }] };
      },
      { asked: caller },
    );
  } catch (error) {
    if (error instanceof Refusal) await giveUp();
    throw error;
  }
  return { redemption, ...openHeld(services, redemption, command) };
}

/** Of a person: a look that counts for a day. Returns how to take it back. */
async function countLook(services: Services, redemptionId: string, caller: Caller): Promise<() => Promise<void>> {
  if (!isPerson(caller)) return () => Promise.resolve();
  const look = { key: services.ids.next('wrt'), kind: 'reveal', redemptionId, reversalId: null } as const;
  const taken = await takeUse(services, caller, { ...look, amountCents: 0, holders: 1 }, (uses) =>
    revealsOf(uses).length < MOST_REVEALS_A_DAY ? null : tooMany(uses, services.clock.aged()),
  );
  return () => releaseUse(services, caller, taken).catch(() => undefined);
}

function tooMany(uses: readonly Use[], aged: number): Refusal {
  const oldest = Math.min(...revealsOf(uses).map(({ at }) => at));
  const most = String(MOST_REVEALS_A_DAY);
  return new Refusal('too_many_reveals', `You have looked at ${most} PINs in the last 24 hours: no more for now`, {
    retryAfterMs: Math.min(Math.max(oldest + DAY_MS - aged, HOUR_MS), DAY_MS),
    extra: { most_reveals: MOST_REVEALS_A_DAY },
  });
}

function openHeld({ sealer }: Services, redemption: Redemption, command: RevealCommand): Omit<Revealed, 'redemption'> {
  const { voucher, reversalId } = heldBy(redemption, command);
  if (voucher?.pinErasedAt !== undefined)
    throw new Refusal('pin_erased', 'The PIN was erased here: the voucher was spent, or has run out');
  if (!voucher || voucher.sealedPin === null)
    throw new Refusal('not_found', `${redemption.id} has no PIN of a ${command.voucher} voucher here`);
  return { voucher, reversalId, pin: sealer.open(voucher.sealedPin, redemption.id) };
}

function heldBy({ changeVoucher, reversals }: Redemption, { voucher, reversalId }: RevealCommand) {
  if (voucher === 'change') return { voucher: changeVoucher, reversalId: null };
  const issued = reversals.filter(({ id, refundVoucher }) =>
    reversalId === undefined ? refundVoucher !== null : id === reversalId,
  );
  if (issued.length > 1)
    throw new Refusal('validation_failed', 'Several reversals issued a voucher: say which one', {
      param: 'reversal_id',
    });
  const [one] = issued;
  return { voucher: one?.refundVoucher ?? null, reversalId: one?.id ?? null };
}
