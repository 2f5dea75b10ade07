// OTT Voucher by OTT Mobile (API v6): check, remit, ask. A remit is never sent twice; doubt is resolved by CheckRemitVoucher.
import type { ProviderAdapter, Traits } from '../../src/core/providers/provider';
import { FIXED_PIN } from '../kit/simulator/books';
import { defineProvider, type Settings } from '../kit/define';
import { type CodeMeaning, configOf, notesForLive, type OttConfig, SETTINGS } from './config';
import { issuing } from './issuing';
import { redeeming } from './redeeming';
import { simulator } from './simulator';
import { PLACEHOLDER_CODES, TEST_CREDENTIALS } from './test-credentials';
import { shortPinOf } from './wire';

const TYPE = 'vouchers.ott';
const PROVIDER = 'ott';

function traitsOf(config: OttConfig): Traits {
  return {
    type: TYPE,
    provider: PROVIDER,
    category: 'vouchers',
    name: 'OTT Voucher',
    description:
      'Prepaid voucher by OTT Mobile. The PIN has 12 digits; what is left of a voucher reaches the customer by SMS.',
    website: 'https://www.ottvoucher.com',
    currencies: ['ZAR'],
    sourceFields: [
      {
        name: 'pin',
        type: 'string',
        required: true,
        sensitive: true,
        pattern: '^\\d{12}$',
        ...(config.simulated ? { testValues: [FIXED_PIN] } : {}),
        description: '12 digits, as printed on the voucher',
        example: '684091419838',
      },
      {
        name: 'phone_number',
        type: 'string',
        required: true,
        sensitive: false,
        pattern: '^(27|0)\\d{9}$',
        description: 'South African mobile number of the customer: 27 or 0, and nine digits',
        example: '27821234567',
      },
    ],
    capabilities: {
      reserve: true,
      redeem: true,
      partial: true,
      refund: config.issuing !== undefined,
      lookup: true,
      change_voucher: 'SMS',
    },
    recovery: 'status',
    timeoutMs: config.timeoutMs,
    settlingMs: config.settlingMs,
  };
}

function adapter(settings: Settings): ProviderAdapter {
  const config = configOf(settings);
  return {
    traits: traitsOf(config),
    claimOf: (source) => shortPinOf(source).reveal(),
    ...redeeming(config),
    ...(config.issuing ? issuing(config.issuing) : {}),
  };
}

/** The simulator's invented codes. The provider's own are not public, and come in through OTT_CODE_TABLE. */
const SIMULATED_CODES: Readonly<Record<string, CodeMeaning>> = {
  [PLACEHOLDER_CODES.alreadyRedeemed]: 'voucher_already_redeemed',
  [PLACEHOLDER_CODES.voucherNotFound]: 'voucher_not_found',
  [PLACEHOLDER_CODES.voucherExpired]: 'voucher_expired',
  [PLACEHOLDER_CODES.voucherCancelled]: 'voucher_cancelled',
  [PLACEHOLDER_CODES.insufficientValue]: 'insufficient_value',
  [PLACEHOLDER_CODES.remitNotFound]: 'no_record',
  [PLACEHOLDER_CODES.invalidRequest]: 'provider_rejected',
  [PLACEHOLDER_CODES.wrongVendor]: 'provider_misconfigured',
  [PLACEHOLDER_CODES.saleNotFound]: 'no_record',
};

export default defineProvider({
  type: TYPE,
  provider: PROVIDER,
  settings: SETTINGS,
  adapter,
  notesForLive,
  simulatorSettings: (baseUrl) => ({
    baseUrl,
    ...TEST_CREDENTIALS,
    codeTable: JSON.stringify(SIMULATED_CODES),
    issuingCodeTable: JSON.stringify(SIMULATED_CODES),
  }),
  simulator: (books) => simulator(books),
});
