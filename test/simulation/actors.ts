// Those who call Vouch in the simulation: tills that retry and compete for vouchers, and support staff who know the truth.
import { cancelRedemption } from '../../src/core/use-cases/cancel';
import { captureRedemption } from '../../src/core/use-cases/capture';
import { createRedemption } from '../../src/core/use-cases/create';
import type { Services, WriteOptions } from '../../src/core/use-cases/services';
import { Pin } from '../../src/core/values/pin';
import type { Redemption } from '../../src/core/redemption/redemption';
import { Refusal, type RefusalCode } from '../../src/core/values/refusal';
import { reserveRedemption } from '../../src/core/use-cases/reserve';
import { refreshRedemption } from '../../src/core/use-cases/resolve';
import { reverseRedemption } from '../../src/core/use-cases/reverse';
import { giveVerdict } from '../../src/core/reviews/redemption-reviews';
import { CALLER, RECOVERIES, type Installation } from './installation';
import { typeOf } from './gate';
import { LEDGER_TYPE } from './ledger-gate';

const TRY_AGAIN: readonly RefusalCode[] = ['idempotency_key_in_use', 'too_many_concurrent_writes', 'outcome_unknown'];

export class Actors {
  /** What a till was told for good, by redemption. */
  readonly told = new Map<string, { outcome: string; version: number }>();
  readonly violations: string[] = [];
  #keys = 0;

  constructor(
    private readonly installation: Installation,
    private readonly pins: Readonly<Record<string, readonly string[]>>,
  ) {}

  /** One customer at one till: takes a voucher in, does something with it, and comes back for more. */
  async visit(): Promise<void> {
    const { world } = this.installation;
    const { chance } = world;
    await world.ticket(null, 'customer comes', chance.between(0, 120_000));
    const { type, source, value } = chance.hit(0.25) ? this.#points() : this.#voucher();
    const command = {
      type,
      source,
      amountCents: chance.pick([0, value, value, Math.ceil(value / 2), value * 2]),
      currency: 'ZAR' as const,
      captureMethod: chance.pick(['automatic', 'automatic', 'manual'] as const),
      confirm: chance.hit(0.85),
      options: { partial: chance.pick(['decline', 'allow'] as const) },
      metadata: {},
      externalReference: null,
      relatedIds: [],
      ...this.#key(JSON.stringify([type, source]), chance.hit(0.9)),
    };
    const create = (services: Services) => createRedemption(services, command, CALLER);
    const created = await this.#call('create', create);
    if (!created) return;
    let redemption: Redemption = created.redemption;
    if (command.idempotency && chance.hit(0.3)) await this.#replay(create, redemption);
    for (let calls = chance.between(0, 4); calls > 0; calls -= 1) {
      await world.ticket(null, 'customer thinks', chance.pick([0, 50, 5000, 30_000, 1_000_000]));
      redemption = (await this.#something(redemption)) ?? redemption;
    }
  }

  #voucher() {
    const { world, books } = this.installation;
    // Only a provider that can say "no such operation" can be believed too early.
    const recovery = world.chance.pick(world.restless ? (['status', 'lookup'] as const) : RECOVERIES);
    const pin = world.chance.pick(this.pins[recovery] ?? []);
    return { type: typeOf(recovery), source: { pin: new Pin(pin) }, value: books[recovery].value(pin) ?? 1000 };
  }

  #points() {
    return { type: LEDGER_TYPE, source: this.installation.members.source(), value: 400 };
  }

  async #replay(create: (services: Services) => Promise<{ redemption: Redemption }>, first: Redemption): Promise<void> {
    const again = await this.#call('replay', create);
    if (again && again.redemption.id !== first.id) {
      this.violations.push(`The same key gave ${first.id.slice(-4)} and ${again.redemption.id.slice(-4)}`);
    }
  }

  async #something({ id, status, version }: Redemption): Promise<Redemption | null> {
    const { chance } = this.installation.world;
    const options = this.#key(`${id} ${status}`, chance.hit(0.7), version);
    if (chance.hit(0.3)) return this.#read(id);
    const cancel = (services: Services) => cancelRedemption(services, id, options, CALLER);
    if (status === 'draft') {
      const reserve = (services: Services) => reserveRedemption(services, id, options, CALLER);
      return this.#newest(chance.hit(0.8) ? await this.#call('reserve', reserve) : await this.#call('cancel', cancel));
    }
    if (status === 'reserved') {
      const amountCents = chance.pick([undefined, undefined, 1, 300]);
      const capture = (services: Services) => captureRedemption(services, id, { ...options, amountCents }, CALLER);
      if (chance.hit(0.2))
        this.installation.world.spawn(() => this.#call('rival cancel', cancel).then(() => undefined));
      if (chance.hit(0.2))
        this.installation.world.spawn(() => this.#call('rival capture', capture).then(() => undefined));
      return this.#newest(chance.hit(0.8) ? await this.#call('capture', capture) : await this.#call('cancel', cancel));
    }
    const amountCents = chance.pick([undefined, undefined, 100, 400]);
    const command = {
      ...options,
      ...(options.idempotency ? {} : { ifMatch: version }),
      reason: 'returned',
      amountCents,
    };
    const reverse = (services: Services) => reverseRedemption(services, id, command, CALLER);
    if (chance.hit(0.2))
      this.installation.world.spawn(() => this.#call('rival reverse', reverse).then(() => undefined));
    return this.#newest(await this.#call('reverse', reverse));
  }

  #read(id: string): Promise<Redemption | null> {
    return this.#call('read', async (services) => {
      const found = await services.store.redemptions.find(id);
      return found && this.#hear(await refreshRedemption(services, found, CALLER));
    });
  }

  #newest(reply: { redemption: Redemption } | null): Redemption | null {
    return reply && this.#hear(reply.redemption);
  }

  /** A till that was told how it ended can never be told otherwise. */
  #hear(redemption: Redemption): Redemption {
    const { id, outcome, version } = redemption;
    const before = this.told.get(id);
    if (before && before.outcome !== outcome) {
      this.violations.push(`${id.slice(-4)}: a till was told ${before.outcome}, and later ${outcome}`);
    }
    if (outcome === 'paid' || outcome === 'not_paid') this.told.set(id, { outcome, version });
    return redemption;
  }

  #key(request: string, wanted: boolean, ifMatch?: number): WriteOptions {
    this.#keys += 1;
    if (!wanted) return ifMatch === undefined || this.installation.world.chance.hit(0.5) ? {} : { ifMatch };
    return { idempotency: { key: `key-${String(this.#keys)}`, request } };
  }

  /** Calls any server; after a lost connection or a "not now" again, with the same key. Null where the answer was no. */
  async #call<T>(what: string, work: (services: Services) => Promise<T>): Promise<T | null> {
    const { world } = this.installation;
    for (let tries = 0; tries < 4; tries += 1) {
      const { process, services } = this.installation.anyServer();
      try {
        const reply = await process.serve(() => work(services));
        if (reply && typeof reply === 'object' && 'redemption' in reply) this.#hear(reply.redemption as Redemption);
        return reply;
      } catch (error) {
        world.note('till', `${what}: ${String(error)}`);
        if (error instanceof Refusal && !TRY_AGAIN.includes(error.code)) return null;
        await world.ticket(null, 'till waits', world.chance.between(500, 8000));
      }
    }
    return null;
  }

  /** Looks at the provider's books and says what is true of every doubt that is left; leaves some for another day. */
  async decideReviews(): Promise<void> {
    const { world, database, books } = this.installation;
    for (const row of [...database.rows.values()]) {
      for (const review of row.reviews) {
        const operation = row.operations.find((candidate) => candidate.id === review.operationId);
        if (review.closedAt !== null || !operation?.reference || world.chance.hit(0.5)) continue;
        const recovery = RECOVERIES.find((candidate) => typeOf(candidate) === row.type);
        if (!recovery) continue;
        const moved = books[recovery][operation.type === 'confirm' ? 'takes' : 'given'].get(operation.reference);
        const decision = moved ? ('paid' as const) : ('not_paid' as const);
        const amountCents = moved?.amountCents;
        world.count('verdict');
        await this.#call('verdict', (services) => {
          const ifMatch = database.rows.get(row.id)?.version;
          const verdict = { decision, note: 'Their books say so', evidence: 'statement', amountCents, ifMatch };
          return giveVerdict(services, review.id, verdict, CALLER);
        });
      }
    }
  }
}
