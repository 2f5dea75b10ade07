// Who has the change whose PIN did not come back, as a fact that settles a capture carries it.
import type { ProviderGate } from '../../providers/gate';
import type { ChangeIssuer } from '../../redemption/fact';

/** Nothing where the provider is not set up, issues no change, or sends it to the customer itself. */
export function changeIssuerOf(gate: ProviderGate | null | undefined): { readonly changeIssuer?: ChangeIssuer } {
  return gate?.traits.capabilities.change_voucher === 'INLINE' ? { changeIssuer: gate.traits.name } : {};
}
