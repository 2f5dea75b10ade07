// `vouch demo`: a readable tour of what happens to the money, against a running server or one started for the occasion.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Option, type Command } from 'commander';
import { PROVIDERS } from '../../../adapters';
import { makeKey } from '../../auth/bootstrap';
import { tillAddress } from '../../core/terminals/till-address';
import { readConfig } from '../../config';
import { SystemClock } from '../../system/clock';
import { RandomIds } from '../../system/ids';
import { url } from '../arguments';
import { CommandFailure, EXIT_FAILED, EXIT_USAGE, reporting } from '../failure';
import { firstBootPlace } from '../first-boot';
import { giveTour, STORY_NAMES, type StoryName, type TourOptions } from '../workbench/tour';

interface DemoOptions {
  readonly url?: string;
  readonly key?: string;
  readonly story?: StoryName;
  readonly type?: string;
  readonly http?: boolean;
}

interface Venue {
  readonly url: string;
  readonly key: string;
  readonly where: string;
  close(): Promise<void>;
}

/** What is shown around: resolves with the differences found. */
type Tour = (options: TourOptions) => Promise<string[]>;

/** See `touring`. */
export function registerDemo(program: Command): void {
  const command = program
    .command('demo')
    .description('show what happens to the money: five stories for each voucher type, checked step by step')
    .addOption(new Option('--story <name>', 'this story alone').choices(STORY_NAMES))
    .addOption(new Option('--type <type>', 'this type of voucher alone').choices(PROVIDERS.map(({ type }) => type)))
    .option('--http', 'show each call and its answer');
  touring(command, giveTour, 'Every cent is where it should be.');
}

/**
 * A command that gives a tour of a server, of one started for it where none is named. Exits 0 where all is where it should be
 * (`well` says so), 1 where anything differs, 2 for wrong arguments.
 */
export function touring(command: Command, give: Tour, well: string): void {
  command
    .option(
      '--url <url>',
      'a running server; without it, one is started for the tour on the store of DATABASE_URL',
      url,
    )
    .option('--key <key>', 'a secret test key (sk_test_…) of the running server; VOUCH_KEY does as well')
    .addHelpText(
      'after',
      '\nWithout --url and without DATABASE_URL the tour uses a store of its own, and removes it afterwards.',
    )
    .action(async (options: DemoOptions) => {
      const key = options.key ?? process.env['VOUCH_KEY'];
      if (options.url !== undefined && !key?.startsWith('sk_test_')) {
        const what =
          key === undefined ? '--url needs --key (or VOUCH_KEY)' : '--key (or VOUCH_KEY) is of the wrong kind';
        command.error(`error: ${what}: a secret test key of that server, sk_test_…`, { exitCode: EXIT_USAGE });
      }
      await showAround(options, key ?? '', give, well);
    });
}

const showAround = reporting(async (options: DemoOptions, key: string, give: Tour, well: string) => {
  const { url } = options;
  const venue = url === undefined ? await ownVenue() : { url, key, where: url, close: () => Promise.resolve() };
  process.exitCode = await tour(venue, options, give, well);
});

async function tour(
  venue: Venue,
  { story, type, http = false }: DemoOptions,
  give: Tour,
  well: string,
): Promise<number> {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  try {
    const differences = await give({ ...venue, print, story, type, http, between: nextStory });
    if (differences.length === 0) {
      print(`\n${well}`);
      return 0;
    }
    print(`\nWhat differs from what should be (${String(differences.length)}):`);
    for (const difference of differences) print(`  ${difference}`);
    return EXIT_FAILED;
  } finally {
    await venue.close();
  }
}

/** A person reads one story before the next begins. Nobody else is asked. */
async function nextStory(): Promise<void> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return;
  const asked = createInterface({ input: process.stdin, output: process.stdout });
  try {
    await asked.question('  … Enter for the next story ');
  } finally {
    asked.close();
  }
}

/** A server on a free port. Asks again quickly, so that the stories about lost replies do not take long. */
async function ownVenue(): Promise<Venue> {
  const given = process.env['DATABASE_URL'];
  const directory = given === undefined ? await mkdtemp(join(tmpdir(), 'vouch-demo-')) : undefined;
  const config = readConfig({
    VOUCH_ASK_AFTER: '500ms,1s,5s',
    // Enough for a tour that is seen once; a store with redemptions of value has its key set.
    ...(given?.startsWith('mongodb') && !process.env['VOUCH_SECRET_KEY_FILE']
      ? { VOUCH_SECRET_KEY: randomBytes(32).toString('base64') }
      : {}),
    ...process.env,
    ...(directory === undefined ? {} : { DATABASE_URL: `sqlite:${join(directory, 'vouch.db')}` }),
    PORT: '0',
    LOG_LEVEL: 'silent',
    VOUCH_PIN_ATTEMPTS: '0',
  });
  // Only now, as below: no other command should wait for the whole service to load.
  const { startServer } = await import('../../server/start');
  // A store of the tour's own goes with its keys; in any other one this may be the first boot.
  const firstBoot = firstBootPlace(config.dataDir);
  const server = await startServer(config, directory === undefined ? { firstBoot } : {}).catch(pointToUrl);
  const close = async () => {
    await server.close();
    if (directory !== undefined) await rm(directory, { recursive: true, force: true });
  };
  try {
    if (server.firstBoot && directory === undefined)
      firstBoot.tell(server.firstBoot, server.url, tillAddress(server.url, null));
    const key = await demoKey(config.databaseUrl);
    const store = config.databaseUrl.startsWith('mongodb') ? 'MongoDB' : 'the embedded store';
    return { url: server.url, key, where: `a server started for it, on ${store}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A store that is being served can be toured all the same. */
async function pointToUrl(error: unknown): Promise<never> {
  const { ServedElsewhere } = await import('../../store/open');
  if (!(error instanceof ServedElsewhere)) throw error;
  throw new CommandFailure(
    `${error.path} is served by another process already: stop that one first, or tour it as it runs: ` +
      'vouch demo --url http://… --key sk_test_…',
  );
}

/** A key of an account of its own, so that the tour's redemptions stand apart from those of other accounts. */
async function demoKey(databaseUrl: string): Promise<string> {
  const clock = new SystemClock();
  const ids = new RandomIds(clock);
  const { openStore } = await import('../../store/open');
  const store = await openStore(databaseUrl);
  try {
    const account = await store.accounts.ensureAccount({ id: ids.next('acc'), name: 'demo', createdAt: clock.now() });
    const { key, text } = makeKey(account, 'test', 'secret', ids, clock);
    await store.accounts.insertKey(key);
    return text;
  } finally {
    await store.close();
  }
}
