// What is read for an answer ends with the connection that it was for. The framework looks at the answer instead, which is not told where
// its turn never came (behind other answers of its connection), and begins to read for one that nobody waits for any more.
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/** Call it after all hooks that may hold an answer back. */
export function endStreams(server: FastifyInstance): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    if (!(payload instanceof Readable)) {
      done(null, payload);
      return;
    }
    const { socket } = request.raw;
    const end = () => void payload.destroy();
    if (socket.destroyed) {
      end();
      done(null, '');
      return;
    }
    socket.once('close', end);
    reply.raw.once('close', () => socket.removeListener('close', end));
    done(null, payload);
  });
}
