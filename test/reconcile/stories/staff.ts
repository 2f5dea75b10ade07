// The staff of random stories: they give the verdict that is true by the provider's books, as docs/reviews.md tells them and the refusals that they get.
import type { Finding } from '../../../src/core/findings/finding';
import { findOperation, isUnsettled, type Redemption } from '../../../src/core/redemption/redemption';
import type { Review } from '../../../src/core/redemption/review';
import { judgeReview } from '../../../src/core/reviews/reviews';
import { readReference, referencesIn } from '../../../src/core/values/reference';
import { Refusal } from '../../../src/core/values/refusal';
import { callerOf } from '../world';
import type { Truth } from './books-truth';
import { ACCOUNTS, approverOf, type Installation } from './installation';
import { type Merchant, type Sale } from './merchant';

interface Verdict {
  readonly decision: 'paid' | 'not_paid';
  readonly evidence: string;
  readonly amountCents?: number | undefined;
}
type Open = { readonly redemption: Redemption; readonly review: Review } | { readonly finding: Finding };

/** What they do as the docs say, or otherwise where that is known to go wrong. */
export interface Habits {
  /** They say of a repeat in doubt that it is the sale which is lost, as docs/reviews.md tells them for used vouchers alone. */
  readonly namesDoubts: boolean;
  /** They leave out the amount that a statement shows, also where less than was asked for may have been taken: it is asked for elsewhere alone. */
  readonly saysNoAmount: boolean;
  /** They never say of value that was given back that it was not, as two reviews wait for each other otherwise. */
  readonly saysWhatIs: boolean;
  /** They say `paid` of a redemption that took the value, as they are told where another request of it did. */
  readonly asksWhich: boolean;
  /** One of two errs also of what a statement shows while another capture is in doubt, where his word counts at once. */
  readonly errsBesideDoubt: boolean;
}

export class Staff {
  constructor(
    private readonly home: Installation,
    private readonly truth: Truth,
    private readonly merchant: Merchant,
    private readonly say: (line: string) => void,
    private readonly habits: Habits,
  ) {}

  /** Every review that is open, of all accounts. */
  async open(): Promise<Open[]> {
    const { store } = this.home.services;
    const open: Open[] = [];
    for (const accountId of ACCOUNTS) {
      const query = { accountId, livemode: false, which: 'open', order: 'oldest', limit: 100 } as const;
      open.push(...(await store.findings.list(query)).map((finding) => ({ finding })));
      for (const redemption of await store.redemptions.reviewed(query))
        for (const review of redemption.reviews) if (review.closedAt === null) open.push({ redemption, review });
    }
    return open;
  }

  /** Gives the verdict that is true. Null where it was taken, or why not. */
  async judge(open: Open, names = false, how: 'key' | 'two' | 'erring' = 'key'): Promise<string | null> {
    const id = 'finding' in open ? open.finding.id : open.review.id;
    const about =
      'finding' in open
        ? `line ${tail(open.finding.reference)}`
        : `${open.redemption.id.slice(-4)} ${open.review.reason}`;
    let verdict = 'finding' in open ? this.ofLine(open.finding) : await this.ofReview(open.redemption, open.review);
    const { evidence } = verdict;
    // Nobody writes a reference down unasked.
    if (!names) verdict = { ...verdict, evidence: evidence.replace(/^Line .*/, 'Statement') };
    const account = 'finding' in open ? open.finding.accountId : open.redemption.accountId;
    if (how === 'erring') await this.err(open, verdict);
    for (let tries = 0; tries < 5; tries += 1) {
      try {
        this.home.clock.pass(1000);
        const command = { ...verdict, note: 'Looked at', ifMatch: await this.versionOf(open) };
        const { services } = this.home;
        if (how === 'key') await judgeReview(services, id, command, callerOf(account));
        else {
          this.home.approvalAbove = 0;
          const first = await judgeReview(services, id, command, approverOf(account, 0));
          const isOpen = first.kind === 'redemption' && first.review.closedAt === null;
          if (isOpen)
            await judgeReview(
              services,
              id,
              { ...command, ifMatch: await this.versionOf(open) },
              approverOf(account, 1),
            );
        }
        this.say(`  verdict on ${about}: ${verdict.decision} ${verdict.amountCents ?? ''} "${words(verdict)}"`);
        return null;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (error.code === 'version_conflict') continue;
        const next = 'finding' in open ? null : await this.afterRefusal(open, verdict, error, evidence);
        if (next === null) {
          const why = `${about} ${verdict.decision} "${words(verdict)}": ${error.code} (${error.message})`;
          this.say(`  verdict refused on ${why}`);
          return why;
        }
        verdict = next;
      } finally {
        this.home.approvalAbove = null;
      }
    }
    return `${about}: refused each time`;
  }

  /** One of two says the opposite, or names what he misread; the other one does not agree, and it counts for nothing. */
  private async err(open: Open, { decision }: Verdict): Promise<void> {
    if ('finding' in open) return;
    const { services } = this.home;
    this.home.approvalAbove = 0;
    try {
      const found = await services.store.redemptions.find(open.redemption.id);
      const operation =
        found && open.review.operationId !== null ? findOperation(found, open.review.operationId) : undefined;
      // What moves nothing counts at once, also of one person.
      if (!found || !((operation && isUnsettled(operation)) || open.review.shown)) return;
      const isBeside = !operation && found.operations.some((one) => one.type === 'confirm' && isUnsettled(one));
      if (isBeside && !this.habits.errsBesideDoubt) return;
      const wrong = { decision: decision === 'paid' ? 'not_paid' : 'paid', note: 'In a hurry', evidence: 'nothing else', amountCents: 1, ifMatch: found.version } as const; // prettier-ignore
      const after = await judgeReview(services, open.review.id, wrong, approverOf(open.redemption.accountId, 1));
      if (after.kind === 'redemption')
        this.say(`  first verdict: ${wrong.decision}, ${after.review.closedAt === null ? 'waits' : 'CLOSED'}`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    } finally {
      this.home.approvalAbove = null;
    }
  }

  private async versionOf(open: Open): Promise<number | undefined> {
    if ('finding' in open) return (await this.home.services.store.findings.find(open.finding.id))?.version;
    return (await this.home.services.store.redemptions.find(open.redemption.id))?.version;
  }

  /** What the refusal tells him to say instead, if anything. */
  private async afterRefusal(
    { redemption, review }: { redemption: Redemption; review: Review },
    verdict: Verdict,
    refusal: Refusal,
    named: string,
  ): Promise<Verdict | null> {
    const { code, message } = refusal;
    if (code === 'verdict_amount_required' && verdict.amountCents === undefined)
      return { ...verdict, amountCents: this.amountOf(redemption, review) };
    if (code === 'outcome_unknown' && (review.backCents ?? 0) > 0 && !review.shown && !this.habits.saysWhatIs)
      return { decision: 'not_paid', evidence: 'Counted under another review' };
    // The sale is a redemption of the backup: nothing was taken by this one.
    if (code === 'verdict_reference_required' && message.includes('under rdm_'))
      return { decision: 'not_paid', evidence: 'See the other one' };
    if (code === 'verdict_reference_required' && verdict.evidence !== named) return { ...verdict, evidence: named };
    // It says under which reference this very request stands, where that may be so.
    const own = /, or (op-[0-9a-f-]+) where this very request/.exec(message)?.[1];
    if (own && verdict.evidence === OWN) return { ...verdict, evidence: `Line ${own}` };
    if (code === 'verdict_reference_required' && message.includes('of which they show no sale'))
      return { ...verdict, evidence: `${verdict.evidence}, ${await this.alsoOf(redemption)}` };
    // A statement has it under another reference of this redemption: this request took nothing, and the review of the line records what did.
    const asWell = /took it as well, name (op-[0-9a-f-]+)/.exec(message)?.[1];
    if (asWell)
      return this.truth.taken(asWell) > 0
        ? { ...verdict, evidence: `Line ${asWell}` }
        : { decision: 'not_paid', evidence: 'Another request took it' };
    if (code === 'awaiting_statement' && message.includes('Give the verdict that this one took nothing'))
      return { decision: 'not_paid', evidence: 'See the line' };
    return null;
  }

  /** What the statement has of repeats of the same sale that are lost: the merchant knows under which references he gave value back. */
  private async alsoOf(redemption: Redemption): Promise<string> {
    const { redemptions, findings } = this.home.services.store;
    const own: string[] = [];
    for (const id of this.saleOf(redemption)?.ids ?? []) {
      const references = this.truth.referencesOf(new Set([id]));
      if (references.some((one) => this.truth.taken(one) > 0) || (await redemptions.find(id))) continue;
      for (const reference of references) {
        const isShown = (await findings.findByReference(false, redemption.type, reference))?.shown !== undefined;
        if (isShown && !(await redemptions.findByReference(reference))) own.push(reference);
      }
    }
    return [...own, 'nothing else'].join(', ');
  }

  private saleOf({ id }: Pick<Redemption, 'id'>): Sale | undefined {
    return this.merchant.sales.find(({ ids }) => ids.has(id));
  }

  private amountOf(redemption: Redemption, review: Review): number | undefined {
    const own = review.operationId === null ? undefined : findOperation(redemption, review.operationId)?.reference;
    const shown = review.shown?.reference ?? own;
    const taken = shown ? this.truth.taken(shown) : 0;
    if (taken > 0) return taken;
    const sale = this.saleOf(redemption);
    return sale && this.truth.takesOf(sale.type, sale.pin).at(-1)?.amount;
  }

  private ofLine({ reference }: Finding): Verdict {
    return { decision: this.truth.moved(reference) ? 'paid' : 'not_paid', evidence: 'statement' };
  }

  private async ofReview(redemption: Redemption, review: Review): Promise<Verdict> {
    const operation = review.operationId === null ? undefined : findOperation(redemption, review.operationId);
    const isOfSale =
      review.reason === 'lost_in_restore' || (this.habits.namesDoubts && review.reason === 'doubt_unresolved');
    if (isOfSale && operation?.type !== 'reverse') return this.ofRepeat(redemption, operation?.reference);
    if (review.reason === 'change_unknown' || review.reason === 'refund_unknown')
      return { decision: 'paid', evidence: 'call' };
    const named = [review.shown?.reference, operation?.reference, ...referencesIn(review.summary)];
    const strangers = this.truth
      .referencesOf(new Set([redemption.id]))
      .filter((reference) => !redemption.operations.some((one) => one.reference === reference));
    const references = operation || review.shown ? named.slice(0, 2) : [...named, ...strangers];
    const moved = references.some((reference) => typeof reference === 'string' && this.movedBy(redemption, reference));
    const isPartial = operation?.type === 'confirm' && isUnsettled(operation) && this.saleOf(redemption)?.partial;
    const amount =
      moved && isPartial && !this.habits.saysNoAmount ? { amountCents: this.amountOf(redemption, review) } : {};
    return { decision: moved ? 'paid' : 'not_paid', evidence: 'statement', ...amount };
  }

  /** Of an operation that takes, whether it took; of any other, whether it gave back. */
  private movedBy(redemption: Redemption, reference: string): boolean {
    const type = redemption.operations.find((one) => one.reference === reference)?.type;
    if (type === 'confirm') return this.truth.taken(reference) > 0;
    return this.truth.moved(reference);
  }

  /** Whether it was this customer's purchase: the voucher was taken for it, and by which request. */
  private async ofRepeat(redemption: Redemption, reference: string | null | undefined): Promise<Verdict> {
    const sale = this.saleOf(redemption);
    const take = sale ? this.truth.takesOf(sale.type, sale.pin).at(-1) : undefined;
    const takenBy = take && readReference(take.reference).redemptionId;
    if (!take || !takenBy) return { decision: 'not_paid', evidence: 'The voucher was spent elsewhere' };
    if (takenBy === redemption.id && take.reference !== reference && !this.habits.asksWhich)
      return { decision: 'not_paid', evidence: 'Another request of it did' };
    const amountCents = this.habits.saysNoAmount ? undefined : take.amount;
    if (takenBy === redemption.id) return { decision: 'paid', evidence: OWN, amountCents };
    if (await this.home.services.store.redemptions.find(takenBy))
      return { decision: 'not_paid', evidence: 'Another redemption of ours took it' };
    return { decision: 'paid', evidence: `Line ${take.reference}`, amountCents };
  }
}

const OWN = 'Taken for this one';
const tail = (reference: string) => reference.slice(-13);
const words = ({ evidence }: Verdict) => evidence.replace(/op-[0-9a-f-]+/g, tail);
