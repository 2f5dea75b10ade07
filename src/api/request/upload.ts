// Uploads: requests whose body may take longer than requests may otherwise. Kept on the connection itself, as what it is busy with is.
import type { IncomingMessage } from 'node:http';

const UPLOAD = Symbol('the upload under way');
interface Uploading {
  [UPLOAD]?: IncomingMessage;
}

/** From now on its handler watches whether it moves, and no other clock does. */
export function letTakeTime(raw: IncomingMessage): void {
  (raw.socket as Uploading)[UPLOAD] = raw;
}

/** Whether this connection is busy with an upload that has not all come. */
export function isUploading(socket: object): boolean {
  const raw = (socket as Uploading)[UPLOAD];
  return raw?.complete === false && !raw.destroyed;
}
