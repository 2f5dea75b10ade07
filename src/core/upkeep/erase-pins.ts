// Erases PINs of issued vouchers that are of no use any more. Safe beside servers at work, like every fact.
import { agedVouchers, type HeldVoucher } from '../redemption/redemption';
import type { FactServices } from '../use-cases/services';
import { submit } from '../use-cases/submit';
import { Refusal } from '../values/refusal';
import type { Instant } from '../values/time';
import { UPKEEP } from './submitter';

/** Erases the PINs of issued vouchers that ended before `now`. At most `limit` redemptions; says how many. */
export async function eraseExpiredPins(services: FactServices, madeBefore: Instant, limit: number): Promise<number> {
  const now = services.clock.aged();
  const ids = await services.store.sealed.expiredPins(now, madeBefore, limit);
  const hasEnded = ({ expiresAt }: HeldVoucher, since: Instant) =>
    expiresAt === null ? since < madeBefore : Date.parse(expiresAt) < now;
  return erase(services, ids, 'expired', hasEnded);
}

/** Erases the PINs of issued vouchers that were redeemed through this store since. `claims`: what was redeemed. Says how many. */
export async function eraseSpentPins(services: FactServices, claims: readonly string[]): Promise<number> {
  const ids = await services.store.sealed.pinHolders(claims);
  return erase(services, ids, 'spent', ({ claim }) => claim !== undefined && claims.includes(claim));
}

async function erase(
  services: FactServices,
  ids: readonly string[],
  why: 'spent' | 'expired',
  isGone: (voucher: HeldVoucher, since: Instant) => boolean,
): Promise<number> {
  let erased = 0;
  for (const id of ids) {
    try {
      const found = { pins: 0 };
      await submit(services, id, UPKEEP, (redemption) => {
        const sealedPins = agedVouchers(redemption).flatMap(({ voucher, since }) =>
          voucher.sealedPin !== null && isGone(voucher, since) ? [voucher.sealedPin] : [],
        );
        found.pins = sealedPins.length;
        return { facts: sealedPins.length > 0 ? [{ kind: 'pins_erased', sealedPins, why }] : [] };
      });
      if (found.pins > 0) erased += 1;
    } catch (error) {
      // Gone, or too many writers at once: the next run comes by again.
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return erased;
}
