// How a random story is played, and what has to hold once statements were read and people have said what is true.
import { isUnsettled, type Redemption } from '../../../src/core/redemption/redemption';
import { readReference } from '../../../src/core/values/reference';
import { DAY_MS, HOUR_MS } from '../../../src/core/values/time';
import { Truth } from './books-truth';
import { Installation, type Providers } from './installation';
import { Merchant, type Sale } from './merchant';
import { Statements, type Read } from './statements';
import { Staff } from './staff';
import { TYPES, type Step } from './steps';

/** Something that has to hold and does not. */
export class Broken extends Error {
  constructor(
    readonly rule: string,
    what: string,
    readonly log: readonly string[],
  ) {
    super(`${rule}: ${what}\n${log.join('\n')}`);
  }
}

/** Of the rules of the end, those that are not looked at: each is a fault that is known and being mended. */
export type Rule =
  | 'taken twice'
  | 'given too much'
  | 'told wrongly'
  | 'books differ'
  | 'stuck'
  | 'differences'
  | 'not sold'
  | 'not sold, unheard'
  | 'doubt named'
  | 'unnamed before a statement'
  | 'repeat of a repeat'
  | 'amount unsaid'
  | 'waits for each other'
  | 'put back under another request'
  | 'one of two beside a doubt';

export class Story {
  readonly log: string[] = [];
  /** Sales of which the provider took a refund back. */
  private readonly undone = new Set<string>();
  private readonly truth: Truth;
  private readonly merchant: Merchant;
  private readonly staff: Staff;
  private readonly statements: Statements;

  private constructor(
    private readonly home: Installation,
    private readonly leftOut: readonly Rule[],
  ) {
    const say = (line: string) => this.log.push(line);
    this.truth = new Truth(home.providers.books);
    this.merchant = new Merchant(home, say);
    this.statements = new Statements(home, this.truth);
    const looksAt = (rule: Rule) => !leftOut.includes(rule);
    this.staff = new Staff(home, this.truth, this.merchant, say, {
      namesDoubts: looksAt('doubt named'),
      saysNoAmount: looksAt('amount unsaid'),
      saysWhatIs: looksAt('waits for each other'),
      asksWhich: looksAt('put back under another request'),
      errsBesideDoubt: looksAt('one of two beside a doubt'),
    });
  }

  static async play(
    providers: Providers,
    told: readonly Step[],
    leftOut: readonly Rule[] = [],
    hear: (log: readonly string[]) => void = () => undefined,
  ): Promise<void> {
    const home = await Installation.open(providers);
    const story = new Story(home, leftOut);
    try {
      for (const step of told) {
        story.log.push(JSON.stringify(step));
        await story.step(step);
        await story.always();
      }
      story.log.push('the end:');
      await story.finish();
    } catch (error) {
      if (error instanceof Broken) throw error;
      throw new Error(`${String(error)}\n${story.log.join('\n')}`, { cause: error });
    } finally {
      hear(story.log);
      await home.close();
    }
  }

  private async step(step: Step): Promise<void> {
    const { home, merchant } = this;
    if (step.kind === 'sale') return merchant.sell(step);
    if (step.kind === 'backup') {
      home.backUp();
      return;
    }
    if (step.kind === 'restore') {
      const { earlyMs, kept, reads } = step;
      return home.restore(step.which, {
        earlyMs,
        kept,
        ...(reads ? { before: () => this.statements.read(reads) } : {}),
      });
    }
    if (step.kind === 'pass') return home.pass(step.ms);
    if (step.kind === 'fault') {
      merchant.fault(step.type.slice('vouchers.'.length), step.operation, step.fault);
      return;
    }
    if (step.kind === 'outage') return home.outage(step.type, step.on);
    if (step.kind === 'keep') {
      this.statements.keep();
      return;
    }
    if (step.kind === 'statements') {
      this.statements.written = step.written;
      this.statements.isOnce = step.once;
      return;
    }
    if (step.kind === 'read' || step.kind === 'readKept') return this.statements.readAs(step);
    if (step.kind === 'judge') {
      const open = await this.staff.open();
      const one = open[step.at % Math.max(open.length, 1)];
      if (one) await this.staff.judge(one, step.names || this.leftOut.includes('unnamed before a statement'), step.by);
      return;
    }
    if (step.kind === 'judges') {
      const open = await this.staff.open();
      const two = [
        open[step.at % Math.max(open.length, 1)],
        open[(step.at + 1 + step.also) % Math.max(open.length, 1)],
      ];
      await Promise.all(two.map(async (one) => one && (await this.staff.judge(one, true))));
      return;
    }
    if (step.kind === 'end') return this.statements.endWait(step.type);
    if (step.kind === 'late') return home.takeUpLate();
    const sale = merchant.at(step.at);
    if (!sale) return;
    if (step.kind === 'capture') return merchant.capture(sale, step.part, step.heard);
    if (step.kind === 'cancel') return merchant.cancel(sale);
    if (step.kind === 'other') return merchant.giveBackOther(sale, step.nth);
    if (step.kind === 'propose') return merchant.propose(sale, step.share);
    if (step.kind === 'approve') return merchant.approve();
    if (step.kind === 'undo') {
      if (this.truth.undo(home.providers.books, (id) => sale.ids.has(id))) this.undone.add(sale.name);
      return;
    }
    if (step.kind === 'race') {
      const [open] = await this.staff.open();
      const other = {
        judge: () => open && this.staff.judge(open, true),
        back: () => merchant.giveBack(sale, 'some', true),
        again: () => merchant.again(sale, 'same'),
        backs: () => Promise.all([merchant.giveBack(sale, 'some', true), merchant.giveBack(sale, 'some', true)]),
        cancel: () => merchant.cancel(sale),
        read: () => this.statements.read(step.type),
      }[step.with];
      await Promise.all([this.statements.read(step.type), other()]);
      return;
    }
    if (step.kind === 'back') return merchant.giveBack(sale, step.share, step.heard);
    if (step.kind === 'again') return merchant.again(sale, step.key);
    return merchant.giveBackAgain(sale, step.nth, step.key);
  }

  private broken(rule: Rule, what: string): void {
    if (!this.leftOut.includes(rule)) throw new Broken(rule, what, this.log);
  }

  /** What holds at every moment. */
  private async always(): Promise<void> {
    for (const sale of this.merchant.sales) {
      const takes = this.truth.takesOf(sale.type, sale.pin);
      if (takes.length > 1) this.broken('taken twice', `${sale.name} ${JSON.stringify(takes)}`);
      const given = this.givenOf(sale);
      const taken = takes.reduce((sum, { amount }) => sum + amount, 0);
      if (given > taken)
        this.broken(this.ruleFor(sale, 'given too much'), `${sale.name}: ${String(given)} of ${String(taken)} taken`);
      const most = sale.wishes.filter(({ known }) => known !== 'nothing').reduce((sum, { cents }) => sum + cents, 0);
      if (given > most)
        this.broken('given too much', `${sale.name}: ${String(given)}, and ${String(most)} were wanted`);
      const done = sale.wishes.filter(({ known }) => known === 'done').reduce((sum, { cents }) => sum + cents, 0);
      if (given < done && !this.undone.has(sale.name))
        this.broken('told wrongly', `${sale.name}: ${String(done)} told as given back, ${String(given)} were`);
    }
    return Promise.resolve();
  }

  /** Taken under one redemption, given back under another, and both may be lost: the verdict on a third can name one of them alone. */
  private ruleFor({ ids }: Sale, rule: Rule): Rule {
    const former = new Set([...ids].slice(0, -1));
    const moved = this.truth.referencesOf(former).map((reference) => readReference(reference).redemptionId);
    return this.home.epoch > 1 && new Set(moved).size > 1 ? 'repeat of a repeat' : rule;
  }

  private givenOf({ ids }: Sale): number {
    return this.truth.givenBack((reference) => ids.has(readReference(reference).redemptionId ?? ''));
  }

  /** Statements are read and people say what is true, until there is nothing left to say. */
  private async finish(): Promise<void> {
    let refused: string[] = [];
    const told = new Map<string, Read>();
    for (const one of TYPES) await this.home.outage(one, false);
    for (let round = 0; round < 12; round += 1) {
      await this.home.pass(round < 3 ? 2 * HOUR_MS : 8 * DAY_MS);
      for (const one of TYPES) {
        const read = await this.statements.readWritten(one);
        if (!read) continue;
        told.set(one, read);
        // A statement without a single line tells nothing, and there will be no other.
        if (read.statement.lines === 0 && this.home.epoch > 0) await this.home.endWait(one);
      }
      refused = [];
      const open = await this.staff.open();
      for (const one of open) {
        const why = await this.staff.judge(one);
        if (why !== null) refused.push(why);
      }
      await this.always();
      const left = (await this.home.all()).filter((one) => isLeft(one));
      if (round >= 4 && open.length === 0 && left.length === 0) return this.atTheEnd(told);
    }
    const left = (await this.home.all()).filter((one) => isLeft(one));
    this.broken('stuck', `${left.map((one) => this.shown(one)).join(', ')}; refused: ${refused.join(' | ')}`);
  }

  private async atTheEnd(told: ReadonlyMap<string, Read>): Promise<void> {
    // What was read once, before anybody had looked, tells nothing of what is left.
    for (const [type, { gaps, reviews, statement }] of this.statements.isOnce ? [] : told) {
      if (reviews.opened + reviews.notOpened > 0) this.broken('differences', `${type} ${JSON.stringify(reviews)}`);
      for (const { closed, missing, held } of statement.lines === 0 ? [] : gaps)
        if (!closed || held > 0) this.broken('stuck', `${type}: ${String(missing)}, held ${String(held)}`);
    }
    const differing = [...told.values()].flatMap((read) => read.differing);
    const differ: Broken[] = [];
    for (const sale of this.merchant.sales)
      await this.saleAtTheEnd(sale, differing).catch((error: unknown) => {
        if (!(error instanceof Broken)) throw error;
        differ.push(error);
      });
    // No more can be given back than was taken, whatever is asked for.
    for (const sale of this.merchant.sales) await this.merchant.giveAllBack(sale);
    await this.always();
    await this.home.pass(9 * DAY_MS);
    await this.always();
    // What differs may be worth money, which is the graver fault: it was looked for first.
    const [first] = differ;
    if (first) throw first;
  }

  private async saleAtTheEnd(sale: Sale, differing: Read['differing']): Promise<void> {
    const found: Redemption[] = [];
    for (const id of sale.ids) {
      const one = await this.merchant.read(id);
      if (one) found.push(one);
    }
    if (found.length === 0) return;
    const sum = (cents: readonly number[]) => cents.reduce((a, b) => a + b, 0);
    const [take] = this.truth.takesOf(sale.type, sale.pin);
    const [taken, given] = [take?.amount ?? 0, this.givenOf(sale)];
    const recorded = sum(found.map(({ redeemedCents }) => redeemedCents));
    const reversed = sum(found.map(({ reversedCents }) => reversedCents));
    const says = `${sale.name}: taken ${String(taken)}, given back ${String(given)}; the books: ${found.map((one) => this.shown(one)).join(', ')}`;
    const takenBy = take ? readReference(take.reference).redemptionId : null;
    const isKept = found.some(({ id }) => id === takenBy);
    // The voucher was presented again after that, and what was asked of the provider then came to nothing.
    const repeats = found.filter(
      ({ createdAt, operations }) =>
        createdAt > Date.parse(take?.at ?? '') && operations.some(({ type: done }) => done === 'confirm'),
    );
    const isDoubt = repeats.some(({ reviews }) => reviews.some(({ reason }) => reason === 'doubt_unresolved'));
    // The provider never said that the voucher is used: what was asked got lost, or was not sent at all.
    const isUnheard = repeats.every(({ operations }) =>
      operations.every((one) => one.type !== 'confirm' || one.error?.code === 'provider_unavailable'),
    );
    // For a week somebody may come back, as docs/runbook.md says; after that a voucher which is used is used.
    const marks = await this.home.services.store.restores.list();
    const isLate = repeats.every(({ createdAt }) =>
      marks.every(({ markedAt }) => createdAt < markedAt || createdAt >= markedAt + 7 * DAY_MS),
    );
    // Put back on the voucher in full: whether the books have both or neither, nothing is owed.
    if (taken === given && recorded === reversed) return;
    if (taken === 0 && recorded > 0) this.broken(this.ruleFor(sale, 'books differ'), says);
    if (taken > 0 && recorded !== taken && isKept) this.broken(this.ruleFor(sale, 'books differ'), says);
    if (taken > 0 && recorded !== taken && !isKept && repeats.length > 0 && !isLate)
      this.broken(isDoubt ? 'doubt named' : isUnheard ? 'not sold, unheard' : 'not sold', says);
    if (recorded > 0 && (this.undone.has(sale.name) ? reversed < given : reversed !== given))
      this.broken(this.ruleFor(sale, 'books differ'), says);
    // What was never lost agrees to the cent and the word.
    const isWhole = found.length === sale.ids.size && this.home.epoch === 0 && this.statements.isPlain;
    const left = differing.filter(({ redemptionId }) => found.some(({ id }) => id === redemptionId));
    if (isWhole && left.length > 0) this.broken('differences', `${says}; ${JSON.stringify(left)}`);
  }

  private shown(one: Redemption): string {
    const { id, status, outcome, redeemedCents, reversedCents, operations, reviews, lastError } = one;
    const does = operations.map(
      ({ type: done, method, status: how, amountCents }) => `${done}/${method} ${how} ${String(amountCents)}`,
    );
    const open = reviews.filter(({ closedAt }) => closedAt === null).map(({ reason }) => reason);
    return `${id.slice(-4)} ${status}/${outcome} ${lastError?.code ?? ''} redeemed ${String(redeemedCents)} reversed ${String(reversedCents)} [${does.join(', ')}] open [${open.join(', ')}]`;
  }
}

/** Something is still to come of it. */
function isLeft({ outcome, operations, reviews }: Redemption): boolean {
  return (
    outcome === 'checking' ||
    outcome === 'open' ||
    operations.some(isUnsettled) ||
    reviews.some(({ closedAt }) => closedAt === null)
  );
}
