// A ledger with something of everything: what matured and expired, holds of every end, a till, a debt, a wallet, a stock.
import { adjust, forfeit, hold, moveWallet, release } from '../../src/core/points/use-cases/movements';
import { redeem, redeemItem, reverse } from '../../src/core/points/use-cases/redemptions';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import { settleParticipant } from '../../src/core/points/use-cases/settle';
import { createReward, setCashRate } from '../../src/core/points/use-cases/setup';
import { moveAtTill } from '../../src/core/points/use-cases/till';
import { ASKER, give, participant, program, type SetClock, type Setting } from './world';

const DAY = 86_400_000;
/** Tills have no key. */
const TILL = { ...ASKER, keyId: null };

/** Who and what is in the ledger. */
export interface World {
  readonly setting: Setting;
  /** `who` has done everything; `idle` was credited, and owed for a while. */
  readonly who: string;
  readonly idle: string;
  /** Of 10.00, of which 2.00 and 1.00 came back; and of three pieces of the reward, of which one did. */
  readonly redemption: string;
  readonly item: string;
  readonly reward: string;
}

/** The calls of one participant. */
export class Member {
  constructor(
    private readonly services: PointsServices,
    private readonly setting: Setting,
    private readonly participantId: string,
  ) {}

  give(amount: string, more: object = {}) {
    return give(this.services, this.setting, this.participantId, amount, more);
  }

  async take(amount: string, holdReferenceId: string | null = null): Promise<string> {
    const command = { ...this.#about(amount), description: 'coffee', holdReferenceId, managedBy: null };
    return (await redeem(this.services, ASKER, { ...command, amount }, null)).value.redemption.id;
  }

  async buy(rewardId: string, quantity: number): Promise<string> {
    const none = { amount: null, description: null, holdReferenceId: null, managedBy: null };
    const { programId } = this.setting;
    const command = { ...none, participantId: this.participantId, programId, rewardId, quantity };
    return (await redeemItem(this.services, ASKER, command, null)).value.redemption.id;
  }

  giveBack(
    redemptionId: string,
    amount: string | null,
    quantity: number | null = null,
    restoreExpiresAt: number | null = null,
  ) {
    const command = { redemptionId, amount, quantity, reason: 'sorry', restoreExpiresAt, managedBy: null };
    return reverse(this.services, ASKER, command, null);
  }

  hold(amount: string, referenceId: string | null, expiresAt: number | null = null) {
    return hold(this.services, ASKER, { ...this.#about(amount, referenceId), expiresAt }, null);
  }

  release(amount: string, referenceId: string | null = null, description = 'test') {
    return release(this.services, ASKER, { ...this.#about(amount, referenceId), description }, null);
  }

  forfeitHeld(amount: string, referenceId: string) {
    return forfeit(this.services, ASKER, { ...this.#about(amount, referenceId), bucket: 'HELD' }, null);
  }

  /** Also more than there is. */
  debit(amount: string) {
    const debit = { type: 'DEBIT' as const, bucket: 'AVAILABLE' as const, allowNegative: true };
    const command = { ...this.#about(amount), ...debit, amount, expiresAt: null, maturesAt: null };
    return adjust(this.services, ASKER, command, null);
  }

  /** Three reservations: one is captured in part and given back in part, one freed, one stays. */
  async atTill(until: number): Promise<void> {
    const { services } = this;
    const account = { ...this.setting, participantId: this.participantId };
    const ask = { account, cents: 50, currency: 'ZAR' as const, upTo: false };
    for (const name of ['one', 'two', 'open'])
      await moveAtTill(services, TILL, name, { ...ask, kind: 'hold', until, redemptionId: `rdm_${name}` });
    const capture = { ...ask, kind: 'take' as const, cents: 30, held: { reference: 'one', cents: 50 } };
    await moveAtTill(services, TILL, 'take', { ...capture, redemptionId: 'rdm_one' });
    const free = { kind: 'release' as const, account, holdReference: 'two', redemptionId: 'rdm_two' };
    await moveAtTill(services, TILL, 'free', free);
    const back = { kind: 'give_back' as const, takeReference: 'take', cents: 7, redemptionId: 'rdm_one' };
    await moveAtTill(services, TILL, 'back', back);
  }

  #about(amount: string, referenceId: string | null = null) {
    const { setting, participantId } = this;
    return { ...setting, participantId, amount, description: 'test', referenceId, selection: {} };
  }
}

/** See the head of this file. `services` are of `clock`. */
export async function story(services: PointsServices, clock: SetClock): Promise<World> {
  const setting = await program(services);
  const [who, idle] = [await participant(services, 'who'), await participant(services, 'idle')];
  const reward = await mug(services, setting);
  await setCashRate(services, ASKER, { ...setting, cashRate: { currency: 'ZAR', cents: 100, units: '10' } });
  const one = new Member(services, setting, who);
  await one.give('5', { expiresAt: clock.at + DAY });
  await one.give('6', { maturesAt: clock.at + DAY });
  const [lost, old] = [await one.take('2'), await one.take('1')];
  await one.give('500');
  await one.hold('7', null, clock.at + DAY);
  clock.at += 2 * DAY;
  await settleParticipant(services, ASKER, who);
  const later = clock.at + 99 * DAY;
  await one.giveBack(lost, null);
  await one.giveBack(old, null, null, later);
  await one.give('20', { expiresAt: later });
  await one.give('3', { maturesAt: later });
  const redemption = await one.take('10');
  for (const amount of ['2', '1']) await one.giveBack(redemption, amount);
  const item = await one.buy(reward, 3);
  await one.giveBack(item, null, 1);
  for (const amount of ['5', '6', '7']) await one.hold(amount, 'table');
  await one.hold('9', null);
  await one.take('8', 'table');
  for (const amount of ['5', '6', '7']) await one.hold(amount, amount, later);
  await one.release('3', '5');
  await one.release('10');
  await one.forfeitHeld('2', '7');
  await one.atTill(clock.at + DAY);
  await owing(new Member(services, setting, idle));
  await prefunded(services, idle);
  return { setting, who, idle, redemption, item, reward };
}

async function owing(member: Member): Promise<void> {
  await member.give('77');
  await member.debit('80');
  await member.give('4');
}

async function prefunded(services: PointsServices, participantId: string): Promise<void> {
  const funded = await program(services, 'SIMPLE', true);
  for (const [action, amount] of [
    ['FUND', '100'],
    ['BURN', '10'],
  ] as const)
    await moveWallet(services, ASKER, { ...funded, action, amount, description: 'May' }, null);
  const member = new Member(services, funded, participantId);
  await member.give('40');
  await member.hold('5', null);
  await member.take('15');
}

async function mug(services: PointsServices, setting: Setting): Promise<string> {
  const words = { name: 'Mug', description: null, category: null, metadata: {}, kind: 'UNIT_BASED' as const };
  const when = { availableFrom: null, availableUntil: null, status: 'ACTIVE' as const };
  const fields = { ...setting, ...words, ...when, unitCost: '1', maxTotal: 9, maxPerParticipant: null };
  return (await createReward(services, ASKER, fields)).reward.id;
}
