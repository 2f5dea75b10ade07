// Lays `.env` of the current folder under the environment, before a command runs. What is set in the environment wins.
// Says nothing of what a line holds: it may be a secret.
import { lstatSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { CommandFailure } from './failure';

const FILE = '.env';
const SETTING = /^\s*(?:export\s+)?[A-Za-z_]\w*\s*=[^\S\n]*(.*)$/;
const NOTHING = /^\s*(?:#.*)?$/;
/** As many lines are named. A file of another kind would have a fault in each of them. */
const MOST_NAMED = 5;

/** Nothing where there is no such file. Throws `CommandFailure` where there is one that cannot be read, or not to its end. */
export function loadEnvFile(): void {
  const path = resolve(FILE);
  const text = textOf(path);
  if (text === null) return;
  const faults = linesAtFault(text);
  if (faults.length > 0) {
    const named = faults.slice(0, MOST_NAMED).join(', ') + (faults.length > MOST_NAMED ? ' …' : '');
    const which = faults.length === 1 ? `line ${named} is` : `lines ${named} are`;
    throw new CommandFailure(`${path}: ${which} no setting: it must be NAME=value, a comment after #, or blank`);
  }
  for (const [name, value] of Object.entries(parseEnv(text))) process.env[name] ??= value;
}

/** Null where there is no file. */
function textOf(path: string): string | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return null;
    throw new CommandFailure(`${path} cannot be read: it must be a file of settings that this user may read`);
  }
  try {
    // What begins the file of some editors goes with it: it would be a part of the first name.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text.replace(/\r\n?/g, '\n');
  } catch {
    // Said below.
  }
  throw new CommandFailure(`${path} is not UTF-8 text (Windows editors may write UTF-16): save it as UTF-8`);
}

/** The numbers of the lines that would set nothing, or something under another name than is written there. */
function linesAtFault(text: string): number[] {
  const lines = text.split('\n');
  const faults: number[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (NOTHING.test(line)) continue;
    const value = SETTING.exec(line)?.[1];
    if (value === undefined) faults.push(index + 1);
    else index += linesWithin(value, lines.slice(index + 1));
  }
  return faults;
}

/** How many of the lines after it a value in quotes goes on over. A quote that nothing closes is a character like any other. */
function linesWithin(value: string, after: readonly string[]): number {
  const quote = /^["'`]/.exec(value)?.[0];
  if (quote === undefined || value.includes(quote, 1)) return 0;
  return after.findIndex((line) => line.includes(quote)) + 1;
}
