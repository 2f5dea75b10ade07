// Scripted providers as the core sees them: three kinds of recovery over the simulated network.
import type { ProviderGate } from '../../src/core/providers/gate';
import type { Inquiry, ProviderOutcome } from '../../src/core/providers/outcome';
import type { Permit } from '../../src/core/providers/permit';
import { Pin } from '../../src/core/values/pin';
import type { Source, SourceField, Traits } from '../../src/core/providers/provider';
import { SETTLING_MS, TIMEOUT_MS, type Network } from './network';
import type { ProviderBooks, Recovery } from './provider';

/** Ways to take the safeguards of an adapter away, to see that the simulation notices. */
export interface GateFlaws {
  /** A new reference for every request. */
  readonly renewsReference?: boolean;
  /** No answer is passed off as a refusal. */
  readonly declinesUnknown?: boolean;
  /** Every refusal is passed off as the provider's own record. */
  readonly provesRefusals?: boolean;
  /** "No such operation" counts at once. */
  readonly noSettling?: boolean;
  /** Nobody looks again before a request leaves. */
  readonly sendsUnseen?: boolean;
}

/** Hands a notice to whichever process is there to hear it. */
export type Notify = (reference: string, inquiry: Inquiry) => void;

const PIN_FIELD: SourceField = {
  name: 'pin',
  type: 'string',
  required: true,
  sensitive: true,
  pattern: '^\\d{16}$',
  description: '16 digits',
  example: '1115684091419838',
};

export function typeOf(recovery: Recovery): string {
  return `vouchers.${recovery}`;
}

export function traitsOf(recovery: Recovery, flaws: GateFlaws): Traits {
  return {
    type: typeOf(recovery),
    provider: recovery,
    category: 'vouchers',
    name: `Vouchers recovered by ${recovery}`,
    description: 'Simulated',
    website: 'https://voucher.example',
    currencies: ['ZAR'],
    sourceFields: [PIN_FIELD],
    capabilities: {
      reserve: true,
      redeem: true,
      partial: true,
      refund: true,
      lookup: recovery !== 'resend',
      change_voucher: recovery === 'status' ? 'SMS' : 'INLINE',
    },
    recovery,
    timeoutMs: TIMEOUT_MS,
    settlingMs: flaws.noSettling ? 0 : SETTLING_MS,
  };
}

export function gateOf(books: ProviderBooks, network: Network, notify: Notify, flaws: GateFlaws): ProviderGate {
  const { recovery } = books;
  const { chance } = network.world;
  let renewed = 0;
  const named = (reference: string) => (flaws.renewsReference ? `${reference}-${String((renewed += 1))}` : reference);
  const send = async <T extends Inquiry>(
    label: string,
    reference: string,
    effect: () => T,
    permit: Permit | undefined,
    noticed = false,
  ): Promise<T | ProviderOutcome> => {
    const told = await network.request(
      `${label} ${reference.slice(-4)}`,
      effect,
      flaws.sendsUnseen ? undefined : permit,
      noticed
        ? (inquiry) => {
            notify(reference, inquiry);
          }
        : undefined,
    );
    return spoil(told, flaws);
  };

  const capture: ProviderGate['capture'] = (call, permit) => {
    const reference = named(call.reference);
    const forgets = chance.hit(0.15);
    const upTo = recovery !== 'resend' && call.options.partial === 'allow';
    const take = () => books.take(reference, pinOf(call.source), call.amountCents, upTo, forgets);
    return send('capture', reference, take, permit, true);
  };
  const refund: ProviderGate['refund'] = (call, permit) => {
    const reference = named(call.reference);
    return send('refund', reference, () => books.refund(reference, call.amountCents), permit, true);
  };
  const restore: ProviderGate['restore'] = (call, permit) => {
    const reference = named(call.reference);
    const forgets = chance.hit(0.15);
    return send('restore', reference, () => books.restore(reference, call.originalReference, forgets), permit, true);
  };
  return {
    traits: traitsOf(recovery, flaws),
    can: {
      hold: false,
      inquireHold: false,
      release: false,
      reserve: recovery !== 'resend',
      lookup: recovery !== 'resend',
      restore: recovery === 'resend',
      inquireRestore: recovery === 'resend',
      refund: true,
      inquireRefund: true,
    },
    claimOf: (source) => pinOf(source),
    hasRoom: () => true,
    capture,
    inquireCapture:
      recovery === 'resend'
        ? capture
        : (call, permit) =>
            send(
              'inquire',
              call.reference,
              () => books.whatBecameOf(named(call.reference), pinOf(call.source)),
              permit,
            ),
    reserve: (call, permit) => {
      const check = (): ProviderOutcome => {
        const amountCents = books.value(pinOf(call.source));
        if (amountCents === null) return { kind: 'declined', code: 'voucher_already_redeemed', proof: 'refusal' };
        return { kind: 'accepted', amountCents };
      };
      return send('check', call.reference, check, permit);
    },
    hold: notPart,
    inquireHold: notPart,
    release: notPart,
    lookup: () => Promise.resolve({ kind: 'unknown', reason: 'Not part of the simulation' }),
    restore,
    inquireRestore: restore,
    refund,
    inquireRefund:
      recovery === 'resend'
        ? refund
        : (call, permit) => send('ask refund', call.reference, () => books.whatBecameOfRefund(call.reference), permit),
  };
}

function notPart(): Promise<ProviderOutcome> {
  return Promise.resolve({ kind: 'unknown', reason: 'Not part of the simulation' });
}

function spoil<T extends Inquiry>(told: T | ProviderOutcome, flaws: GateFlaws): T | ProviderOutcome {
  if (flaws.declinesUnknown && told.kind === 'unknown') {
    return { kind: 'declined', code: 'provider_rejected', proof: 'record' };
  }
  if (flaws.provesRefusals && told.kind === 'declined') return { ...told, proof: 'record' };
  return told;
}

function pinOf(source: Source): string {
  const { pin } = source;
  if (!(pin instanceof Pin)) throw new Error('A source without its PIN reached the provider');
  return pin.reveal();
}
