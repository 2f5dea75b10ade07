// Seals anew with the newest key what another key sealed, and counts. Safe beside servers at work: every write is a
// compare-and-set, and only replaces the very text that was read.
import { SEALED_KINDS, type SealedKind, type SealedRecord } from '../sealed-records';
import { answerRecord } from '../stored-answers';
import type { Sealer } from '../values/ports';
import type { FactServices } from '../use-cases/services';
import { submit } from '../use-cases/submit';
import { UPKEEP } from './submitter';

const MOST_TRIES = 5;

/** What is sealed with one key. */
export interface SealedCount {
  /** Sources of undecided redemptions, and secrets of endpoints. */
  unsettled: number;
  /** PINs and answers that may be shown again. */
  settled: number;
}

/** Walks every record of the store, `batch` at a time. Counts by the id of the key that `keyOf` reads. */
export async function countSealed(
  { store }: Pick<FactServices, 'store'>,
  batch: number,
  keyOf: (sealed: string) => string,
): Promise<Map<string, SealedCount>> {
  const counts = new Map<string, SealedCount>();
  const add = (sealed: string, which: keyof SealedCount) => {
    const count = counts.get(keyOf(sealed)) ?? { unsettled: 0, settled: 0 };
    count[which] += 1;
    counts.set(keyOf(sealed), count);
  };
  await eachRecord({ store }, batch, (_kind, record) => {
    for (const sealed of record.unsettled) add(sealed, 'unsettled');
    for (const sealed of record.settled) add(sealed, 'settled');
    return Promise.resolve();
  });
  return counts;
}

/**
 * Seals everything with the newest key that another key sealed and that opens here, `batch` records at a time; says how many
 * texts those were. What does not open stays. May be cut short anywhere and run again.
 */
export async function reseal(
  services: FactServices & { readonly sealer: Sealer },
  batch: number,
  onError: (record: string, error: unknown) => void,
): Promise<number> {
  let done = 0;
  await eachRecord(services, batch, async (kind, record) => {
    const old = [...record.unsettled, ...record.settled].filter(
      (sealed) => services.sealer.knowsKeyOf(sealed) && !services.sealer.isNewest(sealed),
    );
    if (old.length === 0) return;
    try {
      if (await resealRecord(services, kind, record.id, old)) done += old.length;
    } catch (error) {
      // One record that cannot be written, or was damaged long ago, must not keep the old key in use for all others.
      onError(record.id, error);
    }
  });
  return done;
}

async function resealRecord(
  services: FactServices & { readonly sealer: Sealer },
  kind: SealedKind,
  id: string,
  old: readonly string[],
): Promise<boolean> {
  const { sealer, store } = services;
  const anew = (sealed: string, record: string) => sealer.seal(sealer.open(sealed, record), record);
  switch (kind) {
    case 'redemption': {
      const texts = new Map(old.map((sealed) => [sealed, anew(sealed, id)]));
      await submit(services, id, UPKEEP, () => ({ facts: [{ kind: 'resealed', texts }] }));
      return true;
    }
    case 'webhook_endpoint':
      return resealEndpoint(services, id, (sealed) => (old.includes(sealed) ? anew(sealed, id) : sealed));
    case 'stored_answer': {
      const [from] = old;
      return from !== undefined && store.sealed.resealAnswer(id, from, anew(from, answerRecord(id)));
    }
    case 'user':
      return resealUser(services, id, (sealed) => (old.includes(sealed) ? anew(sealed, id) : sealed));
    default:
      return kind satisfies never;
  }
}

async function resealUser({ store }: FactServices, id: string, anew: (sealed: string) => string): Promise<boolean> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const user = await store.people.findUser(id);
    if (!user) return false;
    const { secondFactor: factor, pendingSeed: pending } = user;
    const secondFactor = factor && { ...factor, sealedSeed: anew(factor.sealedSeed) };
    const next = { ...user, rev: user.rev + 1, secondFactor, pendingSeed: pending === null ? null : anew(pending) };
    if ((await store.people.replaceUser(next)) === 'written') return true;
  }
  throw new Error(`Others keep changing ${id}`);
}

async function resealEndpoint({ store }: FactServices, id: string, anew: (sealed: string) => string): Promise<boolean> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const endpoint = await store.webhooks.findEndpoint(id);
    if (!endpoint) return false;
    const secrets = endpoint.secrets.map((secret) => ({ ...secret, sealed: anew(secret.sealed) }));
    if (await store.webhooks.replaceEndpoint({ ...endpoint, rev: endpoint.rev + 1, secrets })) return true;
  }
  throw new Error(`Others keep changing ${id}`);
}

async function eachRecord(
  { store }: Pick<FactServices, 'store'>,
  batch: number,
  visit: (kind: SealedKind, record: SealedRecord) => Promise<void>,
): Promise<void> {
  for (const kind of SEALED_KINDS) {
    for (let after: string | undefined = ''; after !== undefined;) {
      const records: SealedRecord[] = await store.sealed.page(kind, after, batch);
      for (const record of records) await visit(kind, record);
      after = records.length < batch ? undefined : records.at(-1)?.id;
    }
  }
}
