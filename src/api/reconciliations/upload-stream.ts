// The file of an upload as it comes: no larger than it may be, and for as long as it moves at a pace.
import type { IncomingMessage } from 'node:http';
import { ProblemException } from '../problems/problem';

/** 1 GiB: ten million lines. */
export const MOST_BYTES = 1024 ** 3;
/** What has to come, at the least. Less would keep others out of the place, and of the disk, that it takes. */
export interface Pace {
  /** So much each time, in `withinMs`: one that stands still is cut off soon. */
  readonly bytes: number;
  readonly withinMs: number;
  /** On average. */
  readonly bytesPerSecond: number;
  /** How far the average may lag behind. What comes faster gives that back, and no more: nobody gets hours ahead by a quick beginning. */
  readonly leewayMs: number;
}
/** 64 KiB in as long as any other request may take as a whole; and half a megabit a second, but for a minute that is lost. */
export const LEAST_PACE: Pace = { bytes: 64 * 1024, withinMs: 30_000, bytesPerSecond: 64 * 1024, leewayMs: 60_000 };
/** However fast it moves. */
const WHOLE_MS = 60 * 60_000;

/** Time that goes by, in milliseconds. */
export interface Timer {
  now(): number;
  /** Runs `late` once so much has gone by, unless what it gives is called first. */
  after(ms: number, late: () => void): () => void;
}
const REAL_TIME: Timer = {
  now: () => performance.now(),
  after: (ms, late) => {
    const timer = setTimeout(late, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

/**
 * Throws `ProblemException` 413 where it is too large, by what its headers say or by what came, and 408 where too little came in time.
 * Only what it waits for counts: while the file is written nobody asks the sender for more.
 */
export async function* piecesOf(raw: IncomingMessage, pace = LEAST_PACE, time = REAL_TIME): AsyncGenerator<Buffer> {
  if (Number(raw.headers['content-length'] ?? 0) > MOST_BYTES) throw tooLarge();
  const endsAt = time.now() + WHOLE_MS;
  const pieces = raw.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  let left = { bytes: pace.bytes, ms: pace.withinMs };
  let leewayMs = pace.leewayMs;
  try {
    for (let bytes = 0; ;) {
      const since = time.now();
      const piece = await within(Math.min(left.ms, leewayMs, endsAt - since), pieces.next(), time);
      if (piece.done) return;
      const { length } = piece.value;
      bytes += length;
      if (bytes > MOST_BYTES) throw tooLarge();
      const waitedMs = time.now() - since;
      left = { bytes: left.bytes - length, ms: left.ms - waitedMs };
      if (left.bytes <= 0) left = { bytes: pace.bytes, ms: pace.withinMs };
      leewayMs = Math.min(leewayMs - waitedMs + (length / pace.bytesPerSecond) * 1000, pace.leewayMs);
      yield piece.value;
    }
  } finally {
    // Of one that is refused, whoever answers throws the rest away, and gets none of it as long as this reads.
    pieces.return?.().catch(() => undefined);
  }
}

async function within<T>(ms: number, work: Promise<T>, time: Timer): Promise<T> {
  let giveUp: () => void = () => undefined;
  const late = new Promise<never>((_, reject) => {
    giveUp = time.after(ms, () => {
      reject(new ProblemException(408, 'request_timeout', 'Too little of the file came in time'));
    });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    giveUp();
    // What comes of it after that interests nobody.
    work.catch(() => undefined);
  }
}

function tooLarge(): ProblemException {
  return new ProblemException(413, 'body_too_large', 'A statement may have 1 GiB');
}
