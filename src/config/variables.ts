// Vouch's own environment variables: one entry reads a variable, documents it and prints it into .env.example.
// Each provider's variables stand in its adapter folder instead.
import {
  addresses,
  centsOrOff,
  databaseUrl,
  duration,
  durationFrom,
  durations,
  durationUpTo,
  flag,
  httpUrl,
  integer,
  keyRing,
  oneOf,
  plain,
  secretText,
  singleKey,
  origins,
  publicAddress,
  hostName,
} from './parse';

/** One environment variable: how it is read, and what .env.example says of it. */
export interface Variable<T> {
  readonly env: string;
  /** Parsed like a given value. Absent: null where the variable is not set. */
  readonly fallback?: string;
  readonly description: string;
  readonly parse: (text: string) => T;
}

const given = <T>(env: string, fallback: string, parse: (text: string) => T, description: string) => ({
  env,
  fallback,
  parse,
  description,
});
const optional = <T>(env: string, parse: (text: string) => T, description: string) => ({ env, parse, description });

/** pino's levels, the most severe first, and `silent`. */
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** By the name of its value. The order is that of .env.example. */
export const VARIABLES = {
  databaseUrl: given(
    'DATABASE_URL',
    'sqlite:./data/vouch.db',
    databaseUrl,
    'The store. sqlite:PATH is embedded: nothing to install, one process. mongodb://… (a replica set or a sharded cluster) serves several.',
  ),
  host: given('HOST', '127.0.0.1', plain, 'Address to listen on. 0.0.0.0 listens on all.'),
  port: given('PORT', '3000', integer(0, 65535), 'Port to listen on. 0 picks a free one and prints it.'),
  publicUrl: optional(
    'VOUCH_PUBLIC_URL',
    publicAddress,
    'Where clients reach this server, if not where it listens: https://pay.example.com/vouch. The docs page, the API description, the links and the types of problems use it. A reverse proxy may take the path away before it hands a request on, or leave it there.',
  ),
  tillHost: optional(
    'VOUCH_TILL_HOST',
    hostName,
    'A host name that the till has for itself: till.example.com. /till then answers under this name alone, and this name serves nothing but the page and the calls of terminals. Where absent, the till is at /till of every name.',
  ),
  consoleHost: optional(
    'VOUCH_CONSOLE_HOST',
    hostName,
    'A host name that the support console has for itself: support.example.com. /console and sessions of people then are under this name alone, and this name serves nothing but the page and the calls that people may make. Where absent, the console is at /console of every name.',
  ),
  maxConnections: given(
    'VOUCH_MAX_CONNECTIONS',
    '4000',
    integer(1, 1_000_000),
    'Connections that may be open at once, and half as many from one address (an IPv6 address counts with its whole /64; this machine and VOUCH_TRUST_PROXY may hold them all). Whatever is over is closed at once. Each needs a file descriptor (ulimit -n).',
  ),
  logLevel: given('LOG_LEVEL', 'info', oneOf(...LOG_LEVELS), `One of ${LOG_LEVELS.join(', ')}. The log is JSON lines.`),
  secretKeys: optional(
    'VOUCH_SECRET_KEY',
    keyRing,
    'Seals PINs at rest: 32 bytes in base64 (openssl rand -base64 32), or several such keys with commas, of which the first seals and all open. To change it, add the new key behind the old one on every instance, then put it first on every instance, then run `vouch reseal` (docs/runbook.md). Generated into the data directory (secret.key) for the embedded store in test mode: what that file holds is then the old key. Needed with MongoDB and for live keys. With a key that the store was not made with, Vouch does not start.',
  ),
  secretKeyFile: optional(
    'VOUCH_SECRET_KEY_FILE',
    plain,
    'A file that holds what VOUCH_SECRET_KEY would, instead of it: with commas or one key a line. Nobody else may read it (chmod 600; its group may). Read at start.',
  ),
  digestKey: optional(
    'VOUCH_DIGEST_KEY',
    singleKey,
    'Makes the digests by which a voucher is recognised again: 32 bytes in base64, never to change. Hardly ever needed: the store knows the key that it began with (the last one of VOUCH_SECRET_KEY then), finds it wherever it stands, and keeps what is derived from it for every key that it was ever opened with.',
  ),
  simulatorsUrl: optional(
    'VOUCH_SIMULATORS_URL',
    httpUrl,
    'Control address of simulators that run in a process of their own (`vouch simulators`). Where absent, the server starts its own. Needed when several instances share a store.',
  ),
  askAfter: given(
    'VOUCH_ASK_AFTER',
    '5s,15s,1m,5m,15m,1h,6h,24h',
    durations,
    'When a provider went quiet: the waits before Vouch asks it what became of the request. The last one repeats.',
  ),
  giveUpAfter: given(
    'VOUCH_GIVE_UP_AFTER',
    '7d',
    duration,
    'How long Vouch goes on asking before it opens a review for a person. The redemption stays in doubt.',
  ),
  reservationFor: given('VOUCH_RESERVATION_FOR', '15m', duration, 'How long a reservation holds a voucher.'),
  draftFor: given(
    'VOUCH_DRAFT_FOR',
    '1h',
    duration,
    'How long a draft of a publishable key waits to be reserved before it lapses. Drafts of secret keys wait 30 days.',
  ),
  grace: given(
    'VOUCH_GRACE',
    '2s',
    durationUpTo('1h'),
    'Added to a provider’s own timeout before an unanswered request counts as doubt: time to write the answer down.',
  ),
  rateLimit: given(
    'VOUCH_RATE_LIMIT',
    '6000',
    integer(0, 10_000_000),
    'Requests a minute for each key, in each process. Of a publishable key: from each address, and ten times as many from all together. 0 switches the limit off.',
  ),
  pinAttempts: given(
    'VOUCH_PIN_ATTEMPTS',
    '100',
    integer(0, 1_000_000),
    'Refused PINs in 15 minutes for each key, each terminal and each address, in each process, and ten times as many for a publishable key from all addresses together. Numbers that a person, a terminal or a publishable key writes in texts and that end like a PIN count as well, for a person by himself. 0 switches the limit off. PINs have 12 digits or more, so that a hundred guesses lead nowhere, while a busy till server under one key still gets its typing errors through. Ten PINs under way weigh as much as one refused PIN.',
  ),
  draftLimit: given(
    'VOUCH_DRAFT_LIMIT',
    '300',
    integer(0, 1_000_000),
    'Redemptions without capture (drafts and reservations) that a publishable key may make in an hour from one address, in each process; ten times as many from all addresses together. As many in a minute that could not be sent. 0 switches the limit off.',
  ),
  approvalAbove: optional(
    'VOUCH_APPROVAL_ABOVE',
    centsOrOff,
    'Cents of one redemption that a person at the console may give back alone; more takes a second person, and so does a verdict over more. 0: always. off: never. Where absent, 50000 in live mode and off in test mode. API keys are not bound by it.',
  ),
  approvalAbovePerDay: optional(
    'VOUCH_APPROVAL_ABOVE_PER_DAY',
    centsOrOff,
    'The same of one person in 24 hours, over all redemptions: small amounts add up. Where absent, 200000 in live mode and off in test mode.',
  ),
  trustProxy: optional(
    'VOUCH_TRUST_PROXY',
    addresses,
    'Addresses of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, or networks such as 10.0.0.0/8, separated by commas; `loopback` is this machine. Where absent, the socket’s address counts.',
  ),
  corsOrigins: optional(
    'VOUCH_CORS_ORIGINS',
    origins,
    'Origins of web pages (https://till.example.com), separated by commas, that may call the API from a browser with a publishable key. Where absent, none may.',
  ),
  auditFor: given(
    'VOUCH_AUDIT_FOR',
    '400d',
    durationFrom('30d'),
    'How long entries of the audit log are kept: who signed in, who was refused, what was changed. No less than 30d.',
  ),
  webhooksPublicOnly: given(
    'VOUCH_WEBHOOKS_PUBLIC_ONLY',
    'false',
    flag,
    'Test mode too posts webhooks only to public https addresses. Live mode always does.',
  ),
  resolver: given(
    'VOUCH_RESOLVER',
    'on',
    flag,
    'Whether this process resolves doubt and lets reservations lapse. At least one process of an installation must.',
  ),
  resolverEvery: given(
    'VOUCH_RESOLVER_EVERY',
    '1s',
    durationUpTo('1d'),
    'How often the resolver looks for due redemptions.',
  ),
  resolverConcurrency: given(
    'VOUCH_RESOLVER_CONCURRENCY',
    '8',
    integer(1, 256),
    'Redemptions that the resolver works on at once.',
  ),
  providerConcurrency: given(
    'VOUCH_PROVIDER_CONCURRENCY',
    '1000',
    integer(1, 10_000),
    'Calls under way at once for each provider, mode and operation. One account alone has half of them at most, several less. Past it, nothing is started and callers get 503 overloaded.',
  ),
  breakAfter: given(
    'VOUCH_BREAK_AFTER',
    '20',
    integer(1, 10_000),
    'Calls without an answer in a row after which a provider is left alone for a while: by the account whose calls they were, and in live mode by all where they are of several.',
  ),
  metricsPort: optional(
    'VOUCH_METRICS_PORT',
    integer(0, 65535),
    'Serves Prometheus metrics at /metrics on a port of their own, on HOST; the token is needed where that is not of this machine alone. Where neither this nor the token is set there are no metrics.',
  ),
  metricsToken: optional(
    'VOUCH_METRICS_TOKEN',
    secretText,
    'Bearer token (at least 16 characters) that readers of /metrics must send. Without VOUCH_METRICS_PORT the metrics are on the main port.',
  ),
  breakFor: given('VOUCH_BREAK_FOR', '5s', duration, 'How long a provider is left alone before one call tries again.'),
} as const;

export type Variables = typeof VARIABLES;
/** The parsed values. Without a fallback: null where not set. */
export type Values = {
  readonly [K in keyof Variables]: Variables[K] extends { fallback: string }
    ? ReturnType<Variables[K]['parse']>
    : ReturnType<Variables[K]['parse']> | null;
};
