// The configuration of nginx that is shipped, run by nginx: what it does where one of the two instances is not there, and with what is large.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorld } from '../api/world';
import { describeWith } from '../tools/describe-with';
import { freePort } from '../tools/free-port';
import { findNginx } from '../tools/nginx-binary';

const SHIPPED = join(__dirname, '../../deploy/compose/nginx.conf');
const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** An nginx with the shipped file, in which the two instances have these ports. */
class Nginx {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(path: string, ports: readonly [number, number]): Promise<Nginx> {
    const folder = mkdtempSync(join(tmpdir(), 'vouch-nginx-'));
    const port = await freePort();
    const shipped = readFileSync(SHIPPED, 'utf8')
      .replace('simulators:3001', `127.0.0.1:${String(ports[0])}`)
      .replace('simulators:3002', `127.0.0.1:${String(ports[1])}`)
      .replace('listen 8080', `listen 127.0.0.1:${String(port)}`);
    const paths = TEMPORARY.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
    const config = join(folder, 'nginx.conf');
    const log = join(folder, 'error.log');
    writeFileSync(
      config,
      `daemon off; worker_processes 1; pid ${folder}/pid; error_log ${log};\nevents {}\nhttp { access_log off; ${paths}\n${shipped}\n}\n`,
    );
    const child = spawn(path, ['-p', folder, '-c', config, '-e', log], { stdio: 'ignore' });
    const nginx = new Nginx(`http://127.0.0.1:${String(port)}`, child, folder);
    while (await fetch(nginx.url).then(() => false, () => child.exitCode === null)); // prettier-ignore
    if (child.exitCode !== null) throw new Error(readFileSync(log, 'utf8'));
    return nginx;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.kill()) await once(this.child, 'exit');
    rmSync(this.folder, { recursive: true });
  }
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** An instance that reads each request, and closes its connection. */
async function closing(seen: string[]): Promise<Server> {
  const server = createServer((request) => {
    request.resume().once('end', () => {
      seen.push(request.method ?? '');
      request.socket.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const found = findNginx();
describeWith('nginx', 'path' in found ? null : found.why, 'the shipped configuration of nginx', () => {
  const path = 'path' in found ? found.path : '';

  it('asks the other instance where one is not there, and lets a statement through', async () => {
    const world = await startWorld(null, { VOUCH_TRUST_PROXY: 'loopback' });
    const nginx = await Nginx.start(path, [Number(new URL(world.server.url).port), await freePort()]);
    try {
      const ask = async (method: string, address: string, body?: string, type = 'application/json') => {
        const headers = { authorization: `Bearer ${world.keys.secret}`, 'content-type': type };
        const answer = await fetch(nginx.url + address, { method, headers, ...(body === undefined ? {} : { body }) });
        return `${String(answer.status)} ${answer.headers.get('content-type') ?? ''}`;
      };
      const voucher = JSON.stringify({ type: 'vouchers.ott', amount: 900 });
      const answers = new Set<string>();
      for (let nth = 0; nth < 10; nth += 1) {
        answers.add(await ask('GET', '/v1/redemptions'));
        answers.add(await ask('POST', '/v1/test_helpers/vouchers', voucher));
      }
      expect([...answers].sort()).toEqual([
        '200 application/json; charset=utf-8',
        '201 application/json; charset=utf-8',
      ]);

      const large = 'x'.repeat(5 * 1024 * 1024);
      const answer = await ask('POST', '/v1/reconciliations', large, 'text/csv');
      // Read and refused by the server, which knows no such columns or asks for the provider: nginx's own refusal is a page of 413.
      expect(answer).toMatch(/^(?:202|400|422) application\//);
    } finally {
      await nginx.stop();
      await world.close();
    }
  });

  it('sends no POST a second time, and takes no instance out for connections that it closed', async () => {
    const seen: string[] = [];
    const instances = [await closing(seen), await closing(seen)] as const;
    const nginx = await Nginx.start(path, [portOf(instances[0]), portOf(instances[1])]);
    try {
      // Those by which its start was noticed.
      seen.length = 0;
      for (let nth = 0; nth < 20; nth += 1)
        expect((await fetch(nginx.url, { method: 'POST', body: 'x' })).status).toBe(502);
      expect(seen).toEqual(Array.from({ length: 20 }, () => 'POST'));
    } finally {
      await nginx.stop();
      for (const instance of instances) instance.close();
    }
  });
});
