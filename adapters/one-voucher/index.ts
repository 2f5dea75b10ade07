// 1Voucher by Flash (Partner API v4): redeem, reverse, refund. Doubt is resolved by sending the identical request again.
import type { ProviderOutcome } from '../../src/core/providers/outcome';
import type {
  CaptureCall,
  ProviderAdapter,
  ProviderHttp,
  RefundCall,
  RestoreCall,
  Traits,
} from '../../src/core/providers/provider';
import { defineProvider, type Settings } from '../kit/define';
import { pinOf } from '../kit/source';
import { REDEEM_CODES, REVERSE_CODES } from './codes';
import { configOf, type OneVoucherConfig, SETTINGS } from './config';
import { Session } from './session';
import { simulator } from './simulator';
import { TEST_CREDENTIALS } from './test-credentials';
import { type Expected, readOutcome, redeemWire, refundWire, reverseWire } from './wire';

const TYPE = 'vouchers.one_voucher';
const PROVIDER = 'one_voucher';

function traitsOf(config: OneVoucherConfig): Traits {
  return {
    type: TYPE,
    provider: PROVIDER,
    category: 'vouchers',
    name: '1Voucher',
    description: 'Prepaid voucher by Flash, sold at shops all over South Africa. The PIN has 16 digits.',
    website: 'https://1voucher.co.za',
    currencies: ['ZAR'],
    sourceFields: [
      {
        name: 'pin',
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
      refund: true,
      lookup: false,
      change_voucher: 'INLINE',
    },
    recovery: 'resend',
    timeoutMs: config.timeoutMs,
    settlingMs: config.settlingMs,
  };
}

function adapter(settings: Settings): ProviderAdapter {
  const config = configOf(settings);
  const session = new Session(config.apiKey);

  async function move(
    http: ProviderHttp,
    operation: string,
    json: unknown,
    expected: Expected,
  ): Promise<ProviderOutcome> {
    const reply = await session.post(http, operation, json);
    return reply.kind === 'turned_away' ? reply.outcome : readOutcome(reply, expected);
  }

  const capture = (call: CaptureCall): Promise<ProviderOutcome> =>
    move(call.http, 'redeem', redeemWire(config, call), {
      reference: call.reference,
      codes: REDEEM_CODES,
      secrets: [pinOf(call.source, 'pin')],
      smsTo: config.reversals ? undefined : call.options.mobile_number,
    });

  const refund = (call: RefundCall): Promise<ProviderOutcome> =>
    move(call.http, 'refund', refundWire(config, call), {
      reference: call.reference,
      codes: REDEEM_CODES,
      secrets: [],
      needsVoucher: true,
      smsTo: config.reversals ? undefined : call.options.mobile_number,
    });

  const restore = (call: RestoreCall): Promise<ProviderOutcome> =>
    move(call.http, 'reverse', reverseWire(config, call), {
      reference: call.reference,
      codes: REVERSE_CODES,
      secrets: [],
    }).then(withoutVoucher);

  return {
    traits: traitsOf(config),
    claimOf: (source) => pinOf(source, 'pin').reveal(),
    capture,
    inquireCapture: capture,
    refund,
    inquireRefund: refund,
    ...(config.reversals ? { restore, inquireRestore: restore } : {}),
  };
}

/** A reversal's reply repeats the original voucher. The customer has that PIN already, so it is not handed out again. */
function withoutVoucher(outcome: ProviderOutcome): ProviderOutcome {
  if (outcome.kind !== 'accepted') return outcome;
  const { voucher: _original, ...accepted } = outcome;
  return accepted;
}

export default defineProvider({
  type: TYPE,
  provider: PROVIDER,
  settings: SETTINGS,
  adapter,
  simulatorSettings: (baseUrl) => ({
    baseUrl,
    apiKey: TEST_CREDENTIALS.apiKey,
    accountNumber: TEST_CREDENTIALS.accountNumber,
    // As the simulated account is.
    reversals: true,
  }),
  simulator: (books) => simulator(books),
});
