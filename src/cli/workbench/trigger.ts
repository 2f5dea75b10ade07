// `vouch trigger`: lets something happen on a test server, by the calls that a merchant would make.
import { Argument, Option, type Command } from 'commander';
import { PROVIDERS } from '../../../adapters';
import { SCENARIOS } from '../../../adapters/kit/simulator/books';
import { cents } from '../arguments';
import { CommandFailure, reporting } from '../failure';
import { ApiClient, reaching, whereOf, type Where } from './api-client';

interface Flags {
  readonly url?: string;
  readonly key?: string;
  readonly type: string;
  readonly amount: number;
  readonly json: boolean;
}

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly outcome?: string;
  readonly last_error?: { readonly code: string } | null;
}

/** How an event is brought about: the voucher that is redeemed, and what else is done. */
interface Story {
  readonly scenario: string;
  readonly more?: object;
  readonly then?: 'reverse';
}

/** Events that can be brought about within seconds. */
const STORIES: Readonly<Record<string, Story>> = {
  'redemption.created': { scenario: 'ok', more: { capture_method: 'manual', confirm: false } },
  'redemption.reserved': { scenario: 'ok', more: { capture_method: 'manual' } },
  'redemption.confirmed': { scenario: 'ok' },
  'redemption.failed': { scenario: 'used' },
  'redemption.checking': { scenario: 'drop_after_taking' },
  'redemption.reversed': { scenario: 'ok', then: 'reverse' },
};
const TEST_EVENT = 'webhook_endpoint.test';

/** See `trigger`. */
export function registerTrigger(program: Command): void {
  const what = [...Object.keys(STORIES), TEST_EVENT, ...SCENARIOS];
  const command = reaching(program.command('trigger'))
    .description('Let an event happen on a test server, or redeem a test voucher that plays a scenario')
    .addArgument(new Argument('<what>', 'an event, or a scenario of docs/test-vouchers.md').choices(what))
    .addOption(
      new Option('--type <type>', 'which voucher')
        .choices(PROVIDERS.map(({ type }) => type))
        .default('vouchers.one_voucher'),
    )
    .option('--amount <cents>', 'what it is worth', cents, 1900)
    .option('--json', 'print each answer whole', false);
  command.action((name: string, flags: Flags) => trigger(whereOf(command, flags), name, flags));
}

const trigger = reporting(async (where: Where, name: string, flags: Flags) => {
  const api = new ApiClient(where, ({ answer, path }) => {
    if (flags.json && !path.startsWith('/v1/test_helpers')) print(JSON.stringify(answer, null, 2));
  });
  await api.arrive();
  if (name === TEST_EVENT) return testEndpoints(api);
  const { scenario, more = {}, then } = STORIES[name] ?? { scenario: name };
  const { type, source } = await api.call<{ type: string; source: object }>('POST', '/v1/test_helpers/vouchers', {
    type: flags.type,
    amount: flags.amount,
    scenario,
  });
  const redemption = await api.call<Shown>('POST', '/v1/redemptions', { type, source, ...more });
  if (!flags.json) print(inWords(redemption));
  if (then !== 'reverse') return;
  const path = `/v1/redemptions/${redemption.id}/reverse`;
  const reversal = await api.call<Shown>('POST', path, { reason: 'vouch trigger', idempotency_key: redemption.id });
  if (!flags.json) print(`${reversal.id}  ${reversal.status}`);
});

/** To every endpoint that takes events: those that are disabled get none. */
async function testEndpoints(api: ApiClient): Promise<void> {
  const { data } = await api.call<{ data: readonly { id: string; disabled: boolean; url: string }[] }>(
    'GET',
    '/v1/webhook_endpoints?limit=100',
  );
  const enabled = data.filter(({ disabled }) => !disabled);
  if (enabled.length === 0) throw new CommandFailure('there is no endpoint to test: `vouch listen` makes one');
  for (const { id, url } of enabled) {
    await api.call('POST', `/v1/webhook_endpoints/${id}/test`);
    print(`${id}  ${url}`);
  }
}

function inWords({ id, status, outcome = '', last_error: error }: Shown): string {
  return [id, outcome, status, ...(error ? [error.code] : [])].join('  ');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
