// The file under the simulators' books: JSON lines, appended synchronously, compacted when opened.
// Knows nothing of vouchers. A write is in the kernel when `append` returns: it outlives the process, not a power cut.
import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

/** An open file of JSON lines. */
export interface BooksLog {
  append(entry: unknown): void;
  /** Whether it has grown to several times what it was when it was last written whole: time to write it whole again. */
  isOutgrown(): boolean;
  /** Replaces the whole content in one step: a crash leaves the old file or the new one. */
  rewrite(entries: Iterable<unknown>): void;
  close(): void;
}

const READ_BYTES = 1 << 20;
const REWRITE_CHARACTERS = 1 << 20;
/** A file below this is left as it is: to write it whole holds up the process. */
const LEAST_OUTGROWN = 64 * REWRITE_CHARACTERS;
const MOST_TIMES = 3;

/**
 * Replays every entry of `file` (if it exists) into `replay`, then keeps it open for appending.
 * A last line that does not parse is what a kill in mid-write leaves: it is dropped. Damage anywhere else throws.
 * `leastOutgrown`: characters that may be appended in any case.
 */
export function openBooksLog(file: string, replay: (entry: unknown) => void, leastOutgrown = LEAST_OUTGROWN): BooksLog {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file)) replayFile(file, replay);
  // The file holds PINs, if only simulated ones, so only its owner may read it. Opened by the first rewrite or append.
  let handle: number | undefined;
  const opened = (): number => (handle ??= openSync(file, 'a', 0o600));
  const close = (): void => {
    if (handle !== undefined) closeSync(handle);
    handle = undefined;
  };
  let whole = 0;
  let added = 0;
  return {
    append: (entry) => {
      const line = `${JSON.stringify(entry)}\n`;
      writeAll(opened(), line);
      added += line.length;
    },
    isOutgrown: () => added > Math.max(leastOutgrown, MOST_TIMES * whole),
    rewrite: (entries) => {
      const fresh = openSync(`${file}.new`, 'w', 0o600);
      try {
        whole = writeEntries(fresh, entries);
        added = 0;
      } finally {
        closeSync(fresh);
      }
      close();
      renameSync(`${file}.new`, file);
    },
    close,
  };
}

function replayFile(file: string, replay: (entry: unknown) => void): void {
  let number = 0;
  let damaged: number | undefined;
  for (const line of linesOf(file)) {
    number += 1;
    // Only now is it known that the damaged line was not the last one.
    if (damaged !== undefined)
      throw new Error(`${file}: line ${damaged} is damaged; move the file away to start afresh`);
    if (line === '') continue;
    const entry = parse(line);
    if (entry === undefined) damaged = number;
    else replay(entry);
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

/** In pieces, because a long load test outgrows the longest string Node can hold. */
function* linesOf(file: string): Generator<string> {
  const handle = openSync(file, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const buffer = Buffer.alloc(READ_BYTES);
    let rest = '';
    for (let read = readSync(handle, buffer); read > 0; read = readSync(handle, buffer)) {
      const lines = (rest + decoder.write(buffer.subarray(0, read))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(handle);
  }
}

/** Says how many characters it wrote. */
function writeEntries(handle: number, entries: Iterable<unknown>): number {
  let text = '';
  let characters = 0;
  for (const entry of entries) {
    text += `${JSON.stringify(entry)}\n`;
    if (text.length < REWRITE_CHARACTERS) continue;
    writeAll(handle, text);
    characters += text.length;
    text = '';
  }
  writeAll(handle, text);
  return characters + text.length;
}

/** `writeSync` may write less than asked, for example on a nearly full disk. */
function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
}
