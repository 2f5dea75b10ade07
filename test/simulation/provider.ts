// The provider's side of the simulated world: vouchers, and who took what from them. This is the truth that Vouch's books
// are compared with. Knows nothing of networks: see network.ts.
import type { Accepted, Declined, Inquiry, NotFound } from '../../src/core/providers/outcome';
import { Pin } from '../../src/core/values/pin';
import type { Traits } from '../../src/core/providers/provider';
import type { Chance } from './world';

export type Recovery = Traits['recovery'];

interface Voucher {
  valueCents: number;
  used: boolean;
  /** Reference of the capture that used it. */
  usedBy: string | null;
}

export interface Take {
  readonly pin: string;
  readonly amountCents: number;
  readonly changePin: string | null;
  readonly changeCents: number;
  restored: boolean;
  readonly restorable: boolean;
}

export interface Given {
  readonly amountCents: number;
  readonly pin: string | null;
}

export const OUTSIDER = 'outsider';

export class ProviderBooks {
  readonly vouchers = new Map<string, Voucher>();
  readonly takes = new Map<string, Take>();
  /** What was given back, by the reference that asked for it: restores and refunds alike. */
  readonly given = new Map<string, Given>();
  #issued = 0;

  constructor(
    readonly recovery: Recovery,
    private readonly chance: Chance,
  ) {}

  issue(valueCents: number): string {
    this.#issued += 1;
    const kind = { resend: '1', status: '2', lookup: '3' }[this.recovery];
    const pin = `${kind}777${String(this.#issued).padStart(12, '0')}`;
    this.vouchers.set(pin, { valueCents, used: false, usedBy: null });
    return pin;
  }

  /** The customer spends a voucher at another merchant, outside Vouch. */
  spendElsewhere(pin: string): void {
    const voucher = this.vouchers.get(pin);
    if (voucher && !voucher.used) Object.assign(voucher, { used: true, usedBy: OUTSIDER });
  }

  value(pin: string): number | null {
    const voucher = this.vouchers.get(pin);
    return voucher && !voucher.used ? voucher.valueCents : null;
  }

  /** Takes value, or says why not. `forgets`: an earlier answer to the same reference is not given again. */
  take(reference: string, pin: string, askedCents: number, upTo: boolean, forgets: boolean): Accepted | Declined {
    const earlier = this.takes.get(reference);
    if (earlier && this.recovery === 'resend' && !forgets) return this.accepted(reference, earlier);
    const voucher = this.vouchers.get(pin);
    if (!voucher) return refused('voucher_not_found');
    if (voucher.used) return refused(this.chance.hit(0.5) ? 'voucher_already_redeemed' : 'voucher_cancelled');
    if (askedCents > voucher.valueCents && !upTo) return refused('insufficient_value');
    const wanted = askedCents === 0 ? voucher.valueCents : Math.min(askedCents, voucher.valueCents);
    // Now and then a provider takes something else than was asked, and says so.
    const amountCents = wanted > 1 && this.chance.hit(0.02) ? wanted - 1 : wanted;
    Object.assign(voucher, { used: true, usedBy: reference });
    const changeCents = voucher.valueCents - amountCents;
    const changePin = changeCents > 0 ? this.issue(changeCents) : null;
    const restorable = this.chance.hit(0.7);
    const take: Take = { pin, amountCents, changePin, changeCents, restored: false, restorable };
    this.takes.set(reference, take);
    return this.accepted(reference, take);
  }

  accepted(reference: string, take: Take, tellsPin = this.recovery !== 'status'): Accepted {
    const known = { kind: 'accepted' as const, amountCents: take.amountCents, transactionId: `t-${reference}` };
    if (take.changePin === null) return known;
    if (this.recovery === 'status') return { ...known, voucher: { delivery: 'sms', amountCents: take.changeCents } };
    if (!tellsPin) return { ...known, voucher: { amountCents: take.changeCents, delivery: 'inline' } };
    return { ...known, voucher: { pin: new Pin(take.changePin), amountCents: take.changeCents, delivery: 'inline' } };
  }

  /** What became of a capture, as a provider that can be asked tells it. */
  whatBecameOf(reference: string, pin: string): Accepted | Declined | NotFound {
    const take = this.takes.get(reference);
    // A look at the voucher shows who took it, but never the PIN of the change.
    if (take) return this.accepted(reference, take, false);
    const usedBy = this.vouchers.get(pin)?.usedBy ?? null;
    if (this.recovery === 'lookup' && usedBy !== null) {
      return { kind: 'declined', code: 'voucher_already_redeemed', proof: 'record' };
    }
    return { kind: 'not_found' };
  }

  restore(reference: string, originalReference: string, forgets: boolean): Accepted | Declined {
    const earlier = this.given.get(reference);
    if (earlier && !forgets) return { kind: 'accepted', amountCents: earlier.amountCents };
    const take = this.takes.get(originalReference);
    if (!take || take.restored || !take.restorable || take.changePin !== null) return refused('provider_rejected');
    take.restored = true;
    this.given.set(reference, { amountCents: take.amountCents, pin: null });
    this.vouchers.set(take.pin, { valueCents: take.amountCents, used: false, usedBy: null });
    return { kind: 'accepted', amountCents: take.amountCents };
  }

  refund(reference: string, amountCents: number): Accepted {
    const earlier = this.given.get(reference);
    // Without replay by reference a repeated refund is a second voucher.
    if (earlier && this.recovery === 'resend') return givenBack(earlier);
    const given = { amountCents: amountCents + (earlier?.amountCents ?? 0), pin: this.issue(amountCents) };
    this.given.set(reference, given);
    return givenBack(given);
  }

  whatBecameOfRefund(reference: string): Inquiry {
    const given = this.given.get(reference);
    if (this.recovery === 'lookup') return { kind: 'unknown', reason: 'There is no way to ask about a sale' };
    return given ? givenBack(given) : { kind: 'not_found' };
  }
}

function givenBack(given: Given): Accepted {
  const { amountCents, pin } = given;
  return {
    kind: 'accepted',
    amountCents,
    ...(pin === null ? {} : { voucher: { pin: new Pin(pin), amountCents, delivery: 'inline' as const } }),
  };
}

function refused(code: Declined['code']): Declined {
  return { kind: 'declined', code, proof: 'refusal' };
}
