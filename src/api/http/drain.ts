// What a client still sends of a request that was answered before its body was there.
import type { IncomingMessage } from 'node:http';
import { wantBody } from '../request/held-body';
import { isUploading } from '../request/upload';

/** Long enough for an honest body to end, and for the answer to be read. */
const DRAIN_MS = 2_000;
const DRAIN_BYTES = 1024 * 1024;

/** Reads on without keeping anything, so that the client sees its answer instead of a broken connection; then closes. */
export function drain(raw: IncomingMessage): void {
  // A file that was let in comes at any pace, and is cut off long before its end: its sender has the whole time to see why.
  let left = isUploading(raw.socket) ? Infinity : DRAIN_BYTES;
  wantBody(raw);
  const cut = () => raw.socket.destroy();
  const timer = setTimeout(cut, DRAIN_MS).unref();
  raw.once('close', () => {
    clearTimeout(timer);
  });
  raw.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) cut();
  });
}
