// Where the secrets of the first boot go: to a person at a terminal, or into a file for its user's eyes alone. Never into a pipe,
// where they would stand between log lines and be kept with them.
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { FIXED_PIN } from '../../adapters/kit/simulator/books';
import type { FirstBoot, FirstBootKeeper } from '../auth/bootstrap';
import { DEMO_SALE_CENTS, type DemoTill } from '../auth/demo-till';
import { pairingAddress } from '../core/terminals/till-address';
import { CommandFailure } from './failure';

const FILE = 'first-boot.txt';

/** What of a process matters here. */
export type Outputs = Readonly<Record<'stdout' | 'stderr', { readonly isTTY?: boolean; write(text: string): unknown }>>;

/** Where secrets go, and how people are told of it afterwards. */
export interface FirstBootPlace extends FirstBootKeeper {
  /** Shows them at the terminal, or says in which file they are. `url`: where the server listens; `till`: where its till is. */
  tell(made: FirstBoot, url: string, till: string): void;
}

/** Decided by what this process writes to: standard output, else standard error, else a file in `dataDir`. */
export function firstBootPlace(dataDir: string, outputs: Outputs = process): FirstBootPlace {
  const terminal = [outputs.stdout, outputs.stderr].find(({ isTTY }) => isTTY === true);
  if (!terminal) return fileIn(dataDir, outputs);
  return {
    keep: () => () => undefined,
    tell: (made, url, till) => {
      const demo = made.demo ? demoAt(till, made.demo) : [];
      terminal.write(`${[...shown(made), ...curl(url, made.secretKey), ...demo].join('\n')}\n`);
    },
  };
}

function fileIn(dataDir: string, outputs: Outputs): FirstBootPlace {
  const path = join(dataDir, FILE);
  const here = relative(process.cwd(), path);
  const name = here.startsWith('..') ? path : here;
  return {
    keep: (made) => {
      try {
        return append(path, dataDir, `${written(made).join('\n')}\n`);
      } catch (error) {
        const { code = 'unknown error' } = error as NodeJS.ErrnoException;
        throw new CommandFailure(
          `the first keys cannot be written to ${path} (${code}), so none were made: start Vouch once in a terminal, or make ` +
            'the first account with `vouch keys create`',
        );
      }
    },
    tell: (made, url, till) => {
      const key = `"$(grep -o 'sk_test_[0-9A-Za-z]*' '${name}' | tail -n 1)"`;
      const where = `First boot: the first keys and the console password are in ${name}, for this user alone. Move them, and delete it.`;
      const demo = made.demo
        ? [
            `Or try the till, at ${till}: its pairing code, for ten minutes, and vouchers for it are in ${name} too.`,
            `After that: ${pairCommand(till)}`,
            '',
          ]
        : [];
      outputs.stdout.write(`${['', where, ...curl(url, key), ...demo].join('\n')}\n`);
    },
  };
}

/** Durable once it returns. What it returns takes the text away again. Behind what stands there: it may be of another store. */
function append(path: string, folder: string, text: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = openSync(path, 'a', 0o600);
  try {
    fchmodSync(file, 0o600);
    writeSync(file, text);
    fsyncSync(file);
    return () => {
      takeBack(path, text);
    };
  } finally {
    closeSync(file);
  }
}

/**
 * Other boots of the same moment write to this file too, and one of them has made the account: only the bytes of this one go.
 * Those in the middle are blanked where they stand, since whoever rewrites a file can lose what is added meanwhile.
 */
function takeBack(path: string, text: string): void {
  const there = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const at = there.indexOf(text);
  if (at === -1) return;
  const own = Buffer.byteLength(text);
  there.fill('\n', at, at + own);
  if (there.toString().trim() === '') {
    unlinkSync(path);
    return;
  }
  const file = openSync(path, 'r+');
  if (at + own === there.length) ftruncateSync(file, at);
  else writeSync(file, there, at, own, at);
  closeSync(file);
}

function secrets({ secretKey, publishableKey, user }: FirstBoot): string[] {
  return [
    `  secret test key       ${secretKey}`,
    `  publishable test key  ${publishableKey}`,
    `  console user          ${user.email}`,
    `  console password      ${user.password}`,
  ];
}

const CONSOLE =
  'The console user is an admin, who signs in at /console of this server. The password opens nothing but the choice of an own one, and an authenticator is asked for besides.';

function shown(made: FirstBoot): string[] {
  const { name } = made.account;
  return [
    '',
    `First boot: made the account "${name}". These are shown once, so keep them:`,
    '',
    ...secrets(made),
    '',
    CONSOLE,
  ];
}

function written(made: FirstBoot): string[] {
  const { name, createdAt } = made.account;
  const when = new Date(createdAt).toISOString();
  return [
    `Vouch, first boot at ${when}, account "${name}". Nothing else holds these:`,
    '',
    ...secrets(made),
    '',
    CONSOLE,
    ...(made.demo
      ? [
          '',
          // Where the server will listen is not known yet: the file is whole before anything can be asked of it.
          `The till is at /till of the server. Its pairing code, for ten minutes: ${made.demo.code}`,
          `After that: ${PAIR}, with --url and the address of the server where it does not listen on port 3000.`,
          ...vouchers(made.demo),
        ]
      : []),
    '',
  ];
}

const PAIR = 'npm run vouch -- terminals pair TILL1';
const PAGE = '/till';
/** What `terminals pair` takes for the address of a server that it is not told of. */
const USUAL = 'http://127.0.0.1:3000';

/** With the address, wherever the command could not know it: a port of the server's own command line is none of this one's. */
function pairCommand(till: string): string {
  const base = till.slice(0, -PAGE.length);
  return base === USUAL ? PAIR : `${PAIR} --url ${base}`;
}

const ANSWERS = {
  paid: 'pays it all',
  partly_paid: 'is worth less: pays a part, and the rest is still to pay',
  not_paid: 'was used before: refused',
} as const;

/** At the address the code is filled in already. */
function demoAt(till: string, demo: DemoTill): string[] {
  return [
    'Or try the till. Open this in a browser on this machine:',
    '',
    `  ${pairingAddress(till, demo.code)}`,
    '',
    `Its pairing code, for ten minutes: ${demo.code}`,
    `After that: ${pairCommand(till)}`,
    ...vouchers(demo),
    '',
  ];
}

function vouchers(demo: DemoTill): string[] {
  if (demo.vouchers.length === 0) return [];
  const rows = demo.vouchers.map(
    ({ pin, amountCents, answer }) => `  ${pin}  ${rand(amountCents)}  ${ANSWERS[answer]}`,
  );
  return ['', `Sell something for ${rand(DEMO_SALE_CENTS)} there, with each of these 1Vouchers:`, '', ...rows];
}

function rand(cents: number): string {
  return `R${(cents / 100).toFixed(2)}`;
}

function curl(url: string, key: string): string[] {
  // A key is put between single quotes; what a shell has to carry out cannot be.
  const header = key.startsWith('"') ? `"Authorization: Bearer ${key.slice(1)}` : `'Authorization: Bearer ${key}'`;
  return [
    '',
    'Try it. This test voucher is worth R19.00:',
    '',
    `  curl ${url}/v1/redemptions \\`,
    `    -H ${header} \\`,
    `    -H 'Content-Type: application/json' \\`,
    `    -H 'Idempotency-Key: first-try' \\`,
    `    -d '{"type":"vouchers.one_voucher","source":{"pin":"${FIXED_PIN}"},"amount":1500,"currency":"ZAR"}'`,
    '',
  ];
}
