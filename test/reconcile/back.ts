// What stories of restored backups share: a backup of the file in use, and what providers and people gave back.
import { randomUUID } from 'node:crypto';
import { DatabaseSync } from '@photostructure/sqlite';
import type { ProviderGate } from '../../src/core/providers/gate';
import type { Redemption } from '../../src/core/redemption/redemption';
import { reverseRedemption } from '../../src/core/use-cases/reverse';
import type { Services } from '../../src/core/use-cases/services';
import { callerOf, OPERATOR, type World } from './world';

/** As the runbook says: while the store is in use. */
export function backUpFile(databaseUrl: string, copy: string): void {
  const database = new DatabaseSync(databaseUrl.slice('sqlite:'.length));
  database.exec(`VACUUM INTO '${copy}'`);
  database.close();
}

/** The installation with other words, or other traits, of its providers. */
export function answering(services: Pick<Services, keyof Services>, change: (gate: ProviderGate) => object): Services {
  const { providers } = services;
  const find: typeof providers.find = (type, livemode) => {
    const gate = providers.find(type, livemode);
    return gate && Object.assign(Object.create(gate) as ProviderGate, change(gate));
  };
  return { ...services, providers: { list: (livemode) => providers.list(livemode), find } };
}

/** A reversal under a key of its own. */
export function giveBack(services: Services, { id }: Redemption, amountCents: number, ifMatch?: number) {
  const idempotency = { key: randomUUID(), request: `${id} ${String(amountCents)}` };
  return reverseRedemption(services, id, { reason: 'returned', amountCents, idempotency, ifMatch }, callerOf(OPERATOR));
}

/** The same, by whoever has just looked at it. */
export async function giveBackSeen(services: Services, { id }: Redemption, amountCents: number) {
  const seen = (await services.store.redemptions.find(id)) as Redemption;
  return giveBack(services, seen, amountCents, seen.version);
}

/** What the provider has really given back for the operations of these, whichever store they are in. */
export function given({ simulators }: Pick<World, 'simulators'>, ...states: readonly Redemption[]): number {
  const references = new Set(states.flatMap(({ operations }) => operations.map(({ reference }) => reference)));
  const { vouchers } = simulators.books.snapshot();
  const refunds = vouchers.filter(({ issued_for: cause }) => cause !== null && references.has(cause));
  const restored = vouchers.flatMap(({ returned }) => returned.filter(({ reference }) => references.has(reference)));
  return [...refunds.map(({ value }) => value), ...restored.map(({ amount }) => amount)].reduce((a, b) => a + b, 0);
}
