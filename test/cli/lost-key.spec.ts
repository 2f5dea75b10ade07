// A server that lost its key, or was given another one, would recognise no voucher and no idempotency key of its own store: it
// does not start. With the old key back, or behind a new one, it knows everything again.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { Desk, ended, firstKey } from './program';

jest.setTimeout(120_000);

const newKey = () => randomBytes(32).toString('base64');

test('no start with a lost or a strange key, and the same answer as ever with a new one in front of the old', async () => {
  const desk = new Desk();
  try {
    const first = desk.start(['serve']);
    const url = await first.listens();
    const secret = firstKey(desk.folder);
    const redeem = async (at: string) => {
      const reply = await fetch(`${at}/v1/redemptions`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${secret}`,
          'content-type': 'application/json',
          'idempotency-key': 'first-try',
        },
        body: JSON.stringify({
          type: 'vouchers.one_voucher',
          source: { pin: '1115684091419838' },
          amount: 1500,
          currency: 'ZAR',
        }),
      });
      return { replayed: reply.headers.get('idempotent-replayed'), body: (await reply.json()) as object };
    };
    const { body: paid } = await redeem(url);
    expect(paid).toMatchObject({
      outcome: 'paid',
      change_voucher: { pin: expect.stringMatching(/^\d{16}$/) as string },
    });
    expect(await ended(first.child, 'SIGTERM')).toBe(0);

    const file = join(desk.folder, 'data', 'secret.key');
    const strange = await desk.run(['serve'], { VOUCH_SECRET_KEY: newKey() });
    expect(strange).toMatchObject({ code: 1, out: '' });
    expect(strange.err).toMatch(/^vouch: VOUCH_SECRET_KEY is not the key that this store was made with: .*\n$/);

    renameSync(file, `${file}.away`);
    const lost = await desk.run(['serve']);
    expect(lost).toMatchObject({ code: 1, out: '' });
    expect(lost.err).toMatch(/^vouch: \S+secret\.key is gone, .* put it back.*\n$/);
    expect(existsSync(file)).toBe(false);

    const old = readFileSync(`${file}.away`, 'utf8').trim();
    const next = desk.start(['serve'], { VOUCH_SECRET_KEY: `${newKey()},${old}` });
    expect(await redeem(await next.listens())).toEqual({ replayed: 'true', body: paid });
    expect(await ended(next.child, 'SIGTERM')).toBe(0);
  } finally {
    await desk.clear();
  }
});
