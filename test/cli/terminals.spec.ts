// `vouch terminals`: makes a till that a running server knows, lists it, and takes it away from it.
import { pairingLines } from '../../src/cli/pairing';
import { Desk } from './program';

jest.setTimeout(120_000);

test('terminals: made while a server runs, paired by the printed code, listed, and revoked at once', async () => {
  const desk = new Desk();
  try {
    const server = desk.start(['serve']);
    const url = await server.listens();
    const made = await desk.run(['terminals', 'create', '--terminal-id', 'TILL3', '--name', 'Front till']);
    expect([made.code, made.out]).toEqual([0, expect.stringMatching(/^[2-9A-Z]{8}\n$/)]);
    const id = /trm_[0-9a-f]{24}/.exec(made.err)?.[0] ?? '';
    const claim = async (pairing_code: string) => {
      const claimed = await fetch(`${url}/v1/terminals/claim`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ pairing_code, deliver: 'key' }),
      });
      expect(claimed.status).toBe(201);
      return (await claimed.json()) as { key: string; created_by: string };
    };
    const claimed = await claim(made.out.trim());
    let { key } = claimed;
    expect(claimed.created_by).toMatch(/^\S+@\S+$/);
    const list = async () => (await fetch(`${url}/v1/redemptions`, { headers: { 'x-api-key': key } })).status;
    expect(await list()).toBe(200);
    const listed = await desk.run(['terminals', 'list']);
    expect(listed.out.split('\n')[1]).toMatch(
      new RegExp(`^${id} +default +test +TILL3 +Front till +paired +tk_test_…\\S{4} \\(key\\) `),
    );
    expect(listed.out).not.toContain(key);
    // Paired anew by its own name: what it had is refused from that moment.
    const again = await desk.run(['terminals', 'pair', 'TILL3', '--url', `${url}/`]);
    expect([again.code, again.out]).toEqual([0, expect.stringMatching(/^[2-9A-Z]{8}\n$/)]);
    expect(again.err).toContain(`Scan it, or open ${url}/till#${again.out.trim()}\n`);
    expect(again.err).not.toContain('--url');
    expect(await list()).toBe(401);
    expect(await desk.run(['terminals', 'unlock', id])).toMatchObject({ code: 0, out: `${id} is unlocked\n` });
    const { key: second } = await claim(again.out.trim());
    key = second;
    expect(await list()).toBe(200);
    expect(await desk.run(['terminals', 'revoke', id])).toMatchObject({ code: 0, out: `${id} is revoked\n` });
    expect(await list()).toBe(403);

    const [taken, nobody, unknown, wrong] = await Promise.all([
      desk
        .run(['terminals', 'create', '--terminal-id', 'TILL3'])
        .then(() => desk.run(['terminals', 'create', '--terminal-id', 'TILL3'])),
      desk.run(['terminals', 'create', '--terminal-id', 'TILL4', '--account', 'Nobody']),
      desk.run(['terminals', 'revoke', 'trm_000000000000000000000000']),
      desk.run(['terminals', 'create', '--terminal-id', 'TILL 4']),
    ]);
    expect(await desk.run(['terminals', 'pair', id])).toMatchObject({ code: 1, out: '' });
    expect(await desk.run(['terminals', 'unlock', 'TILL9'])).toMatchObject({
      code: 1,
      err: 'vouch: there is no till TILL9\n',
    });
    expect(taken).toMatchObject({ code: 1, err: expect.stringContaining('has this terminal_id') as string });
    expect(nobody).toMatchObject({ code: 1, err: expect.stringContaining('there is no account "Nobody"') as string });
    expect(unknown).toMatchObject({ code: 1, err: 'vouch: there is no till trm_000000000000000000000000\n' });
    expect(wrong).toMatchObject({ code: 2, out: '' });
  } finally {
    await desk.clear();
  }
});

test('a pairing address says what it was made of, where that may be another than the server has', () => {
  const last = (env: Record<string, string>, given?: string) => pairingLines('K7QM3XWD', env, given).slice(3);
  const hint = (port: string) =>
    `If the server does not listen on port ${port}, give its address: --url http://127.0.0.1:PORT`;
  expect(last({})).toEqual([hint('3000'), 'Scan it, or open http://127.0.0.1:3000/till#K7QM3XWD']);
  expect(last({ PORT: '3005' })).toEqual([hint('3005'), 'Scan it, or open http://127.0.0.1:3005/till#K7QM3XWD']);
  expect(last({ PORT: '0' })).toEqual([]);
  expect(last({ PORT: '0' }, 'http://127.0.0.1:3007/')).toEqual([
    'Scan it, or open http://127.0.0.1:3007/till#K7QM3XWD',
  ]);
  expect(last({ VOUCH_PUBLIC_URL: 'https://pay.example.com' })).toEqual([
    'Scan it, or open https://pay.example.com/till#K7QM3XWD',
  ]);
});
