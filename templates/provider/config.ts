// Sample Voucher's settings: the environment variables it reads, as data, and the typed form the adapter works with.
import type { Setting, Settings } from '../../adapters/kit/define';
import { durationMs, requiredText } from '../../adapters/kit/settings';

/** The settings as the adapter uses them. */
export interface SampleVoucherConfig {
  readonly apiKey: string;
  readonly timeoutMs: number;
  readonly settlingMs: number;
}

/** The environment variables, in the order of `.env.example`. */
export const SETTINGS: readonly Setting[] = [
  {
    env: 'SAMPLE_VOUCHER_BASE_URL',
    key: 'baseUrl',
    kind: 'url',
    description: 'Address of the Sample Voucher API.',
    fallback: 'https://api.provider.example',
  },
  {
    env: 'SAMPLE_VOUCHER_API_KEY',
    key: 'apiKey',
    kind: 'secret',
    description: 'API key that the provider hands out.',
    requiredForLive: true,
  },
  {
    env: 'SAMPLE_VOUCHER_TIMEOUT_MS',
    key: 'timeoutMs',
    kind: 'duration_ms',
    description: 'How long one call may take. Past it the outcome is open and the provider is asked about it later.',
    fallback: 30_000,
  },
  {
    env: 'SAMPLE_VOUCHER_SETTLING_MS',
    key: 'settlingMs',
    kind: 'duration_ms',
    description: 'How long the provider must keep answering "no such redemption" before that counts as "not taken".',
    fallback: 120_000,
  },
];

/** Throws where a value is missing. */
export function configOf(settings: Settings): SampleVoucherConfig {
  return {
    apiKey: requiredText(settings, 'apiKey'),
    timeoutMs: durationMs(settings, 'timeoutMs'),
    settlingMs: durationMs(settings, 'settlingMs'),
  };
}
