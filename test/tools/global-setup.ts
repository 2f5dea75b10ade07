// Before all specs: says where their files lie, and opens a door at which the first one that needs MongoDB knocks. Starts nothing
// itself, so that runs which do not need a database do not wait for one. The server then belongs to jest's own process, which
// outlives the workers.
import { rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { memoryFolder } from './memory-folder';
import { BROKER, startReplicaSet } from './mongod';
import { FULL } from './scale';

export interface Broker {
  stop(): Promise<void>;
}

export default async function globalSetup(): Promise<void> {
  const folder = FULL ? null : memoryFolder();
  // Read by `os.tmpdir`, here and in every process that a spec starts.
  if (folder !== null) process.env['TMPDIR'] = folder;
  let starting: Promise<MongoMemoryReplSet> | null = null;
  const server = createServer((_request, response) => {
    starting ??= startReplicaSet(1);
    starting.then(
      (set) => answer(response, 200, set.getUri()),
      (error: unknown) => answer(response, 500, error instanceof Error ? error.message : String(error)),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  process.env[BROKER] = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  const broker: Broker = {
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      // One that never came up has nothing to stop, and has been reported by the spec that asked for it.
      const set = await starting?.catch(() => null);
      await set?.stop();
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
    },
  };
  Object.assign(globalThis, { vouchTestBroker: broker });
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' }).end(text);
}
