// MongoDB nodes that can be killed, restarted, paused and resumed one by one. Asks each node itself what it is, so that
// a paused one cannot hold up the answer.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import type { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { mongo } from 'mongoose';
import { until } from '../crash/stage';
import { findMongod } from '../tools/mongod-binary';
import { startReplicaSet } from '../tools/mongod';

const ASK_MS = 2000;

export interface Node {
  readonly port: number;
  readonly dbPath: string;
  pid: number;
}

export class Nodes {
  private readonly restarted: ChildProcess[] = [];
  private paused: Node | null = null;

  private constructor(
    private readonly set: MongoMemoryReplSet,
    private readonly all: readonly Node[],
  ) {}

  static async start(count: 1 | 3 = 3): Promise<Nodes> {
    const set = await startReplicaSet(count);
    const all = set.servers.map(({ instanceInfo }) => {
      const pid = instanceInfo?.instance.mongodProcess?.pid;
      if (!instanceInfo || pid === undefined) throw new Error('A node did not start');
      return { port: instanceInfo.port, dbPath: instanceInfo.dbPath, pid };
    });
    return new Nodes(set, all);
  }

  /** `options` as in a connection string: `name=value`. */
  url(database: string, ...options: string[]): string {
    const url = this.set.getUri(database);
    return [url, ...options].join(url.includes('?') ? '&' : '?');
  }

  /** The node that calls itself primary, other than `not`: a paused one cannot say so, and may not know better when it wakes. */
  async primary(not?: Node): Promise<Node | null> {
    for (const node of this.all) {
      if (node !== not && (await saysOf(node))?.['isWritablePrimary'] === true) return node;
    }
    return null;
  }

  async isSecondary(node: Node): Promise<boolean> {
    return (await saysOf(node))?.['secondary'] === true;
  }

  /** SIGKILL: no stepping down, no goodbye. */
  kill(node: Node): void {
    process.kill(node.pid, 'SIGKILL');
  }

  /**
   * On the same port and files, as a supervisor would. Resolves once it responds; throws what it said if it ends
   * instead.
   */
  async restart(node: Node): Promise<void> {
    const found = findMongod();
    if ('why' in found) throw new Error(found.why);
    const { name = 'testset' } = this.set.replSetOpts;
    await until('the killed node is gone', () => !isAlive(node.pid));
    const args = ['--port', String(node.port), '--dbpath', node.dbPath, '--replSet', name, '--bind_ip', '127.0.0.1'];
    const child = spawn(found.path, [...args, '--wiredTigerCacheSizeGB', '0.25'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    if (child.pid === undefined) throw new Error('mongod did not start again');
    this.restarted.push(child);
    node.pid = child.pid;
    let said = '';
    child.stdout.on('data', (chunk) => (said = (said + String(chunk)).slice(-4000)));
    await until('the restarted node answers', async () => {
      if (child.exitCode !== null) throw new Error(`mongod ended with ${String(child.exitCode)}: ${said}`);
      return (await saysOf(node)) !== null;
    });
  }

  /** SIGSTOP: its sockets stay open, and nothing is ever answered on them. */
  pause(node: Node): void {
    process.kill(node.pid, 'SIGSTOP');
    this.paused = node;
  }

  resume(node: Node): void {
    process.kill(node.pid, 'SIGCONT');
    this.paused = null;
  }

  async stop(): Promise<void> {
    if (this.paused) this.resume(this.paused);
    for (const child of this.restarted) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    }
    await this.set.stop();
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function saysOf({ port }: Node): Promise<mongo.Document | null> {
  const client = new mongo.MongoClient(`mongodb://127.0.0.1:${String(port)}/?directConnection=true`, {
    serverSelectionTimeoutMS: ASK_MS,
    connectTimeoutMS: ASK_MS,
    socketTimeoutMS: ASK_MS,
    retryReads: false,
    // Otherwise the driver imports it when it connects, which fails in jest.
    runtimeAdapters: { os },
  });
  try {
    return await client.db('admin').command({ hello: 1 });
  } catch {
    return null;
  } finally {
    await client.close(true);
  }
}
