// `vouch reconcile`: a provider's settlement file against our books. Exits 0 without a difference, 1 with any, 2 where it
// could not compare. Owns its flags and its store; the comparison is src/reconcile.
import { type Command, InvalidArgumentError, Option } from 'commander';
import { PROVIDERS } from '../../../adapters';
import type { FactServices } from '../../core/use-cases/services';
import { DEFAULT_SCHEDULE } from '../../core/redemption/schedule';
import { ProcessKeyedLock } from '../../system/keyed-lock';
import { DAY_MS } from '../../core/values/time';
import { parseDate, parseOffset } from '../../reconcile/cells';
import { UnusableStatement } from '../../reconcile/fault';
import { reconcile, type ReconcileOptions } from '../../reconcile/reconcile';
import { writeJson, writeText } from '../../reconcile/report';
import { Sheet } from '../../reconcile/sheet';
import { withStore, type Opened } from '../with-store';

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
  readonly holds?: 'all' | 'redemptions' | 'refunds';
  readonly made?: string;
  readonly covers?: readonly string[];
  readonly json: boolean;
}

/** Sets the exit codes that the header of this file names. */
export function registerReconcile(program: Command): void {
  program
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
    .addOption(
      new Option('--holds <what>', 'what the file is about; redemptions alone where no line says of which type it is')
        .choices(['all', 'redemptions', 'refunds'])
        .default(undefined, 'all of it'),
    )
    .option('--made <time>', 'when the provider made the file; the time of its newest line where absent')
    .option(
      '--covers <from-until...>',
      'two times, between which the provider says that the file holds everything; those of its oldest and its newest line where absent',
    )
    .option('--json', 'one JSON document on standard output, with every list in full', false)
    .action(async (flags: Flags) => {
      process.exitCode = await run(flags);
    });
}

async function run(flags: Flags): Promise<number> {
  let exitCode = UNUSABLE;
  try {
    const options = optionsOf(flags);
    await withStore(async (opened) => {
      exitCode = await compareWith(opened, flags, options);
    });
    return exitCode;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return UNUSABLE;
  }
}

async function compareWith({ store, clock, ids }: Opened, flags: Flags, options: ReconcileOptions): Promise<number> {
  // Opening a review asks no provider and waits for nothing: the schedule is only there because facts carry one.
  const services: FactServices = { store, clock, ids, lock: new ProcessKeyedLock(), schedule: DEFAULT_SCHEDULE };
  const sheet = new Sheet();
  try {
    const done = await reconcile(services, sheet, options);
    const { type, livemode, file } = options;
    const head = { provider: flags.provider, type, livemode, file };
    await (flags.json ? writeJson : writeText)(process.stdout, head, done, sheet);
    return done.differences > 0 ? DIFFERENT : SAME;
  } finally {
    sheet.close();
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
    holds: flags.holds,
    madeAt: readBound('--made', flags.made, flags.utcOffset, 0),
    covers: readCovers(flags),
  };
}

function readCovers({ covers, utcOffset }: Flags): ReconcileOptions['covers'] {
  if (covers === undefined) return undefined;
  const [fromAt, toAt] = [0, DAY_MS].map((wholeDayMs, nth) =>
    readBound('--covers', covers[nth], utcOffset, wholeDayMs),
  );
  if (fromAt === undefined || toAt === undefined || covers.length !== 2 || fromAt >= toAt)
    throw new Error('--covers must be two times: from when the file holds everything, and until when');
  return { fromAt, toAt };
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
  if (error instanceof UnusableStatement) return error.message;
  return `vouch: not compared, or not to the end: ${error instanceof Error ? error.message : 'it failed'}`;
}
