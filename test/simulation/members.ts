// Those who call the ledger itself in the simulation, beside the tills: each call has a key, is sent again where nobody answered, and now
// and then twice at once.
import { hold, release } from '../../src/core/points/use-cases/movements';
import { redeem, redeemItem, reverse } from '../../src/core/points/use-cases/redemptions';
import { createReward, setCashRate, upsertParticipant } from '../../src/core/points/use-cases/setup';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import { Refusal } from '../../src/core/values/refusal';
import { ASKER, give, participant, program, type Setting } from '../points/world';
import type { Installation } from './installation';

const STOCK = 3;
const KINDS = ['redeem', 'redeem', 'buy', 'buy', 'give', 'hold', 'release', 'reverse', 'enrol'] as const;

type Work = (services: PointsServices) => Promise<string>;

export class Members {
  readonly violations: string[] = [];
  rewardId = '';
  #setting: Setting = { programId: '', assetId: '' };
  readonly #people: string[] = [];
  readonly #redeemed: string[] = [];
  #keys = 0;

  constructor(private readonly installation: Installation) {}

  /** A program with a cash rate of ten points a rand, an item that runs out, and members who have something. */
  async open(points: PointsServices): Promise<void> {
    const setting = await program(points);
    await setCashRate(points, ASKER, { ...setting, cashRate: { currency: 'ZAR', cents: 100, units: '10' } });
    for (const name of ['one', 'two', 'three']) {
      const who = await participant(points, name);
      // What runs out first is spent first, and soon there is nothing of it left to spend.
      await give(points, setting, who, '60', { expiresAt: points.clock.now() + 40_000 });
      await give(points, setting, who, '60');
      this.#people.push(who);
    }
    const { reward } = await createReward(points, ASKER, { ...setting, ...MUG });
    this.#setting = setting;
    this.rewardId = reward.id;
  }

  /** What a till presents. */
  source(): Readonly<Record<string, string>> {
    const { programId, assetId } = this.#setting;
    return { program_id: programId, asset_id: assetId, participant_id: this.#anyone() };
  }

  async visit(): Promise<void> {
    const { world } = this.installation;
    await world.ticket(null, 'member comes', world.chance.between(0, 120_000));
    for (let calls = world.chance.between(1, 3); calls > 0; calls -= 1) {
      await world.ticket(null, 'member thinks', world.chance.pick([0, 10, 2000, 30_000]));
      const kind = world.chance.pick(KINDS);
      // Another member wants the same piece.
      if (kind === 'buy') world.spawn(() => this.#once(kind));
      await this.#once(kind);
    }
  }

  async #once(kind: (typeof KINDS)[number]): Promise<void> {
    const { world } = this.installation;
    this.#keys += 1;
    const key = `points ${String(this.#keys)}`;
    const work = this.#any(kind, key);
    const told = new Set<string>();
    const send = async () => {
      const id = await this.#insist(`${kind} ${key}`, work);
      if (id === null) return;
      told.add(id);
      if (kind === 'redeem') this.#redeemed.push(id);
      if (told.size > 1) this.violations.push(`${key}: ${kind} happened as ${[...told].join(' and ')}`);
    };
    world.count(`points ${kind}`);
    if (world.chance.hit(0.4)) world.spawn(send);
    await send();
    if (world.chance.hit(0.2)) await send();
  }

  /** Null where it was refused, or nobody could say. */
  async #insist(what: string, work: Work): Promise<string | null> {
    const { world } = this.installation;
    for (let tries = 0; tries < 5; tries += 1) {
      const { process, points } = this.installation.anyServer();
      try {
        return await process.serve(() => work(points));
      } catch (error) {
        world.note('member', `${what}: ${String(error)}`);
        if (error instanceof Refusal && error.code !== 'too_many_concurrent_writes') return null;
        await world.ticket(null, 'member waits', world.chance.between(100, 8000));
      }
    }
    return null;
  }

  /** Every send of one call says the same. */
  #any(kind: (typeof KINDS)[number], key: string): Work {
    const { chance, now } = this.installation.world;
    const who = this.#anyone();
    const amount = String(chance.between(1, 40));
    const about = { ...this.#setting, participantId: who, description: 'x', referenceId: null, selection: {} };
    const expiresAt = now + chance.pick([1000, 20_000, 200_000]);
    const taking = { participantId: who, programId: about.programId, holdReferenceId: null, managedBy: null };
    const past = this.#redeemed.length > 0 ? chance.pick(this.#redeemed) : undefined;
    if (kind === 'reverse' && past !== undefined) {
      const back = { redemptionId: past, amount, quantity: null, reason: 'x', restoreExpiresAt: null, managedBy: null };
      return async (points) => (await reverse(points, ASKER, back, key)).value.reversal.id;
    }
    switch (kind) {
      case 'give':
        return async (points) => (await give(points, about, who, amount, { expiresAt }, key)).value.entry.id;
      case 'hold':
        return async (points) => (await hold(points, ASKER, { ...about, amount, expiresAt }, key)).value.entry.id;
      case 'release':
        return async (points) => (await release(points, ASKER, { ...about, amount }, key)).value.entry.id;
      case 'enrol': {
        const person = { externalId: `new ${chance.pick(['a', 'b'])}`, profile: {} };
        return async (points) => (await upsertParticipant(points, ASKER, person)).book.participantId;
      }
      case 'buy': {
        const item = { ...taking, rewardId: this.rewardId, quantity: 1, amount: null, description: null };
        return async (points) => (await redeemItem(points, ASKER, item, key)).value.redemption.id;
      }
      default: {
        const raw = { ...taking, assetId: about.assetId, amount, description: 'x' };
        return async (points) => (await redeem(points, ASKER, raw, key)).value.redemption.id;
      }
    }
  }

  #anyone(): string {
    return this.installation.world.chance.pick(this.#people);
  }
}

const MUG = {
  kind: 'UNIT_BASED',
  name: 'Mug',
  description: null,
  category: null,
  unitCost: '5',
  maxTotal: STOCK,
  maxPerParticipant: null,
  status: 'ACTIVE',
  availableFrom: null,
  availableUntil: null,
  metadata: {},
} as const;
