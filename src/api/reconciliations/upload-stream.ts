// The file of an upload as it comes: no larger than it may be, and for as long as it moves at a pace.
import type { IncomingMessage } from 'node:http';
import { ProblemException } from '../problems/problem';

/** 1 GiB: ten million lines. */
export const MOST_BYTES = 1024 ** 3;
/** The least that has to come within `withinMs`. Less would keep others out of the place that it takes. */
export interface Pace {
  readonly bytes: number;
  readonly withinMs: number;
}
/** In as long as any other request may take as a whole: the slowest telephone line brings more. */
const LEAST_PACE: Pace = { bytes: 64 * 1024, withinMs: 30_000 };
/** However fast it moves. */
const WHOLE_MS = 60 * 60_000;

/**
 * Throws `ProblemException` 413 where it is too large, by what its headers say or by what came, and 408 where too little came in time.
 * Only what it waits for counts: while the file is written nobody asks the sender for more.
 */
export async function* piecesOf(raw: IncomingMessage, pace = LEAST_PACE): AsyncGenerator<Buffer> {
  if (Number(raw.headers['content-length'] ?? 0) > MOST_BYTES) throw tooLarge();
  const endsAt = performance.now() + WHOLE_MS;
  const pieces = raw.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  let left = { bytes: pace.bytes, ms: pace.withinMs };
  for (let bytes = 0; ;) {
    const since = performance.now();
    const piece = await within(Math.min(left.ms, endsAt - since), pieces.next());
    if (piece.done) return;
    bytes += piece.value.length;
    if (bytes > MOST_BYTES) throw tooLarge();
    left = { bytes: left.bytes - piece.value.length, ms: left.ms - (performance.now() - since) };
    if (left.bytes <= 0) left = { bytes: pace.bytes, ms: pace.withinMs };
    yield piece.value;
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new ProblemException(408, 'request_timeout', 'Too little of the file came in time'));
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // What comes of it after that interests nobody.
    work.catch(() => undefined);
  }
}

function tooLarge(): ProblemException {
  return new ProblemException(413, 'body_too_large', 'A statement may have 1 GiB');
}
