// Sample Voucher: one call that takes value, one that says what became of it. A redemption is never sent twice.
import type { Inquiry, ProviderOutcome } from '../../src/core/providers/outcome';
import type { CaptureCall, ProviderAdapter, Traits } from '../../src/core/providers/provider';
import { defineProvider, type Settings } from '../../adapters/kit/define';
import { pinOf } from '../../adapters/kit/source';
import { configOf, SETTINGS, type SampleVoucherConfig } from './config';
import { simulator } from './simulator';
import { TEST_CREDENTIALS } from './test-credentials';
import { readRedemption, readStatus, redemptionRequest, statusRequest } from './wire';

const TYPE = 'vouchers.sample_voucher';
const PROVIDER = 'sample_voucher';

function traitsOf(config: SampleVoucherConfig): Traits {
  return {
    type: TYPE,
    provider: PROVIDER,
    category: 'vouchers',
    name: 'Sample Voucher',
    description: 'A provider that is not described yet. The PIN has 16 digits.',
    website: 'https://provider.example',
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
      refund: false,
      lookup: false,
      change_voucher: 'INLINE',
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
    claimOf: (source) => pinOf(source, 'pin').reveal(),

    async capture(call: CaptureCall): Promise<ProviderOutcome> {
      return readRedemption(await call.http.send(redemptionRequest(config, call)), call);
    },

    async inquireCapture(call: CaptureCall): Promise<Inquiry> {
      return readStatus(await call.http.send(statusRequest(config, call)), call);
    },
  };
}

export default defineProvider({
  type: TYPE,
  provider: PROVIDER,
  settings: SETTINGS,
  adapter,
  simulatorSettings: (baseUrl) => ({ baseUrl, ...TEST_CREDENTIALS }),
  simulator: (books) => simulator(books),
});
