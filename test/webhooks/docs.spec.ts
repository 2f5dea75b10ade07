// The receiver in docs/webhooks.md is run as it stands, against a real delivery.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SystemClock } from '../../src/system/clock';
import { newWebhookSecret } from '../../src/webhooks/signature';
import { openSqlite } from '../tools/engines';
import { temporaryFolder, worldOn } from './world';

jest.setTimeout(30_000);

it('verifies what Vouch sends, and refuses what somebody else does', async () => {
  const guide = readFileSync(join(__dirname, '../../docs/webhooks.md'), 'utf8');
  const code = /```js receiver\.js\n([\s\S]*?)```/.exec(guide)?.[1];
  expect(code).toBeDefined();
  const folder = temporaryFolder();
  const file = join(folder, 'receiver.js');
  writeFileSync(file, code ?? '');
  const secret = newWebhookSecret();
  const child = spawn(process.execPath, [file], {
    env: { PORT: '0', WEBHOOK_SECRET: secret, NODE_PATH: join(__dirname, '../../node_modules') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await lines.next()).value);
  const port = /\d+$/.exec(await next())?.[0];
  const url = `http://127.0.0.1:${port}/vouch`;

  const { store, drop } = await openSqlite();
  const world = worldOn(store, { clock: new SystemClock() });
  const endpoint = await world.endpoint({ url }, secret);
  const redemption = await world.story();
  await world.notifier.runOnce();
  expect([await next(), await next(), await next()]).toEqual([
    `redemption.created ${redemption.id} open`,
    `redemption.reserved ${redemption.id} open`,
    `redemption.failed ${redemption.id} not_paid`,
  ]);
  const log = { accountId: endpoint.accountId, livemode: false, endpointId: endpoint.id, limit: 10 };
  expect((await world.webhooks.listDeliveries(log)).map(({ status }) => status)).toEqual([
    'succeeded',
    'succeeded',
    'succeeded',
  ]);

  const forged = await fetch(url, {
    method: 'POST',
    headers: {
      'webhook-id': 'evt_1',
      'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
      'webhook-signature': 'v1,AAAA',
    },
    body: '{}',
  });
  expect(forged.status).toBe(400);

  child.kill();
  await once(child, 'exit');
  await world.close();
  await drop();
  rmSync(folder, { recursive: true });
});
