// Bodies in tiny pieces. What a body may have is counted in bytes, and what it costs to read and to keep goes by its pieces: with one byte in
// each, a chunked body takes some hundred times its size in memory, and the parser calls us ten thousand times for one read.
import { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { isUnwanted } from '../api/request/held-body';

/** Serialisers that send each token as they write it need 150 for a create with all of its fields. */
const FREE_PIECES = 256;
/** Past these there may be one for each so many bytes that have come. */
const BYTES_A_PIECE = 256;

/** The parser of a connection, where the framework has it. Not described by its types. */
type Parser = Record<number, unknown> & { readonly constructor: { readonly kOnBody?: number } };

/**
 * The class of requests for `http.createServer`. `tooMany` is told of the connection whose body comes in too many pieces, and closes it;
 * nothing more of that body is kept.
 */
export function countPieces(tooMany: (socket: Socket) => void): typeof IncomingMessage {
  return class extends IncomingMessage {
    #pieces = 0;
    #bytes = 0;

    /** The parser hands on each piece of the body here, and null at its end. */
    override push(piece: Buffer | null): boolean {
      if (piece === null || this.socket.destroyed) return super.push(piece);
      this.#pieces += 1;
      this.#bytes += piece.length;
      if (this.#pieces <= FREE_PIECES + this.#bytes / BYTES_A_PIECE) return !isUnwanted(this) && super.push(piece);
      muteBody(this.socket);
      tooMany(this.socket);
      return false;
    }
  };
}

/** What is left of the read that went too far is parsed all the same: without a call for each piece that takes a tenth of the time. */
function muteBody(socket: Socket & { readonly parser?: Parser | null }): void {
  const parser = socket.parser;
  const place = parser?.constructor.kOnBody;
  if (!parser || place === undefined) return;
  const onBody = parser[place];
  parser[place] = undefined;
  // Parsers are used again. The connection is closed by then, and its parser not yet given to another.
  setImmediate(() => {
    parser[place] = onBody;
  });
}
