// Reads the value of a voucher without taking it. Nothing is stored.
import type { Caller } from '../accounts/caller';
import type { Lookup, Source } from '../providers/provider';
import { requireGate } from '../providers/require-gate';
import { Refusal } from '../values/refusal';
import { requireMayPresent } from './access';
import type { Services } from './services';

/** Throws `Refusal` unknown_type, key_not_allowed, provider_not_configured, lookup_not_supported. */
export function lookUpVoucher(services: Services, type: string, source: Source, caller: Caller): Promise<Lookup> {
  const gate = requireGate(services, type, caller.livemode);
  requireMayPresent(gate, caller);
  if (!gate.can.lookup) {
    throw new Refusal('lookup_not_supported', `${gate.traits.name} vouchers cannot be looked up`, { param: 'type' });
  }
  return gate.lookup({ accountId: caller.accountId, livemode: caller.livemode, source });
}
