// The merchants of random stories: honest people who sell, give back, lose answers, and ask again for what they did not hear or what is gone.
import { randomUUID } from 'node:crypto';
import type { Scenario } from '../../../adapters/kit/simulator/books';
import type { Fault } from '../../../adapters/kit/simulator/server';
import type { Proposal } from '../../../src/core/redemption/people/proposal';
import type { Redemption } from '../../../src/core/redemption/redemption';
import { cancelRedemption } from '../../../src/core/use-cases/cancel';
import { captureRedemption } from '../../../src/core/use-cases/capture';
import { createRedemption } from '../../../src/core/use-cases/create';
import { approveProposal, proposeReversal } from '../../../src/core/use-cases/four-eyes/proposals';
import { reserveRedemption } from '../../../src/core/use-cases/reserve';
import { reverseRedemption } from '../../../src/core/use-cases/reverse';
import { Pin } from '../../../src/core/values/pin';
import { Refusal } from '../../../src/core/values/refusal';
import { callerOf, SOURCES } from '../world';
import { ACCOUNTS, approverOf, type Installation } from './installation';

export const VALUE = 1500;

/** What a merchant knows of a request to give value back: `nothing` where it is certain that none was. */
export type Known = 'unheard' | 'doubt' | 'done' | 'nothing';

/** One wish to give value back, however often it is asked for. */
export interface Wish {
  readonly cents: number;
  key: string;
  /** The redemption that it was asked of last. */
  of: string;
  epoch: number;
  known: Known;
}

/** One voucher that a customer brings for one purchase, however often it is presented. */
export interface Sale {
  readonly name: string;
  readonly account: string;
  readonly type: string;
  readonly pin: string;
  readonly how: 'auto' | 'reserved' | 'draft';
  readonly asked: number;
  /** Less than that is fine. */
  readonly partial: boolean;
  /** Cents that are captured of a reservation, once the merchant wants that. */
  captured: number | null;
  createKey: string;
  captureKey: string;
  reserveKey: string;
  canceled: boolean;
  /** What the merchant knows it by. */
  id: string | null;
  /** Every redemption of it that there ever was. */
  readonly ids: Set<string>;
  readonly wishes: Wish[];
  /** Somebody else has spent the voucher before. */
  readonly elsewhere: boolean;
}

export interface NewSale {
  readonly account?: string;
  readonly type: string;
  readonly how: Sale['how'];
  readonly share: 'whole' | 'part' | 'all' | 'more';
  readonly scenario: Scenario;
  readonly heard: boolean;
}

export class Merchant {
  readonly sales: Sale[] = [];

  constructor(
    private readonly home: Installation,
    private readonly say: (line: string) => void,
  ) {}

  private get services() {
    return this.home.services;
  }

  at(index: number): Sale | undefined {
    return this.sales.length === 0 ? undefined : this.sales[index % this.sales.length];
  }

  async read(id: string | null): Promise<Redemption | null> {
    return id === null ? null : this.services.store.redemptions.find(id);
  }

  /** The call's answer, or the refusal's code. Anything else that is thrown ends the story. */
  private async call<T>(what: string, call: () => Promise<T>): Promise<T | Refusal> {
    this.home.clock.pass(2000);
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.say(`  ${what}: ${error.code}`);
      return error;
    }
  }

  async sell({ account = ACCOUNTS[0], type, how, share, scenario, heard }: NewSale): Promise<void> {
    const { pin } = this.home.providers.simulators.issue({ type, value: VALUE, scenario });
    const asked = { all: 0, whole: VALUE, part: 1100, more: 2000 }[share];
    const keys = { createKey: randomUUID(), captureKey: randomUUID(), reserveKey: randomUUID() };
    const name = `S${String(this.sales.length)}`;
    const sale: Sale = { name, account, type, pin, how, asked, partial: share === 'more', captured: how === 'auto' ? asked : null, ...keys, canceled: false, id: null, ids: new Set(), wishes: [], elsewhere: scenario === 'used' }; // prettier-ignore
    this.sales.push(sale);
    await this.present(sale, heard);
  }

  private async present(sale: Sale, heard: boolean): Promise<void> {
    const { type, pin, how, asked, partial } = sale;
    const fields = Object.entries(SOURCES[type]?.(pin) ?? {});
    const source = Object.fromEntries(fields.map(([field, text]) => [field, text === pin ? new Pin(pin) : text]));
    const more = {
      options: { partial: partial ? 'allow' : 'decline' },
      metadata: {},
      externalReference: null,
      relatedIds: [],
    } as const;
    const idempotency = { key: sale.createKey, request: `create ${sale.name}` };
    const captureMethod = how === 'auto' ? 'automatic' : 'manual';
    const command = { type, source, amountCents: asked, currency: 'ZAR', captureMethod, confirm: how !== 'draft', ...more, idempotency } as const; // prettier-ignore
    const made = await this.call(`${sale.name} create`, () =>
      createRedemption(this.services, command, callerOf(sale.account)),
    );
    if (made instanceof Refusal) {
      const other = made.detail.extra?.['redemption_id'];
      if (typeof other === 'string') sale.id = other;
      return;
    }
    const { redemption } = made;
    sale.ids.add(redemption.id);
    if (heard) sale.id = redemption.id;
    this.say(
      `  ${sale.name} create -> ${redemption.id.slice(-4)} ${redemption.status}/${redemption.outcome}${heard ? '' : ' (unheard)'}`,
    );
  }

  /** Takes what was reserved; a draft is reserved first. */
  async capture(sale: Sale, part: boolean, heard: boolean): Promise<void> {
    if (sale.how === 'auto' || sale.canceled) return;
    const found = await this.read(sale.id);
    if (!found) return;
    const whole = found.amountCents === 0 ? undefined : found.amountCents;
    if (sale.captured !== null && this.isAllAskedBack(sale)) return;
    sale.captured ??= part && whole !== undefined ? Math.floor(whole / 2) : (whole ?? 0);
    const { id, captured } = { id: found.id, captured: sale.captured };
    if (found.status === 'draft') {
      const reserve = { idempotency: { key: sale.reserveKey, request: `reserve ${sale.name}` } };
      await this.call(`${sale.name} reserve`, () =>
        reserveRedemption(this.services, id, reserve, callerOf(sale.account)),
      );
    }
    const idempotency = { key: sale.captureKey, request: `capture ${sale.name}` };
    const command = { ...(captured > 0 ? { amountCents: captured } : {}), idempotency };
    const done = await this.call(`${sale.name} capture`, () =>
      captureRedemption(this.services, id, command, callerOf(sale.account)),
    );
    if (!(done instanceof Refusal))
      this.say(`  ${sale.name} capture -> ${done.redemption.outcome}${heard ? '' : ' (unheard)'}`);
  }

  async cancel(sale: Sale): Promise<void> {
    const found = await this.read(sale.id);
    // Whoever captured it, and finds it open again after a restore, may give it up as well.
    const isOpenAgain = this.home.epoch > 0 && found?.outcome === 'open' && sale.wishes.length === 0;
    if (!found || sale.how === 'auto' || (sale.captured !== null && !isOpenAgain)) return;
    const idempotency = { key: randomUUID(), request: `cancel ${sale.name}` };
    const done = await this.call(`${sale.name} cancel`, () =>
      cancelRedemption(this.services, found.id, { idempotency }, callerOf(sale.account)),
    );
    if (!(done instanceof Refusal)) sale.canceled = true;
  }

  /** Presents the voucher again, or captures it again, where the answer was not heard or the redemption is gone. */
  async again(sale: Sale, key: 'same' | 'new'): Promise<void> {
    // Whoever wanted all of it back does not sell it again.
    if (sale.canceled || this.isAllAskedBack(sale)) return;
    const found = await this.read(sale.id);
    if (!found) {
      if (key === 'new') sale.createKey = randomUUID();
      await this.present(sale, true);
      if (sale.captured !== null && sale.how !== 'auto') await this.capture(sale, false, true);
    } else if (sale.how !== 'auto' && sale.captured !== null && found.outcome === 'open') {
      if (key === 'new') sale.captureKey = randomUUID();
      await this.capture(sale, false, true);
    }
  }

  private isAllAskedBack({ wishes, asked, captured }: Sale): boolean {
    const wanted = wishes.filter(({ known }) => known !== 'nothing').reduce((sum, { cents }) => sum + cents, 0);
    const taken = captured === null || captured === 0 ? asked || VALUE : captured;
    return wanted >= Math.min(taken, VALUE);
  }

  /** A wish to give back some of what is left, as the merchant sees it. */
  async giveBack(sale: Sale, share: 'rest' | 'half' | 'some', heard: boolean): Promise<void> {
    const found = await this.read(sale.id);
    if (found?.outcome !== 'paid') return;
    const wanted = sale.wishes.filter(({ known }) => known !== 'nothing').reduce((sum, { cents }) => sum + cents, 0);
    const left = found.redeemedCents - Math.max(found.reversedCents, wanted);
    const cents = share === 'rest' ? left : share === 'half' ? Math.floor(left / 2) : Math.min(300, left);
    if (cents <= 0) return;
    const wish: Wish = { cents, key: randomUUID(), of: found.id, epoch: this.home.epoch, known: 'nothing' };
    sale.wishes.push(wish);
    await this.ask(sale, wish, heard);
  }

  /** The customer wants all back that the books still have, and the merchant has just looked. */
  async giveAllBack(sale: Sale): Promise<void> {
    for (const id of sale.ids) {
      const found = await this.read(id);
      if (found?.outcome !== 'paid' || found.reversedCents >= found.redeemedCents) continue;
      const cents = found.redeemedCents - found.reversedCents;
      const wish: Wish = { cents, key: randomUUID(), of: id, epoch: this.home.epoch, known: 'nothing' };
      sale.wishes.push(wish);
      await this.ask(sale, wish, true, found.version);
    }
  }

  /** A program that takes its key anew for another amount: refused as long as the books know the key. */
  async giveBackOther(sale: Sale, index: number): Promise<void> {
    const before = sale.wishes[index % Math.max(sale.wishes.length, 1)];
    if (!before) return;
    const found = await this.read(before.of);
    if (found?.outcome !== 'paid') return;
    const wish: Wish = {
      cents: before.cents + 100,
      key: before.key,
      of: before.of,
      epoch: this.home.epoch,
      known: 'nothing',
    };
    // The same again is no other amount.
    if (sale.wishes.some(({ key, cents }) => key === wish.key && cents === wish.cents)) return;
    sale.wishes.push(wish);
    await this.ask(sale, wish, true);
  }

  /** One person asks for it, and another approves it, each on what he has just seen; between the two there may be a backup, or its restore. */
  async propose(sale: Sale, share: 'rest' | 'half' | 'some'): Promise<void> {
    const found = await this.read(sale.id);
    if (found?.outcome !== 'paid') return;
    const wanted = sale.wishes.filter(({ known }) => known !== 'nothing').reduce((sum, { cents }) => sum + cents, 0);
    const left = found.redeemedCents - Math.max(found.reversedCents, wanted);
    const cents = share === 'rest' ? left : share === 'half' ? Math.floor(left / 2) : Math.min(300, left);
    if (cents <= 0) return;
    const command = { reason: 'returned', amountCents: cents, ifMatch: found.version };
    await this.call(`${sale.name} propose ${String(cents)}`, () =>
      proposeReversal(this.services, found.id, command, approverOf(sale.account, 0)),
    );
  }

  /** The first that waits. */
  async approve(): Promise<void> {
    for (const sale of this.sales) {
      const found = await this.read(sale.id);
      const proposal = found?.proposals?.find(({ status }) => status === 'waiting');
      if (found && proposal) return this.approveOf(sale, found, proposal);
    }
  }

  private async approveOf(sale: Sale, found: Redemption, proposal: Proposal): Promise<void> {
    const { amountCents: cents } = proposal;
    const wish: Wish = {
      cents,
      key: `proposal ${proposal.id}`,
      of: found.id,
      epoch: this.home.epoch,
      known: 'nothing',
    };
    sale.wishes.push(wish);
    const done = await this.call(`${sale.name} approve ${String(cents)}`, () =>
      approveProposal(this.services, proposal.id, { ifMatch: found.version }, approverOf(sale.account, 1)),
    );
    if (done instanceof Refusal) return;
    const { status } = done.reversal;
    wish.known = status === 'succeeded' ? 'done' : status === 'failed' ? 'nothing' : 'doubt';
    this.say(`  ${sale.name} approve ${String(cents)} -> ${status}`);
  }

  /** Asks again for what was not heard of, is in doubt, or may be lost with what a backup lacks. */
  async giveBackAgain(sale: Sale, index: number, key: 'same' | 'new'): Promise<void> {
    const open = sale.wishes.filter(({ known }) => known === 'unheard' || known === 'doubt');
    const wish = open[index % Math.max(open.length, 1)];
    if (!wish) return;
    const isLost = wish.epoch !== this.home.epoch;
    const isNew = key === 'new' && isLost;
    if (isNew) wish.key = randomUUID();
    // What is asked of another redemption, or under another key, is a new request: he looks first.
    if (isNew || wish.of !== sale.id) await this.askSeen(sale, wish);
    else await this.ask(sale, wish, true);
  }

  private async ask(sale: Sale, wish: Wish, heard: boolean, ifMatch?: number): Promise<void> {
    const { of, cents, key } = wish;
    const command = {
      reason: 'returned',
      amountCents: cents,
      idempotency: { key, request: `${of} ${String(cents)}` },
      ifMatch,
    };
    const before = wish.known;
    const done = await this.call(`${sale.name} give back ${String(cents)}`, () =>
      reverseRedemption(this.services, of, command, callerOf(sale.account)),
    );
    if (done instanceof Refusal) {
      if (done.code === 'if_match_required' || done.code === 'version_conflict') await this.askSeen(sale, wish);
      return;
    }
    // A store that forgot the first request knows nothing of it: only what is done is certain then.
    const isFirst = before === 'nothing' || wish.epoch === this.home.epoch;
    const { status } = done.reversal;
    const told: Known = status === 'succeeded' ? 'done' : status === 'failed' && isFirst ? 'nothing' : 'doubt';
    wish.known = heard ? told : 'unheard';
    wish.epoch = this.home.epoch;
    this.say(`  ${sale.name} give back ${String(cents)} -> ${status}${heard ? '' : ' (unheard)'}`);
  }

  /** Looks whether it was given back by now, and asks for it only where it was not. */
  private async askSeen(sale: Sale, wish: Wish): Promise<void> {
    const found = await this.read(sale.id);
    if (!found) return;
    const { id, version, reversals, reversedCents } = found;
    const doubted = reversals.filter(({ status }) => status === 'pending' || status === 'unknown');
    const others = sale.wishes.filter((one) => one !== wish && one.known !== 'nothing');
    const wanted = others.reduce((sum, { cents }) => sum + cents, wish.cents);
    if (doubted.length > 0 || found.outcome !== 'paid') return;
    if (reversedCents >= wanted) {
      this.say(`  ${sale.name} sees that ${String(wish.cents)} were given back`);
      wish.known = 'done';
      return;
    }
    wish.of = id;
    await this.ask(sale, wish, true, version);
  }

  /** The next call of this kind goes wrong so. */
  fault(provider: string, operation: string, fault: Fault): void {
    this.home.providers.simulators.fault(provider, operation, fault);
  }
}
