// The host of the simulators and its control server, over real sockets and real files.
import { request } from 'node:http';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulator as blu } from '../../blu/simulator';
import { simulator as oneVoucher } from '../../one-voucher/simulator';
import { simulator as ott } from '../../ott/simulator';
import { TEST_CREDENTIALS } from '../../blu/test-credentials';
import { type BooksSnapshot, createBooks, FIXED_PIN, type SimulatedVoucher } from './books';
import type { ProviderDefinition } from '../define';
import { type Simulators, startSimulators } from './host';

/** The host needs no adapter; one that is built by accident must not go unnoticed. */
function defined(type: string, provider: string, simulator: ProviderDefinition['simulator']): ProviderDefinition {
  const unused = (): never => {
    throw new Error('the host asked for an adapter');
  };
  return { type, provider, settings: [], adapter: unused, simulatorSettings: unused, simulator };
}

const PROVIDERS = [
  defined('vouchers.one_voucher', 'one_voucher', oneVoucher),
  defined('vouchers.ott', 'ott', ott),
  defined('vouchers.blu', 'blu', blu),
];

const BLU_HEADERS = {
  apikey: TEST_CREDENTIALS.apiKey,
  authorization: `Basic ${Buffer.from(`${TEST_CREDENTIALS.username}:${TEST_CREDENTIALS.password}`).toString('base64')}`,
  'trade-vend-channel': 'API',
  'content-type': 'application/json',
};

function redeemBlu(host: Simulators, requestId: string, token: string, amount: number): Promise<Response> {
  const body = JSON.stringify({ requestId, token, amount });
  const url = `${host.addresses['blu'] ?? ''}/v2/trade/voucher/variable/redemptions`;
  return fetch(url, { method: 'POST', headers: BLU_HEADERS, body });
}

async function control<T = unknown>(host: Simulators, path: string, body?: unknown): Promise<[number, T]> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const reply = await fetch(`${host.addresses['control'] ?? ''}${path}`, init);
  return [reply.status, (await reply.json()) as T];
}

/** The status of a simple request, as any page may send it. Not `fetch`: that sets the host itself. */
function posted(address: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      address,
      { method: 'POST', headers: { 'content-type': 'text/plain', ...headers } },
      (reply) => {
        reply.resume();
        resolve(reply.statusCode ?? 0);
      },
    );
    sent.on('error', reject).end('{}');
  });
}

describe('simulators', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-books-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is steered over HTTP: vouchers, books, faults, outages, a settlement file and a reset', async () => {
    const host = await startSimulators({ providers: PROVIDERS, books: createBooks(), control: true });
    try {
      const [, addresses] = await control(host, '/');
      expect(addresses).toEqual(host.addresses);
      expect(Object.keys(host.addresses).sort()).toEqual(['blu', 'control', 'one_voucher', 'ott']);

      // A webhook of test mode may lead to this machine, and must not steer what all merchants test with.
      for (const address of [`${host.addresses['control'] ?? ''}/reset`, `${host.addresses['blu'] ?? ''}/`]) {
        const webhook = await fetch(address, { method: 'POST', headers: { 'webhook-id': 'evt_1' }, body: '{}' });
        expect(webhook.status).toBe(403);
      }

      for (const address of [`${host.addresses['control'] ?? ''}/reset`, `${host.addresses['blu'] ?? ''}/`]) {
        const { host: name } = new URL(address);
        for (const headers of [
          { origin: 'https://evil.example' },
          { origin: 'null' },
          { origin: `https://${name}` },
          { 'sec-fetch-site': 'cross-site' },
          { 'sec-fetch-site': 'same-site' },
          { host: 'evil.example' },
          { host: 'evil.example', origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' },
          { host: '127.0.0.1.evil.example' },
        ])
          expect([headers, await posted(address, headers)]).toEqual([headers, 403]);
      }
      const own = `${host.addresses['control'] ?? ''}/outage`;
      for (const headers of [
        {},
        { host: 'localhost' },
        { origin: new URL(own).origin, 'sec-fetch-site': 'same-origin' },
      ])
        expect([headers, await posted(own, headers)]).toEqual([headers, 400]);

      const made = await control<SimulatedVoucher>(host, '/vouchers', { type: 'vouchers.blu', value: 2500 });
      expect(made).toEqual([201, expect.objectContaining({ value: 2500, status: 'active', scenario: 'ok' })]);
      const [, ottVoucher] = await control<SimulatedVoucher>(host, '/vouchers', {
        type: 'vouchers.ott',
        value: 1,
        scenario: 'late',
      });
      expect(ottVoucher.pin).toMatch(/^\d{12}$/);
      const { pin } = made[1];

      await control(host, '/faults', { provider: 'blu', operation: 'redeem', fault: 'drop_before' });
      await expect(redeemBlu(host, 'k-1', pin, 2000)).rejects.toThrow();
      await control(host, '/faults', { provider: 'blu', operation: 'redeem', fault: 'error_after' });
      expect((await redeemBlu(host, 'k-2', pin, 2000)).status).toBe(502);

      const [, books] = await control<BooksSnapshot>(host, '/books');
      expect(books.vouchers).toContainEqual(
        expect.objectContaining({
          pin,
          value: 2500,
          taken: [{ reference: 'k-2', amount: 2000, at: expect.any(String) as string }],
        }),
      );
      expect(books.vouchers).toContainEqual(expect.objectContaining({ value: 500, issued_for: 'k-2', returned: [] }));
      expect(books.calls.map(({ provider, operation, reference }) => [provider, operation, reference])).toEqual([
        ['blu', 'redeem', 'k-1'],
        ['blu', 'redeem', 'k-2'],
      ]);

      const statement = `${host.addresses['control'] ?? ''}/statement?provider=blu&from=2020-01-01`;
      const lines = (await (await fetch(statement)).text()).split('\n');
      expect(lines[0]).toBe('date;reference;transaction_id;type;product;gross;fee;commission;net;status');
      expect(lines[1]).toMatch(/Z;k-2;\d+;Redemption;vouchers\.blu;20\.00;0\.00;0\.00;20\.00;Success$/);
      expect((await (await fetch(`${statement}&to=2021-01-01`)).text()).trim().split('\n')).toHaveLength(1);

      await control(host, '/outage', { provider: 'blu', on: true });
      await control(host, '/outage', { provider: 'blu', on: true });
      const refusal = await redeemBlu(host, 'k-3', pin, 1).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ cause: { code: 'ECONNREFUSED' } });
      await control(host, '/outage', { provider: 'blu', on: false });
      expect((await redeemBlu(host, 'k-4', FIXED_PIN, 1900)).status).toBeLessThan(300);

      expect(await control(host, '/reset', {})).toEqual([200, {}]);
      const [, fresh] = await control<BooksSnapshot>(host, '/books');
      expect(fresh.calls).toEqual([]);
      expect(fresh.vouchers.map((voucher) => [voucher.type, voucher.pin, voucher.value, voucher.status])).toEqual([
        ['vouchers.one_voucher', FIXED_PIN, 1900, 'active'],
        ['vouchers.ott', FIXED_PIN.slice(-12), 1900, 'active'],
        ['vouchers.blu', FIXED_PIN, 1900, 'active'],
      ]);
    } finally {
      await host.close();
    }
  });

  it('names every fault of a request, and refuses a port that is taken without leaving anything open', async () => {
    const host = await startSimulators({ providers: PROVIDERS, books: createBooks(), control: true });
    try {
      const [status, refusal] = await control<{ faults: string[] }>(host, '/vouchers', {
        type: 'x',
        value: 1.5,
        scenario: 'y',
      });
      expect(status).toBe(400);
      expect(refusal.faults.map((fault) => fault.split(' ')[0])).toEqual(['type', 'value', 'scenario']);
      expect((await control(host, '/outage', { provider: 'ott', on: 'yes' }))[0]).toBe(400);
      expect((await control(host, '/faults', { provider: 'ott', operation: 'remit', fault: 'fire' }))[0]).toBe(400);
      const typo = { provider: 'ott', operation: 'redeem', fault: 'slow' };
      const [, misnamed] = await control<{ error: string }>(host, '/faults', typo);
      expect(misnamed.error).toMatch(/^operation must be one of check_voucher, remit, /);
      expect((await control(host, '/faults', { ...typo, operation: 'remit' }))[0]).toBe(200);
      const ordered = (fields: object) => control(host, '/vouchers', { type: 'vouchers.ott', ...fields });
      expect(await ordered({ amount: 700 })).toMatchObject([201, { value: 700 }]);
      expect((await ordered({ amount: 700, value: 700 }))[0]).toBe(400);
      expect((await control(host, '/vouchers', [1]))[0]).toBe(400);
      expect((await control(host, '/nothing'))[0]).toBe(404);
      expect((await control(host, '/statement?provider=ott&from=soon'))[0]).toBe(400);

      const taken = Number(new URL(host.addresses['one_voucher'] ?? '').port);
      const rival = startSimulators({ providers: PROVIDERS, books: createBooks(), port: taken - 1 });
      await expect(rival).rejects.toMatchObject({ code: 'EADDRINUSE' });
    } finally {
      await host.close();
    }
  });

  it('gives neighbouring ports to the control server and the simulators', async () => {
    // A free run of four ports is a matter of luck: look for one instead of assuming it.
    for (let port = 21_500; ; port += 10) {
      const options = { providers: PROVIDERS, books: createBooks(), control: true, port };
      const host = await startSimulators(options).catch(() => undefined);
      if (!host) continue;
      const ports = ['control', 'one_voucher', 'ott', 'blu'].map((name) =>
        Number(new URL(host.addresses[name] ?? '').port),
      );
      await host.close();
      expect(ports).toEqual([port, port + 1, port + 2, port + 3]);
      return;
    }
  });

  it('keeps the books over a restart and a torn last line, and refuses a damaged middle', async () => {
    const file = join(folder, 'nested', 'books.jsonl');
    const books = createBooks({ file });
    const first = await startSimulators({ providers: PROVIDERS, books });
    const { pin } = first.issue({ type: 'vouchers.blu', value: 3000, scenario: 'drop_after_taking' });
    await expect(redeemBlu(first, 'p-1', pin, 1000)).rejects.toThrow();
    first.fault('blu', 'redeem', 'garbage');
    await first.close();
    const before = books.snapshot();
    const written = readFileSync(file, 'utf8');
    books.close();

    // A kill in mid-write: the last line is cut short.
    writeFileSync(file, `${written}{"voucher":{"type":"vouchers.blu","pin":"00`);
    const reopened = createBooks({ file });
    expect(reopened.snapshot()).toEqual(before);
    expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThan(written.split('\n').length);
    const second = await startSimulators({ providers: PROVIDERS, books: reopened });
    expect(await (await redeemBlu(second, 'p-2', FIXED_PIN, 1900)).text()).toMatch(/^<!DOCTYPE html>/);
    expect(await (await redeemBlu(second, 'p-3', pin, 1000)).json()).toMatchObject({ status: 400 });
    await second.close();
    reopened.reset();
    reopened.close();
    const third = createBooks({ file });
    expect(third.snapshot()).toMatchObject({ calls: [], vouchers: [{ taken: [] }, { taken: [] }, { taken: [] }] });
    third.close();

    appendFileSync(file, '{"call":\n{"memory":["blu x",1]}\n');
    expect(() => createBooks({ file })).toThrow(/line 4 is damaged/);
  });
});
