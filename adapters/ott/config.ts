// OTT's settings: the environment variables it reads, as data, and the typed form the adapter works with.
import { DECLINE_CODES, NOT_SENT_CODES, type DeclineCode, type NotSentCode } from '../../src/core/providers/outcome';
import type { Setting, Settings } from '../kit/define';
import { durationMs, missingCredentials, optionalText, requiredText } from '../kit/settings';
import { TEST_CREDENTIALS } from './test-credentials';

/** `no_record`: a status call found nothing under this reference. A code that is not in the table is `unknown`. */
export type CodeMeaning = DeclineCode | NotSentCode | 'no_record';
/** By error code, as text. */
export type CodeTable = ReadonlyMap<string, CodeMeaning>;

/** What OTT hands out for one API user. */
export interface OttCredentials {
  readonly username: string;
  readonly password: string;
  /** Goes into the hash of every request, never over the wire. */
  readonly apiKey: string;
}

/** The account that sells vouchers. */
export interface OttIssuing extends OttCredentials {
  readonly vendorCode: string;
  readonly branch: string;
  readonly cashier: string;
  readonly codes: CodeTable;
}

/** The settings as the adapter uses them. */
export interface OttConfig extends OttCredentials {
  readonly vendorId: string;
  readonly codes: CodeTable;
  /** Undefined where no issuing credentials are set: then no value can be given back. */
  readonly issuing: OttIssuing | undefined;
  readonly timeoutMs: number;
  readonly settlingMs: number;
  /** These credentials open nothing but the simulator. */
  readonly simulated: boolean;
}

/** OTT's environment variables, in the order of `.env.example`. */
export const SETTINGS: readonly Setting[] = [
  {
    env: 'OTT_BASE_URL',
    key: 'baseUrl',
    kind: 'url',
    description: 'Address of the OTT API. The test host is https://test-api.ott-mobile.com.',
    fallback: 'https://api.ott-mobile.com',
  },
  {
    env: 'OTT_USERNAME',
    key: 'username',
    kind: 'text',
    description: 'API user name for redeeming (not the portal login).',
    requiredForLive: true,
  },
  {
    env: 'OTT_PASSWORD',
    key: 'password',
    kind: 'secret',
    description: 'Password of the API user.',
    requiredForLive: true,
  },
  {
    env: 'OTT_API_KEY',
    key: 'apiKey',
    kind: 'secret',
    description: 'API key that signs every request. Vouch never calls GetAPIKey: that call would replace the key.',
    requiredForLive: true,
  },
  {
    env: 'OTT_VENDOR_ID',
    key: 'vendorId',
    kind: 'text',
    description: 'Vendor id that OTT assigned to the merchant.',
    requiredForLive: true,
  },
  {
    env: 'OTT_CODE_TABLE',
    key: 'codeTable',
    kind: 'text',
    description:
      'Error codes from Appendix A of the OTT specification, as JSON: {"CODE": "voucher_already_redeemed", ...}. Meanings: the decline codes, provider_unavailable, provider_misconfigured, and no_record for "no such remit". Codes that are left out stay open until OTT is asked.',
  },
  {
    env: 'OTT_ISSUING_USERNAME',
    key: 'issuingUsername',
    kind: 'text',
    description: 'API user name for issuing vouchers. Set all four issuing credentials to be able to give value back.',
  },
  {
    env: 'OTT_ISSUING_PASSWORD',
    key: 'issuingPassword',
    kind: 'secret',
    description: 'Password of the issuing user.',
  },
  {
    env: 'OTT_ISSUING_API_KEY',
    key: 'issuingApiKey',
    kind: 'secret',
    description: 'API key that signs issuing requests.',
  },
  {
    env: 'OTT_ISSUING_VENDOR_CODE',
    key: 'issuingVendorCode',
    kind: 'text',
    description: 'Vendor code of the issuing account.',
  },
  {
    env: 'OTT_ISSUING_BRANCH',
    key: 'issuingBranch',
    kind: 'text',
    description: 'Branch named on issued vouchers.',
    fallback: 'Vouch',
  },
  {
    env: 'OTT_ISSUING_CASHIER',
    key: 'issuingCashier',
    kind: 'text',
    description: 'Cashier named on issued vouchers.',
    fallback: 'Vouch',
  },
  {
    env: 'OTT_ISSUING_CODE_TABLE',
    key: 'issuingCodeTable',
    kind: 'text',
    description: 'Further error codes of the issuing API, in the form of OTT_CODE_TABLE.',
  },
  {
    env: 'OTT_TIMEOUT_MS',
    key: 'timeoutMs',
    kind: 'duration_ms',
    description: 'How long one call to OTT may take. Past it the outcome is open and OTT is asked about it later.',
    fallback: 30_000,
  },
  {
    env: 'OTT_SETTLING_MS',
    key: 'settlingMs',
    kind: 'duration_ms',
    description:
      'How long OTT must keep answering "no such remit" before that counts: a late remit can still go through.',
    fallback: 120_000,
  },
];

/**
 * The issuing API's list as integrators report it: no PIN in stock, no such product, not enough funds. The rest of it are
 * system errors, which do not say whether a voucher was sold. It must not be applied to redemptions.
 */
const ISSUING_CODES: readonly (readonly [string, CodeMeaning])[] = [
  ['2', 'provider_rejected'],
  ['3', 'provider_rejected'],
  ['6', 'provider_rejected'],
];

/** Throws where a value is missing or a code table cannot be read; the message names the variable. */
export function configOf(settings: Settings): OttConfig {
  return {
    username: requiredText(settings, 'username'),
    password: requiredText(settings, 'password'),
    apiKey: requiredText(settings, 'apiKey'),
    vendorId: requiredText(settings, 'vendorId'),
    codes: new Map(readTable('OTT_CODE_TABLE', optionalText(settings, 'codeTable'))),
    issuing: issuingOf(settings),
    timeoutMs: durationMs(settings, 'timeoutMs'),
    settlingMs: durationMs(settings, 'settlingMs'),
    simulated: optionalText(settings, 'apiKey') === TEST_CREDENTIALS.apiKey,
  };
}

function issuingOf(settings: Settings): OttIssuing | undefined {
  const username = optionalText(settings, 'issuingUsername');
  const password = optionalText(settings, 'issuingPassword');
  const apiKey = optionalText(settings, 'issuingApiKey');
  const vendorCode = optionalText(settings, 'issuingVendorCode');
  if (!username || !password || !apiKey || !vendorCode) return undefined;
  const own = readTable('OTT_ISSUING_CODE_TABLE', optionalText(settings, 'issuingCodeTable'));
  return {
    username,
    password,
    apiKey,
    vendorCode,
    branch: optionalText(settings, 'issuingBranch') ?? 'Vouch',
    cashier: optionalText(settings, 'issuingCashier') ?? 'Vouch',
    codes: new Map([...ISSUING_CODES, ...own]),
  };
}

/** The API redeems without these, and an operator who has forgotten them should not learn it from a customer. */
export function notesForLive(settings: Settings): string[] {
  const { codes, issuing } = configOf(settings);
  return [...notesOnCodes(codes), ...(issuing ? [] : [missingCredentials(settings, ISSUING, 'OTT')])];
}

function notesOnCodes(codes: CodeTable): string[] {
  if (codes.size === 0) {
    return [
      'OTT_CODE_TABLE is not set: every refusal of OTT is "checking" until OTT was asked, and "no such remit" is not recognised. Appendix A of its specification has the codes',
    ];
  }
  if ([...codes.values()].includes('no_record')) return [];
  return [
    'OTT_CODE_TABLE gives no code the meaning no_record: "no such remit" is not recognised, so a remit that never arrived stays "checking" until a person settles it',
  ];
}

const ISSUING = SETTINGS.filter(({ key }) => /^issuing(?:Username|Password|ApiKey|VendorCode)$/.test(key));

const MEANINGS: ReadonlySet<string> = new Set<CodeMeaning>([...DECLINE_CODES, ...NOT_SENT_CODES, 'no_record']);

function readTable(env: string, text: string | undefined): [string, CodeMeaning][] {
  if (text === undefined) return [];
  let table: unknown;
  try {
    table = JSON.parse(text);
  } catch {
    throw new Error(`${env} is not JSON`);
  }
  if (typeof table !== 'object' || table === null || Array.isArray(table))
    throw new Error(`${env} must be a JSON object`);
  return Object.entries(table).map(([code, meaning]) => {
    if (!isMeaning(meaning))
      throw new Error(`${env}: the meaning of code ${code} must be one of ${[...MEANINGS].join(', ')}`);
    if (code === '0') throw new Error(`${env}: code 0 is success and cannot be given another meaning`);
    return [code, meaning];
  });
}

function isMeaning(value: unknown): value is CodeMeaning {
  return typeof value === 'string' && MEANINGS.has(value);
}
