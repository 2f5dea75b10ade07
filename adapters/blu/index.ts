// Blu Voucher by Blue Label (Trade API v2): look up, redeem, sell. A redemption is never sent twice; doubt is resolved by
// looking the token up and comparing who redeemed it.
import type { Cents } from '../../src/core/values/money';
import type { Declined, Inquiry, NotSent, ProviderOutcome, Unknown } from '../../src/core/providers/outcome';
import type {
  CaptureCall,
  Lookup,
  LookupCall,
  ProviderAdapter,
  RefundCall,
  Traits,
} from '../../src/core/providers/provider';
import { defineProvider, type Settings } from '../kit/define';
import { namedBy, notSent, unknown } from '../kit/reply';
import { type BluConfig, type BluSelling, configOf, notesForLive, SETTINGS } from './config';
import { simulator } from './simulator';
import { TEST_CREDENTIALS } from './test-credentials';
import {
  lookupRequest,
  MOST_CENTS,
  readBlu,
  recordOf,
  redeemedOf,
  redemptionRequest,
  saleRequest,
  soldOf,
  tokenOf,
  type VoucherRecord,
} from './wire';

const TYPE = 'vouchers.blu';
const PROVIDER = 'blu';

function traitsOf(config: BluConfig): Traits {
  return {
    type: TYPE,
    provider: PROVIDER,
    category: 'vouchers',
    name: 'Blu Voucher',
    description: 'Prepaid voucher by Blue Label Telecoms. The token has 16 digits.',
    website: 'https://www.bluvoucher.co.za',
    currencies: ['ZAR'],
    sourceFields: [
      {
        name: 'token',
        aliases: ['pin'],
        type: 'string',
        required: true,
        sensitive: true,
        pattern: '^\\d{16}$',
        description: '16 digits, as printed on the voucher',
        example: '1115684091419838',
      },
    ],
    capabilities: {
      reserve: true,
      redeem: true,
      partial: true,
      refund: config.selling !== undefined,
      lookup: true,
      change_voucher: 'INLINE',
    },
    recovery: 'lookup',
    timeoutMs: config.timeoutMs,
    settlingMs: config.settlingMs,
  };
}

/** The calls on a presented voucher, bound to one configuration. */
function redeeming(config: BluConfig) {
  async function read({ http, source }: LookupCall): Promise<VoucherRecord | Declined | NotSent | Unknown> {
    const reply = readBlu(await http.send(lookupRequest(config, source)));
    return reply.kind === 'succeeded' ? recordOf(reply.fields, tokenOf(source)) : reply;
  }

  async function lookup(call: LookupCall): Promise<Lookup> {
    const record = valued(await read(call));
    if (record.kind !== 'valued') return record;
    return { kind: 'found', balanceCents: record.valueCents, currency: 'ZAR', metadata: record.metadata };
  }

  async function reserve(call: CaptureCall): Promise<ProviderOutcome> {
    const record = valued(await read(call));
    if (record.kind !== 'valued') return record;
    if (call.amountCents > record.valueCents && call.options.partial === 'decline') {
      return { kind: 'declined', code: 'insufficient_value', proof: 'refusal' };
    }
    return { kind: 'accepted', amountCents: record.valueCents, ...namesOf(record, call) };
  }

  /** Looks first where the amount to send depends on the value: 0 must not be sent for "all of it". */
  async function capture(call: CaptureCall): Promise<ProviderOutcome> {
    if (call.amountCents > 0 && call.options.partial === 'decline') return redeem(call, call.amountCents);
    const record = valued(await read(call));
    if (record.kind === 'unknown') {
      const { kind: _kind, reason, ...words } = record;
      return notSent('provider_unavailable', `the voucher could not be looked up first: ${reason}`, words);
    }
    if (record.kind !== 'valued') return record;
    return redeem(call, wanted(call.amountCents, record.valueCents));
  }

  async function redeem(call: CaptureCall, amountCents: Cents): Promise<ProviderOutcome> {
    if (amountCents > MOST_CENTS) return { kind: 'declined', code: 'amount_too_large', proof: 'refusal' };
    const reply = readBlu(await call.http.send(redemptionRequest(config, call, amountCents)));
    return reply.kind === 'succeeded' ? redeemedOf(reply.fields, call) : reply;
  }

  async function inquireCapture(call: CaptureCall): Promise<Inquiry> {
    const record = await read(call);
    if (record.kind === 'record') return verdictOf(record, call);
    if (record.kind !== 'declined') return record;
    if (record.code === 'voucher_not_found') return { kind: 'not_found' };
    // Any other refusal is about this look-up, not about the redemption.
    return unknown('the provider would not show the voucher');
  }

  return { lookup, reserve, capture, inquireCapture };
}

interface Valued {
  readonly kind: 'valued';
  readonly valueCents: Cents;
  readonly serialNumber: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A voucher that can be taken, or why it cannot. */
function valued(record: VoucherRecord | Declined | NotSent | Unknown): Valued | Declined | NotSent | Unknown {
  if (record.kind !== 'record') return record;
  const { state, amountCents, serialNumber, metadata } = record;
  if (state !== 'active') return { kind: 'declined', code: state, proof: 'refusal' };
  if (amountCents === undefined) return unknown('the answer does not say what the voucher is worth');
  return { kind: 'valued', valueCents: amountCents, serialNumber, metadata };
}

/** A look-up names the voucher, and no transaction. */
function namesOf({ serialNumber }: Pick<VoucherRecord, 'serialNumber'>, call: CaptureCall) {
  return namedBy({ serial_number: serialNumber }, [tokenOf(call.source)]);
}

function wanted(askedCents: Cents, valueCents: Cents): Cents {
  return askedCents === 0 ? valueCents : Math.min(askedCents, valueCents);
}

/**
 * What the voucher's own record says about our redemption. How much was taken follows from what we must have asked for, and what
 * was left is the change: its amount alone, as no public call shows its token.
 */
function verdictOf(record: VoucherRecord, call: CaptureCall): Inquiry {
  const ours = record.redeemedBy === call.reference;
  if (record.state !== 'voucher_already_redeemed') {
    return ours ? unknown('the voucher names our redemption, but is not shown as redeemed') : { kind: 'not_found' };
  }
  if (record.redeemedBy === undefined) return unknown('the voucher is redeemed, but not shown by whom');
  if (!ours) return { kind: 'declined', code: 'voucher_already_redeemed', proof: 'record' };
  if (record.amountCents === undefined) return unknown('the voucher is redeemed by us, but its value is not shown');
  const amountCents = wanted(call.amountCents, record.amountCents);
  const rest = record.amountCents - amountCents;
  const change = rest > 0 ? { voucher: { delivery: 'inline', amountCents: rest } as const } : {};
  return { kind: 'accepted', amountCents, ...namesOf(record, call), ...change };
}

/** A repeated sale is unproven and could sell twice, and no public call asks about one: no inquiry, doubt is left to a person. */
function selling(config: BluSelling) {
  return {
    async refund(call: RefundCall): Promise<ProviderOutcome> {
      const reply = readBlu(await call.http.send(saleRequest(config, call)));
      return reply.kind === 'succeeded' ? soldOf(reply.fields, call) : reply;
    },
  };
}

function adapter(settings: Settings): ProviderAdapter {
  const config = configOf(settings);
  return {
    traits: traitsOf(config),
    claimOf: (source) => tokenOf(source).reveal(),
    ...redeeming(config),
    ...(config.selling ? selling(config.selling) : {}),
  };
}

export default defineProvider({
  type: TYPE,
  provider: PROVIDER,
  settings: SETTINGS,
  adapter,
  notesForLive,
  // The path of the real address is kept, so that joining it is tested as well.
  simulatorSettings: (baseUrl) => ({ baseUrl: `${baseUrl}/v2/trade`, ...TEST_CREDENTIALS }),
  simulator: (books) => simulator(books),
});
