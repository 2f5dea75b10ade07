// docs/limits.md says what the code says: each number in its table is held to the constant that it stands for.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VOUCHERS_KEPT } from '../../adapters/kit/simulator/books';
import { MOST_BODY_BYTES, MOST_OF_SENDER, MOST_OF_VISITOR, MOST_OF_VISITORS } from '../../src/api/input/body-room';
import { MOST_CHANGES } from '../../src/api/limits/change-limit';
import { ADDRESSES_PER_KEY } from '../../src/api/limits/subjects';
import { MOST_WRONG_CODES, MOST_WRONG_CODES_OF_SITE, WRONG_CODES_AT_ONCE } from '../../src/api/limits/pairing-limit';
import { PAIRING_MS } from '../../src/core/terminals/terminal';
import { MOST_KEYS, MOST_USERS } from '../../src/core/accounts/account';
import { SESSION_HOURS, SESSION_IDLE_MINUTES } from '../../src/core/people/settings';
import { MOST_SESSIONS } from '../../src/core/people/sign-in';
import { readConfig } from '../../src/config';
import { MOST_FREE_A_DAY, MOST_REVEALS_A_DAY } from '../../src/core/accounts/allowance';
import { PROPOSAL_LAPSES_MS } from '../../src/core/redemption/people/proposal';
import * as bounds from '../../src/core/redemption/bounds/bounds';
import { UNSENT_KEPT_MS } from '../../src/core/redemption/bounds/unsent';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/core/values/time';
import { MOST_KEPT } from '../../src/core/reconciliations/run';
import { RUNS_KEPT_MS } from '../../src/core/reconciliations/store';
import { IDEMPOTENCY_KEPT_MS } from '../../src/core/stored-answers';
import { EVENT_KEPT_MS } from '../../src/core/webhooks/delivery';
import { COLLECTIONS } from '../../src/store/mongo/schema/collections';
import { KEPT_MS, MOST_OF_ACCOUNT, MOST_UPLOADS } from '../../src/reconcile/uploads/upload-places';
import { MOST_HELD, MOST_HELD_OF_ONE } from '../../src/reconcile/uploads/upload-space';
import { LEAST_PACE, MOST_BYTES } from '../../src/api/reconciliations/upload-stream';
import { HTTP_TIMES, MOST_UNREAD_BYTES } from '../../src/server/connections';
import { AT_ONCE, MOST_WAITING } from '../../src/server/pipelining';
import { PROBLEMS } from '../../src/api/problems/problem-table';

const PAGE = readFileSync(join(__dirname, '../../docs/limits.md'), 'utf8');
const config = readConfig({});
const number = (value: number) => value.toLocaleString('en-US');
const days = (ms: number) => `${number(ms / DAY_MS)} days`;

/** The row that begins so. */
function row(name: string): string {
  const found = PAGE.split('\n').find((line) => line.startsWith(`| ${name} |`));
  if (found === undefined) throw new Error(`docs/limits.md has no row for ${name}`);
  return found;
}

const { schedule, draftLimit, pinAttempts } = config;
const KIB = 1024;
const GIB = 1024 ** 3;
const perKey = number(draftLimit * ADDRESSES_PER_KEY);

it.each([
  ['draft', [`after ${days(schedule.draftMs)}`, `deleted ${days(UNSENT_KEPT_MS)}`]],
  [
    'draft, or reservation, of a publishable key',
    [
      `${number(draftLimit)} an hour for each key and address, ${perKey} for each key`,
      `after ${number(schedule.publishableDraftMs / HOUR_MS)} hour `,
      `after ${number(schedule.reservationMs / MINUTE_MS)} minutes`,
      `deleted ${days(UNSENT_KEPT_MS)}`,
    ],
  ],
  ['redemption that a provider refused', [`${number(pinAttempts)} refused PINs`]],
  [
    'redemption that could not be sent',
    [`${number(draftLimit)} a minute`, `${perKey} for each key`, days(UNSENT_KEPT_MS)],
  ],
  [
    'reversal',
    [
      `${number(bounds.MOST_REVERSALS)} for each`,
      `${number(bounds.MOST_LAST_REVERSALS)} more`,
      `${number(bounds.MOST_FREE_REVERSALS)} by people`,
    ],
  ],
  ['capture', [`${number(bounds.MOST_CAPTURES)} for each`]],
  [
    'proposal',
    [
      `${number(bounds.MOST_WAITING)} that wait`,
      `${number(bounds.MOST_PROPOSALS)} in all`,
      `${number(bounds.MOST_WAITING_EACH)} and ${number(bounds.MOST_PROPOSALS_EACH)} of each person`,
      `${number(PROPOSAL_LAPSES_MS / HOUR_MS)} hours`,
    ],
  ],
  [
    'verdict that waits for a second person',
    [`${number(bounds.MOST_VERDICTS_EACH)} of each person`, `${number(PROPOSAL_LAPSES_MS / HOUR_MS)} hours`],
  ],
  [
    'look at a PIN (`/reveal`)',
    [`${number(MOST_REVEALS_A_DAY)} in 24 hours`, `${number(bounds.MOST_REVEALS)} for each redemption`],
  ],
  ['what a person used of a day', [`${number(MOST_FREE_A_DAY)} reversals`]],
  ['receipt (`/acknowledge`)', [`${number(bounds.MOST_RECEIPTS)} for each`]],
  [
    'pairing code of a terminal',
    [
      `${number(MOST_WRONG_CODES)} wrong ones`,
      `${number(MOST_WRONG_CODES_OF_SITE)} from a /56`,
      `past ${number(WRONG_CODES_AT_ONCE)} in all`,
      `${number(PAIRING_MS / MINUTE_MS)} minutes`,
    ],
  ],
  ['update (PATCH)', [`${number(bounds.MOST_UPDATES)} for each`]],
  [
    'question to a provider',
    [
      `${number(bounds.MOST_QUESTIONS_EACH)} for each operation`,
      `${number(bounds.MOST_QUESTIONS)} for each redemption`,
    ],
  ],
  ['review', [`${number(bounds.MOST_DIFFERENCES)} for each redemption`]],
  ['note on a review', [`${number(bounds.MOST_NOTES)} for each review`]],
  ['change of who has a review', [`${number(bounds.MOST_ASSIGNMENTS)} for each redemption`]],
  [
    'reconciliation',
    [
      `${number(MOST_BYTES / GIB)} GiB`,
      `${number(MOST_UPLOADS)} for each process`,
      `${number(MOST_OF_ACCOUNT)} of an account in both modes together`,
      `${number(LEAST_PACE.bytes / KIB)} KiB in each ${number(LEAST_PACE.withinMs / 1000)} seconds`,
      `${number(LEAST_PACE.bytesPerSecond / KIB)} KiB a second on average`,
      days(RUNS_KEPT_MS),
    ],
  ],
  ['of one account, both modes together', [`${number(MOST_HELD_OF_ONE / GIB)} GiB`]],
  ['of all', [`${number(MOST_HELD / GIB)} GiB for each process`]],
  ['connections', [`(${number(config.maxConnections)})`]],
  ['requests that are worked on, of one connection', [`${number(AT_ONCE)} whose answers`]],
  ['requests that wait, of one connection', [`${number(MOST_WAITING)}.`]],
  ['an answer that stands still', [`${number(HTTP_TIMES.unreadMs / 1000)} seconds`]],
  [
    'answers that were not taken in, of all connections',
    [`${number(MOST_UNREAD_BYTES / KIB ** 2)} MiB for each process`],
  ],
  ['bodies above 4 KiB, of all connections', [`${number(MOST_BODY_BYTES / KIB ** 2)} MiB for each process`]],
  ['of these, those of one sender', [`${number(MOST_OF_SENDER / KIB ** 2)} MiB: all keys`]],
  [
    'of these, those of visitors and strangers',
    [`${number(MOST_OF_VISITORS / KIB ** 2)} MiB for each process`, `has ${number(MOST_OF_VISITOR / KIB ** 2)} MiB`],
  ],
  ['difference of a reconciliation', [`${number(MOST_KEPT)} are kept`, days(RUNS_KEPT_MS)]],
  ['event', [`${number(bounds.MOST_OPERATIONS_TOLD)} operations`, days(EVENT_KEPT_MS)]],
  ['webhook endpoint', ['20 for each account and mode', days(EVENT_KEPT_MS)]],
  ['webhook delivery', [days(EVENT_KEPT_MS)]],
  [
    'burnt key (`/redemptions/recover` of a key that nothing came with)',
    ['deleted after ' + days(UNSENT_KEPT_MS), days(IDEMPOTENCY_KEPT_MS)],
  ],
  ['idempotency key of a redemption', [days(IDEMPOTENCY_KEPT_MS)]],
  ['stored answer (test vouchers, webhooks, terminals, verdicts, setting up points)', [days(IDEMPOTENCY_KEPT_MS)]],
  ['test voucher', [number(VOUCHERS_KEPT)]],
  ['API key', [`${number(MOST_KEYS)} for each account`]],
  ['console user', [`${number(MOST_USERS)} for each account`]],
  [
    'session of a person',
    [
      `${number(MOST_SESSIONS)} for each user`,
      `${number(SESSION_IDLE_MINUTES.unsaid)} minutes without`,
      `${number(SESSION_HOURS.unsaid)} hours in any case`,
      `deleted after ${number(SESSION_HOURS.most)} hours`,
    ],
  ],
  ['entry of the audit log', [days(config.auditMs)]],
  ['terminal', [`${number(MOST_CHANGES)} in an hour`]],
  ['line of `data/keys.log`, beside the store', [`${number(MOST_CHANGES)} changes`]],
])('the limits of a %s are those of the code', (name, numbers) => {
  for (const text of numbers) expect(row(name)).toContain(text);
});

it('names every collection, its codes are real, and so are its sizes', () => {
  const kinds = { redemptions: 'redemption that took value', events: 'event', findings: 'finding', keys: 'API key' };
  const others = { endpoints: 'webhook endpoint', deliveries: 'webhook delivery', accounts: 'account' };
  const answers = 'stored answer (test vouchers, webhooks, terminals, verdicts, setting up points)';
  const rows: Readonly<Record<string, string>> = {
    ...kinds,
    ...others,
    users: 'console user',
    sessions: 'session of a person',
    settings: 'settings of an account',
    audit: 'entry of the audit log',
    answers,
    terminals: 'terminal',
    allowances: 'what a person used of a day',
    reconciliations: 'reconciliation',
    differences: 'difference of a reconciliation',
  };
  // Three documents of fixed names, whatever anybody does.
  const fixed = ['markers'];
  for (const name of COLLECTIONS) if (!fixed.includes(name)) row(rows[name] ?? name);
  const codes = [...PAGE.matchAll(/4\d\d `(\w+)`/g)].map(([, code]) => code ?? '');
  expect(codes.length).toBeGreaterThan(4);
  for (const code of codes) expect(PROBLEMS).toHaveProperty(code);
  expect(PAGE).toContain(`past ${number(bounds.MOST_BYTES / 1024 ** 2)} MiB of JSON`);
  expect(PAGE).toContain(`in one past ${number(bounds.MOST_BYTES_WRITTEN / 1024 ** 2)} MiB:`);
  expect(PAGE).toContain(`that began more than ${number(KEPT_MS / MINUTE_MS)} minutes ago`);
  expect(PAGE).toContain(`${number(bounds.GROWTH_BYTES / 1024)} KiB for every open operation`);
  expect(PROBLEMS.too_many_reversals.meaning).toContain(`${number(bounds.MOST_REVERSALS)} reversals`);
  expect(PROBLEMS.too_many_updates.meaning).toContain(`${number(bounds.MOST_UPDATES)} times`);
  expect(PROBLEMS.too_many_receipts.meaning).toContain(`${number(bounds.MOST_RECEIPTS)} times`);
  expect(PROBLEMS.too_many_proposals.meaning).toContain(`${number(bounds.MOST_WAITING)} proposals`);
  expect(PROBLEMS.too_many_proposals.meaning).toContain(`${number(bounds.MOST_PROPOSALS)} may be made`);
  expect(PROBLEMS.too_many_proposals.meaning).toContain(`${number(bounds.MOST_VERDICTS_EACH)} verdicts`);
  expect(PROBLEMS.too_many_reveals.meaning).toContain(`${number(MOST_REVEALS_A_DAY)} PINs`);
  expect(PROBLEMS.too_many_reveals.meaning).toContain(`${number(bounds.MOST_REVEALS)} times`);
  expect(PROBLEMS.rate_limited.meaning).toContain(`${number(MOST_CHANGES)} changes`);
  expect(PROBLEMS.too_many_captures.meaning).toContain(`${number(bounds.MOST_CAPTURES)} captures`);
});
