// Finds the provider behind a type, or says why it cannot be used.
import type { Engine, ProviderGate } from './engine';
import { Refusal } from './refusal';

export function requireGate(engine: Engine, type: string, livemode: boolean): ProviderGate {
  const gate = engine.providers.find(type, livemode);
  if (gate === undefined) throw new Refusal('unknown_type', `There is no voucher type ${type}`, { param: 'type' });
  if (gate === null) {
    throw new Refusal('provider_not_configured', `${type} is not set up for ${livemode ? 'live' : 'test'} mode`, {
      param: 'type',
    });
  }
  return gate;
}

/** Throws `Refusal` overloaded where a capture would only wait in line. Recovery and reversals have room of their own. */
export function requireRoom(gate: ProviderGate): void {
  if (gate.hasRoom()) return;
  throw new Refusal('overloaded', `Too many redemptions at ${gate.traits.name} are under way: nothing was started`, {
    retryAfterMs: 1000,
  });
}
