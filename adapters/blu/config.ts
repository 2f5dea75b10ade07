// Blu's settings: the environment variables it reads, as data, and the typed form the adapter works with.
import type { Setting, Settings } from '../kit/define';
import { durationMs, missingCredentials, optionalText, requiredText } from '../kit/settings';

/** What Blue Label hands out for one account. */
export interface BluCredentials {
  readonly apiKey: string;
  readonly username: string;
  readonly password: string;
}

/** The account that sells vouchers, and what it sells. */
export interface BluSelling extends BluCredentials {
  readonly productId: string;
}

/** The settings as the adapter uses them. */
export interface BluConfig extends BluCredentials {
  readonly vendorId: string | undefined;
  /** Undefined where no selling credentials are set: then no value can be given back. */
  readonly selling: BluSelling | undefined;
  readonly timeoutMs: number;
  readonly settlingMs: number;
}

/** Blu's environment variables, in the order of `.env.example`. */
export const SETTINGS: readonly Setting[] = [
  {
    env: 'BLU_BASE_URL',
    key: 'baseUrl',
    kind: 'url',
    description: 'Address of the Trade API v2, path included. QA is https://api.qa.bltelecoms.net/v2/trade.',
    fallback: 'https://api.live.bltelecoms.net/v2/trade',
  },
  {
    env: 'BLU_API_KEY',
    key: 'apiKey',
    kind: 'secret',
    description: 'API key of the redemption partner account.',
    requiredForLive: true,
  },
  {
    env: 'BLU_USERNAME',
    key: 'username',
    kind: 'text',
    description: 'User name of the redemption partner account.',
    requiredForLive: true,
  },
  {
    env: 'BLU_PASSWORD',
    key: 'password',
    kind: 'secret',
    description: 'Password of the redemption partner account.',
    requiredForLive: true,
  },
  {
    env: 'BLU_VENDOR_ID',
    key: 'vendorId',
    kind: 'text',
    description: 'Vendor id named in the vending metadata of every redemption, if Blue Label assigned one.',
  },
  {
    env: 'BLU_SELLING_API_KEY',
    key: 'sellingApiKey',
    kind: 'secret',
    description:
      'API key of the selling account. Set all three selling credentials and the product to be able to give value back.',
  },
  {
    env: 'BLU_SELLING_USERNAME',
    key: 'sellingUsername',
    kind: 'text',
    description: 'User name of the selling account.',
  },
  {
    env: 'BLU_SELLING_PASSWORD',
    key: 'sellingPassword',
    kind: 'secret',
    description: 'Password of the selling account.',
  },
  {
    env: 'BLU_PRODUCT_ID',
    key: 'productId',
    kind: 'text',
    description: 'Product id of the variable Blu Voucher, for vouchers that give value back.',
  },
  {
    env: 'BLU_TIMEOUT_MS',
    key: 'timeoutMs',
    kind: 'duration_ms',
    description: 'How long one call to Blu may take. Blue Label is said to recommend a minute.',
    fallback: 60_000,
  },
  {
    env: 'BLU_SETTLING_MS',
    key: 'settlingMs',
    kind: 'duration_ms',
    description:
      'How long a voucher must stay untouched after an unanswered redemption before that counts as "not taken".',
    fallback: 120_000,
  },
];

/** Throws where a value is missing. */
export function configOf(settings: Settings): BluConfig {
  return {
    apiKey: requiredText(settings, 'apiKey'),
    username: requiredText(settings, 'username'),
    password: requiredText(settings, 'password'),
    vendorId: optionalText(settings, 'vendorId'),
    selling: sellingOf(settings),
    timeoutMs: durationMs(settings, 'timeoutMs'),
    settlingMs: durationMs(settings, 'settlingMs'),
  };
}

function sellingOf(settings: Settings): BluSelling | undefined {
  const apiKey = optionalText(settings, 'sellingApiKey');
  const username = optionalText(settings, 'sellingUsername');
  const password = optionalText(settings, 'sellingPassword');
  const productId = optionalText(settings, 'productId');
  return apiKey && username && password && productId ? { apiKey, username, password, productId } : undefined;
}

const SELLING = SETTINGS.filter(({ key }) => /^(?:selling|productId$)/.test(key));

/** The API redeems without these, and an operator who has forgotten them should not learn it from a customer. */
export function notesForLive(settings: Settings): string[] {
  return sellingOf(settings) ? [] : [missingCredentials(settings, SELLING, 'Blu')];
}
