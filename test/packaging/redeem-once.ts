// A server that was just installed: its first redemption, and a polite stop.
import type { ChildProcess } from 'node:child_process';
import { FIXED_PIN } from '../../adapters/kit/simulator/books';
import { ONE_VOUCHER } from '../api/world';
import { until } from '../crash/stage';

/** Throws where it is not paid, or the docs page is not there. */
export async function redeemOnce(url: string, key: string): Promise<void> {
  const reply = await fetch(`${url}/v1/redemptions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ type: ONE_VOUCHER, source: { pin: FIXED_PIN }, amount: 1500, currency: 'ZAR' }),
  });
  expect([reply.status, await reply.json()]).toEqual([201, expect.objectContaining({ outcome: 'paid' })]);
  for (const path of ['/health/ready', '/docs', '/openapi.json'])
    expect([path, (await fetch(url + path)).status]).toEqual([path, 200]);
}

/** SIGTERM to the whole group of who was started, as a service manager sends it; then nothing listens there any more. */
export async function stopAt(url: string, child: ChildProcess): Promise<void> {
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  await until('the server is gone', () =>
    fetch(`${url}/health/live`).then(
      () => false,
      () => true,
    ),
  );
}
