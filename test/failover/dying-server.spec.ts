// A server that dies in the same turn of the event loop in which a command is written to its connection: the socket is gone, and the driver
// has not been told. Every call ends, with an error that says to come back.
import { describeWithMongo } from '../tools/mongod';
import { openMongoStore } from '../../src/store/mongo/store';
import { isMongoUnavailable } from '../../src/store/mongo/engine/unavailable';
import { until } from '../crash/stage';
import { Nodes, type Node } from './nodes';

jest.setTimeout(120_000);

/** Turns of the loop that follow the one in which the server dies: one of them is the turn in question. */
const TURNS = 4;

describeWithMongo('a command that is written while its server dies', () => {
  it('is given up at once, for plain and for compressed connections', async () => {
    for (const compressors of ['none', 'zlib']) {
      const nodes = await Nodes.start(1);
      const url = nodes.url('vouch', 'serverSelectionTimeoutMS=1000', `compressors=${compressors}`);
      const store = await openMongoStore(url);
      try {
        const { markers } = store.collections;
        const call = () => markers.insertOne({ _id: `marker ${String(Math.random())}` });
        // The pool has connections that wait for work.
        await Promise.all(Array.from({ length: 20 }, call));
        const node = await nodes.primary();
        if (!node) throw new Error('There is no primary');
        const calls = await whileItDies(nodes, node, call);
        let ended = 0;
        const fates = calls.map(async (fate) => {
          const error: unknown = await fate.then(
            () => null,
            (reason: unknown) => reason,
          );
          ended += 1;
          return error;
        });
        await until('every call has ended', () => ended === TURNS);
        for (const error of await Promise.all(fates)) expect(isMongoUnavailable(error)).toBe(true);
      } finally {
        await store.close();
        await nodes.stop();
      }
    }
  });
});

/** Calls once in each of the turns that follow its death. */
function whileItDies(nodes: Nodes, node: Node, call: () => Promise<unknown>): Promise<Promise<unknown>[]> {
  return new Promise((resolve) => {
    // From a timer, so that the loop looks at its sockets next, and sees them end.
    setTimeout(() => {
      nodes.kill(node);
      const calls: Promise<unknown>[] = [];
      const next = (): void => {
        calls.push(call());
        if (calls.length < TURNS) setImmediate(next);
        else resolve(calls);
      };
      setImmediate(next);
      // The loop stands still until the system has taken the process and closed its sockets.
      const until = performance.now() + 400;
      while (performance.now() < until);
    }, 10);
  });
}
