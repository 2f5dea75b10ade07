// The file of an upload as it comes: no larger than it may be, and for as long as it moves.
import type { IncomingMessage } from 'node:http';
import { ProblemException } from '../problems/problem';

/** 1 GiB: ten million lines. */
export const MOST_BYTES = 1024 ** 3;
/** As long as any other request may take as a whole. */
const STILL_MS = 30_000;
/** However fast it moves. */
const WHOLE_MS = 60 * 60_000;

/** Throws `ProblemException` 413 where it is too large, by what its headers say or by what came, and 408 where it stands still. */
export async function* piecesOf(raw: IncomingMessage, stillMs = STILL_MS): AsyncGenerator<Buffer> {
  if (Number(raw.headers['content-length'] ?? 0) > MOST_BYTES) throw tooLarge();
  const endsAt = performance.now() + WHOLE_MS;
  const pieces = raw.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  for (let bytes = 0; ;) {
    const piece = await within(Math.min(stillMs, endsAt - performance.now()), pieces.next());
    if (piece.done) return;
    bytes += piece.value.length;
    if (bytes > MOST_BYTES) throw tooLarge();
    yield piece.value;
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new ProblemException(408, 'request_timeout', 'Nothing more of the file came in time'));
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
