// Where a request comes from: every spelling of one address is one caller, and what is no address is the proxy's own.
import type { FastifyRequest } from 'fastify';
import * as fc from 'fast-check';
import { clientAddress, clientSite, plainAddress, trusting } from '../../src/api/request/address';
import { addresses } from '../../src/config/parse';

const from = (ip: string, remoteAddress = '10.0.0.1') =>
  clientAddress({ ip, socket: { remoteAddress } as FastifyRequest['socket'] });

test.each([
  ['203.0.113.7', '203.0.113.7'],
  [' 203.0.113.7 ', '203.0.113.7'],
  ['203.0.113.7:51234', '203.0.113.7'],
  ['"203.0.113.7:51234"', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:CB00:7107', '203.0.113.7'],
  ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
  ['[::ffff:203.0.113.7]:443', '203.0.113.7'],
  ['64:ff9b::203.0.113.7', '203.0.113.7'],
  ['2001:db8:0:1::9', '2001:db8:0:1::/64'],
  ['2001:0DB8:0000:0001:0000:0000:0000:0009', '2001:db8:0:1::/64'],
  ['2001:db8::1:ffff:0:1:2', '2001:db8:0:1::/64'],
  ['[2001:db8:0:1::9]:443', '2001:db8:0:1::/64'],
  ['[2001:db8:0:1::9]', '2001:db8:0:1::/64'],
  ['"[2001:db8:0:1::9]:443"', '2001:db8:0:1::/64'],
  ['2001:db8:0:1:1:2:3.4.5.6', '2001:db8:0:1::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['fe80::2%eth1', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%j is %j', (given, name) => {
  expect(from(given)).toBe(name);
});

test.each([
  '',
  'unknown',
  '_hidden',
  'localhost',
  '203.0.113',
  '0xcb007107',
  '3405803783',
  '203.0.113.007',
  '203.0.113.7:x',
  '203.0.113.7:123456',
  '203.0.113.7.8',
  '[203.0.113.7]x',
  '2001:db8::1::2',
  '2001:db8:g::1',
  '[2001:db8::1',
  '%eth0',
  "'; DROP TABLE",
  'x'.repeat(10_000),
])('%j is no address, so that it opens no count of its own', (given) => {
  expect(from(given)).toBe('10.0.0.1');
  expect(from(given, '::ffff:10.0.0.1')).toBe('10.0.0.1');
});

test.each([
  ['203.0.113.7:51234', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:0:1::9', '2001:db8:0:0::/56'],
  ['2001:db8:0:ff::9', '2001:db8:0:0::/56'],
  ['2001:db8:0:12ab::9', '2001:db8:0:1200::/56'],
  ['unknown', '10.0.0.1'],
])('%j is of the subscriber %j', (given, site) => {
  expect(clientSite({ ip: given, socket: { remoteAddress: '10.0.0.1' } as FastifyRequest['socket'] })).toBe(site);
});

test('a socket that is gone has no address, and is one caller with all of those', () => {
  const gone = { remoteAddress: undefined } as unknown as FastifyRequest['socket'];
  expect(clientAddress({ ip: undefined as unknown as string, socket: gone })).toBe('unknown');
});

describe('whatever is written', () => {
  const group = fc.integer({ min: 0, max: 0xffff });
  const spelled = fc
    .tuple(
      fc.array(group, { minLength: 8, maxLength: 8 }),
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 0, max: 65535 }),
    )
    .filter(([groups]) => groups.slice(0, 6).some((one) => one !== 0) && groups[0] !== 0x64);

  test('of one network, every address in every spelling has one name', () => {
    fc.assert(
      fc.property(spelled, fc.array(group, { minLength: 4, maxLength: 4 }), ([groups, upper, padded, port], host) => {
        const write = (parts: readonly number[]) => {
          const text = parts.map((one) => one.toString(16).padStart(padded ? 4 : 1, '0')).join(':');
          return upper ? text.toUpperCase() : text;
        };
        const neighbour = [...groups.slice(0, 4), ...host];
        const name = from(write(groups));
        fc.pre(neighbour.slice(0, 6).some((one) => one !== 0));
        expect(from(write(neighbour))).toBe(name);
        expect(from(`[${write(groups)}]:${String(port)}`)).toBe(name);
        expect(from(`${write(groups)}%en0`)).toBe(name);
        // As a URL of the platform writes it, with its zeros pressed together.
        expect(from(new URL(`http://[${write(groups)}]/`).hostname)).toBe(name);
        const elsewhere = [...groups.slice(0, 3), (groups[3] ?? 0) ^ 1, ...groups.slice(4)];
        expect(from(write(elsewhere))).not.toBe(name);
      }),
    );
  });

  test('nothing throws, and every name is an address or a network', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.string({ unit: 'grapheme' })), (text) => {
        expect(from(text)).toMatch(/^(\d+(\.\d+){3}|[0-9a-f:]+::\/64)$/);
        expect(plainAddress(text) === null || plainAddress(plainAddress(text) ?? '') === plainAddress(text)).toBe(true);
      }),
    );
  });
});

test('a proxy is trusted in every spelling of its address, and no other one is', () => {
  const trusted = trusting(addresses('loopback, 10.1.0.0/16, 192.0.2.5, 2001:db8:7::/48, ::ffff:198.51.100.0/120'));
  for (const proxy of [
    '127.0.0.9',
    '::1',
    '::ffff:127.0.0.1',
    '10.1.2.3:443',
    '192.0.2.5',
    '[2001:DB8:7:0::1]:80',
    '198.51.100.9',
  ])
    expect([proxy, trusted(proxy)]).toEqual([proxy, true]);
  for (const other of ['10.2.0.1', '192.0.2.6', '2001:db8:8::1', '198.51.101.1', 'unknown', '', undefined])
    expect([other, trusted(other)]).toEqual([other, false]);
});

test.each([
  'abc',
  '10.0.0.0/33',
  '2001:db8::/129',
  '10.0.0.0/0',
  '10.0.0/8',
  '1::2::3',
  'fe80::1%eth0',
  '10.0.0.1/8/9',
  '',
])('a configuration that trusts %j is a fault', (text) => {
  expect(() => addresses(text)).toThrow(/must be addresses/);
});
