// Finds the provider behind a type, or says why it cannot be used.
import { redacted } from '../values/redact';
import { Refusal } from '../values/refusal';
import type { ProviderGate, Providers } from './gate';

/**
 * The gate of a type in a mode. Throws `Refusal` unknown_type, or provider_not_configured where the type exists but is
 * not set up for this mode.
 */
export function requireGate(
  { providers }: { readonly providers: Providers },
  type: string,
  livemode: boolean,
): ProviderGate {
  const gate = providers.find(type, livemode);
  if (gate === undefined) throw unknownType(providers, type, livemode);
  if (gate === null) {
    throw new Refusal('provider_not_configured', `${type} is not set up for ${livemode ? 'live' : 'test'} mode`, {
      param: 'type',
    });
  }
  return gate;
}

/**
 * The refusal of a type that does not exist. Names the types there are: a word that is nearly right is the usual
 * reason.
 */
export function unknownType(providers: Providers, type: string, livemode: boolean): Refusal {
  const known = providers.list(livemode).map((traits) => traits.type);
  const there = known.length > 0 ? `known are ${known.join(', ')}` : 'none is set up in this mode';
  const meant = nearest(type, known);
  const question = meant === undefined ? '' : `. Did you mean ${meant}?`;
  return new Refusal('unknown_type', `There is no voucher type ${redacted(type)}: ${there}${question}`, {
    param: 'type',
    extra: { known_types: known },
  });
}

/** Another spelling (`vouchers.onevoucher`), or the one type that has a part in common (`loyalty_points.points`). */
function nearest(type: string, known: readonly string[]): string | undefined {
  const plain = (text: string) => text.replaceAll('_', '');
  const same = known.find((one) => plain(one) === plain(type));
  if (same !== undefined) return same;
  const parts = type.split('.').map(plain);
  const near = known.filter((one) => one.split('.').some((part) => parts.includes(plain(part))));
  return near.length === 1 ? near[0] : undefined;
}

/** Throws `Refusal` overloaded where a capture of this account would only wait in line. Recovery and reversals have room of their own. */
export function requireRoom(gate: ProviderGate, accountId: string): void {
  if (gate.hasRoom(accountId)) return;
  throw new Refusal('overloaded', `Too many redemptions at ${gate.traits.name} are under way: nothing was started`, {
    retryAfterMs: 1000,
  });
}
