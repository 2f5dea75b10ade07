// A fault of the driver, mended here: a command that it writes to a connection in the very turn of the event loop in which the server went
// away is never answered. The socket is destroyed by then and the driver does not know yet; it waits for the socket to drain, which a
// destroyed one never does (mongodb 7.8 and 7.9, `Connection.writeCommand`). Whoever asked would wait for ever, and so would all that share
// the command, the connection's place in the pool, and the lock of its redemption.
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';

interface DriverConnection {
  readonly socket: Socket;
  cleanup(error: Error): void;
}

const mended = new WeakSet<object>();

/**
 * From now on what is being written to a connection when it closes has been written, as far as the driver is concerned: it goes on to look at
 * the connection's error, and throws that. For all connections of this process, once. Throws where the driver is not built as it was.
 */
export function endWritesWithTheirConnection(): void {
  const connections = connectionClass().prototype;
  if (mended.has(connections)) return;
  mended.add(connections);
  // Called with its connection below.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const { cleanup } = connections;
  connections.cleanup = function (this: DriverConnection, error: Error): void {
    cleanup.call(this, error);
    // Compressed commands come to be written later than the driver last looked whether the connection stands.
    this.socket.write = () => true;
    this.socket.emit('drain');
  };
}

/** Of the driver that mongoose brings, which may not be the only one installed. */
function connectionClass(): { readonly prototype: DriverConnection } {
  const load = createRequire(require.resolve('mongoose'));
  const { Connection } = load('mongodb/lib/cmap/connection') as {
    Connection?: { readonly prototype: Partial<DriverConnection> };
  };
  if (typeof Connection?.prototype.cleanup !== 'function')
    throw new Error(
      'The MongoDB driver closes its connections in another way than the one this version of Vouch knows',
    );
  return Connection as { readonly prototype: DriverConnection };
}
