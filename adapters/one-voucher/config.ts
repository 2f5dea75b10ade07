// 1Voucher's settings: the environment variables it reads, as data, and the typed form the adapter works with.
import type { Setting, Settings } from '../kit/define';
import { durationMs, flag, requiredText } from '../kit/settings';

/** The settings as the adapter uses them. */
export interface OneVoucherConfig {
  readonly apiKey: string;
  readonly accountNumber: string;
  readonly timeoutMs: number;
  readonly settlingMs: number;
  readonly reversals: boolean;
}

/** 1Voucher's environment variables, in the order of `.env.example`. */
export const SETTINGS: readonly Setting[] = [
  {
    env: 'ONE_VOUCHER_BASE_URL',
    key: 'baseUrl',
    kind: 'url',
    description: 'Address of the Flash Partner API v4. The sandbox is https://api-flashswitch-sandbox.flash-group.com.',
    fallback: 'https://api.flashswitch.flash-group.com',
  },
  {
    env: 'ONE_VOUCHER_API_KEY',
    key: 'apiKey',
    kind: 'secret',
    description: 'API key from Flash, in the base64 form in which they hand it out.',
    requiredForLive: true,
  },
  {
    env: 'ONE_VOUCHER_ACCOUNT_NUMBER',
    key: 'accountNumber',
    kind: 'text',
    description: 'Merchant account number at Flash.',
    requiredForLive: true,
  },
  {
    env: 'ONE_VOUCHER_REVERSALS',
    key: 'reversals',
    kind: 'flag',
    description:
      'true: the whole of a 1Voucher is given back on the original voucher; where Flash refuses that, or a part is given back, a new voucher is issued. No mobile number is sent, because an account that is configured for reversals refuses it: change never goes out by SMS. false, for an account that is not: always a new voucher. Test and live mode alike.',
    // On, because a wrong "on" costs one refused request, while a wrong "off" has every redemption with a mobile number refused.
    fallback: true,
  },
  {
    env: 'ONE_VOUCHER_TIMEOUT_MS',
    key: 'timeoutMs',
    kind: 'duration_ms',
    description:
      'How long one call to 1Voucher may take. Past it the outcome is open and the same request is sent again later.',
    fallback: 30_000,
  },
  {
    env: 'ONE_VOUCHER_SETTLING_MS',
    key: 'settlingMs',
    kind: 'duration_ms',
    description:
      'How long "no such operation" must hold before it counts. 1Voucher never answers that, so it hardly matters.',
    fallback: 60_000,
  },
];

/** Throws where a value is missing. */
export function configOf(settings: Settings): OneVoucherConfig {
  return {
    apiKey: requiredText(settings, 'apiKey'),
    accountNumber: requiredText(settings, 'accountNumber'),
    timeoutMs: durationMs(settings, 'timeoutMs'),
    settlingMs: durationMs(settings, 'settlingMs'),
    reversals: flag(settings, 'reversals'),
  };
}
