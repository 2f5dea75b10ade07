// `vouch reconcile`: a provider's settlement file against our books. Exits 0 without a difference, 1 with any, 2 where it
// could not compare. Owns its flags and its store; the comparison is src/reconcile.
import { type Command, InvalidArgumentError, Option } from 'commander';
import { PROVIDERS } from '../../adapters';
import { ConfigFaults, readConfig, type Config } from '../config';
import type { FactEngine } from '../core/engine';
import { ProcessTurnstile } from '../core/turnstile';
import { DAY_MS, parseDate, parseOffset } from '../reconcile/cells';
import { UnusableStatement } from '../reconcile/fault';
import { reconcile, type ReconcileOptions } from '../reconcile/reconcile';
import { writeJson, writeText } from '../reconcile/report';
import { Sheet } from '../reconcile/sheet';
import { SystemClock } from '../store/clock';
import { ObjectIds } from '../store/ids';
import { openStore } from '../store/open';

const SAME = 0;
const DIFFERENT = 1;
const UNUSABLE = 2;

/** A voucher is held for minutes, but a draft may be captured days after it was made. */
const LOOK_BACK_DAYS = 7;
/** More differences than this in one run are one mistake (the wrong file, the wrong mode), not that many. */
const MOST_REVIEWS = 1000;

interface Flags {
  readonly provider: string;
  readonly statement: string;
  readonly from?: string;
  readonly to?: string;
  readonly mode: 'live' | 'test';
  readonly utcOffset: number;
  readonly lookBackDays: number;
  readonly mostReviews: number;
  readonly accountLess: boolean;
  readonly json: boolean;
}

export function registerReconcile(program: Command): void {
  const command = program
    .command('reconcile')
    .description("compare a provider's settlement file with our books and open a review for every difference")
    .addOption(
      new Option('--provider <name>', 'whose statement it is')
        .choices(PROVIDERS.map(({ provider }) => provider))
        .makeOptionMandatory(),
    )
    .requiredOption('--statement <file>', 'semicolon CSV with a header')
    .option('--from <time>', 'a day or an RFC 3339 time; the day of the oldest line where absent')
    .option('--to <time>', 'a day (included) or an RFC 3339 time (excluded); the day of the newest line where absent')
    .addOption(new Option('--mode <mode>', 'which books').choices(['live', 'test']).default('live'))
    .option('--utc-offset <offset>', 'zone of days, and of dates without a zone, such as +02:00', readOffset, 0)
    .option(
      '--look-back-days <n>',
      'how old a redemption may be that was paid in the period',
      readCount,
      LOOK_BACK_DAYS,
    )
    .option('--most-reviews <n>', 'reviews opened in one run', readCount, MOST_REVIEWS)
    .option(
      '--account-less',
      'leave lines that nothing here knows without an account: report them, open no review',
      false,
    )
    .option('--json', 'one JSON document on standard output, with every list in full', false)
    .action(async (flags: Flags) => {
      process.exitCode = await run(flags);
    });
  // Its exit code 1 has a meaning of its own, so a mistyped flag must not use it.
  command.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : UNUSABLE));
}

async function run(flags: Flags): Promise<number> {
  try {
    return await compareWithStore(flags, readConfig(process.env));
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return UNUSABLE;
  }
}

async function compareWithStore(flags: Flags, config: Config): Promise<number> {
  const options = optionsOf(flags);
  const clock = new SystemClock();
  const store = openStore(config.databaseUrl, {
    live: options.livemode,
    warn: (message) => process.stderr.write(`${message}\n`),
  });
  const ids = new ObjectIds(clock);
  const engine: FactEngine = { store, clock, ids, turnstile: new ProcessTurnstile(), schedule: config.schedule };
  const sheet = new Sheet();
  try {
    await store.open();
    const done = await reconcile(engine, sheet, options);
    const { type, livemode, file } = options;
    const head = { provider: flags.provider, type, livemode, file };
    await (flags.json ? writeJson : writeText)(process.stdout, head, done, sheet);
    return done.differences > 0 ? DIFFERENT : SAME;
  } finally {
    sheet.close();
    await store.close();
  }
}

function optionsOf(flags: Flags): ReconcileOptions {
  const definition = PROVIDERS.find(({ provider }) => provider === flags.provider);
  if (!definition) throw new Error(`There is no provider ${flags.provider}`);
  return {
    file: flags.statement,
    type: definition.type,
    livemode: flags.mode === 'live',
    fromAt: readBound('--from', flags.from, flags.utcOffset, 0),
    toAt: readBound('--to', flags.to, flags.utcOffset, DAY_MS),
    offsetMs: flags.utcOffset,
    lookBackMs: flags.lookBackDays * DAY_MS,
    accountLess: flags.accountLess,
    mostReviews: flags.mostReviews,
  };
}

/** `wholeDayMs` is added to a day without a time: `--to` includes its day. */
function readBound(name: string, text: string | undefined, offsetMs: number, wholeDayMs: number): number | undefined {
  if (text === undefined) return undefined;
  const date = parseDate(text, offsetMs);
  if (!date) throw new Error(`${name} must be a day such as 2026-11-20 or a time such as 2026-11-20T14:00:00Z`);
  return date.at + (date.wholeDay ? wholeDayMs : 0);
}

function readOffset(text: string): number {
  const offset = parseOffset(text);
  if (offset === null) throw new InvalidArgumentError('It must be such as +02:00.');
  return offset;
}

function readCount(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function explain(error: unknown): string {
  if (error instanceof UnusableStatement || error instanceof ConfigFaults) return error.message;
  return `Nothing certain was compared: ${error instanceof Error ? error.message : 'it failed'}`;
}
