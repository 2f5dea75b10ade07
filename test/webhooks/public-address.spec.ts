// Where a webhook may go: the table, the URL rules, and a name server that changes its mind.
import dns from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { addressesIn, AddressGuard, ForbiddenAddress, faultOfUrl } from '../../src/webhooks/address-guard';
import { isLoopbackAddress, isPublicAddress } from '../../src/webhooks/public-address';
import { WebhookSender } from '../../src/webhooks/sender';
import { Receiver } from './receiver';

const FORBIDDEN = [
  ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '100.64.0.1', '100.100.100.200', '100.127.255.255'],
  ...['127.0.0.1', '127.255.255.254', '169.254.169.254', '169.254.0.1', '172.16.0.1', '172.31.255.255'],
  ...['192.0.0.1', '192.0.0.170', '192.0.2.1', '192.31.196.1', '192.52.193.1', '192.88.99.1', '192.168.1.1'],
  ...['192.175.48.1', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.250'],
  ...['240.0.0.1', '255.255.255.255', '168.63.129.16'],
  ...['::', '::1', '::ffff:8.8.8.8', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '::8.8.8.8', '64:ff9b::808:808'],
  ...['64:ff9b::7f00:1', '64:ff9b:1::1', '100::1', '2001::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2', '2001:2::1'],
  ...['2001:10::1', '2001:20::1', '2001:db8::1', '2002:7f00:1::1', '2002:808:808::1', '2620:4f:8000::1', '3fff::1'],
  ...['5f00::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '', 'localhost', '8.8.8'],
];
const PUBLIC = [
  ...['1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255'],
  ...['128.0.0.1', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.0.1.0', '192.167.255.255'],
  ...['192.169.0.0', '198.17.255.255', '198.20.0.0', '203.0.112.255', '203.0.114.0', '223.255.255.255'],
  ...['2606:4700:4700::1111', '2001:4860:4860::8888', '2003::1', '2a00:1450:4001:80b::200e'],
];

it.each(FORBIDDEN)('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

it.each(PUBLIC)('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
  expect(isLoopbackAddress(address)).toBe(false);
});

it.each([
  ['https://example.com/hook', 'public', null],
  ['https://example.com:8443/hook', 'public', null],
  ['https://example.com:443/hook', 'public', null],
  ['http://example.com/hook', 'public', 'must begin with https://'],
  ['http://127.0.0.1:8080/', 'open', null],
  ['https://example.com:22/', 'public', 'must have port 443, or one from 1024 on'],
  ['https://user@example.com/', 'public', 'must not carry a user name or a password'],
  ['https://user:secret@example.com/', 'open', 'must not carry a user name or a password'],
  ['ftp://example.com/', 'open', 'must begin with https:// or http://'],
  ['file:///etc/passwd', 'open', 'must begin with https:// or http://'],
  ['/hook', 'open', 'must be an absolute URL'],
  ['https://example.com/a\r\nX: y', 'public', 'must not contain spaces or control characters'],
  [' https://example.com/', 'public', 'must not contain spaces or control characters'],
  [`https://example.com/${'x'.repeat(2048)}`, 'public', 'must not have more than 2048 characters'],
] as const)('the URL %s in the %s world: %s', (url, reach, fault) => {
  expect(faultOfUrl(url, reach)).toBe(fault);
});

it('finds in a hosts file what stands there for a name, and nothing else', () => {
  const hosts =
    '127.0.0.1 localhost\n# 127.0.0.9 shop.test\n127.0.0.2\tshop.test Other.test # here\n::1 shop.test\nx shop.test\n';
  expect(addressesIn(hosts, 'shop.test')).toEqual(['127.0.0.2', '::1']);
  expect(addressesIn(hosts, 'other.test')).toEqual(['127.0.0.2']);
  expect(addressesIn(hosts, 'here')).toEqual([]);
});

it('leaves the threads that resolve other names alone while a name server is silent', async () => {
  const lookups = jest.spyOn(dns, 'lookup');
  const names = Array.from({ length: 16 }, (_, n) => `https://no-such-${String(n)}.invalid/`);
  const before = Date.now();
  const asked = Promise.all(names.map((url) => new AddressGuard(false).faultOf(url, false)));
  // The same threads read files: these are read at once.
  await Promise.all(Array.from({ length: 8 }, () => readFile(__filename)));
  expect(Date.now() - before).toBeLessThan(1500);
  expect(await asked).toEqual(names.map(() => null));
  expect(lookups).not.toHaveBeenCalled();
  lookups.mockRestore();
});

describe('at creation', () => {
  const guard = new AddressGuard(false, (host) =>
    host === 'inside.example' ? Promise.resolve(['10.1.2.3']) : Promise.reject(new Error('ENOTFOUND')),
  );
  const refusal = 'leads to an address that is not a public address';

  it.each([
    ...['https://127.0.0.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://0177.0.0.1/', 'https://127.1/'],
    ...[
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://localhost/',
      'https://localhost./',
      'https://a.localhost/',
    ],
    ...['https://169.254.169.254/latest/meta-data', 'https://[64:ff9b::7f00:1]/', 'https://inside.example/'],
  ])('%s is refused in live mode', async (url) => {
    expect(await guard.faultOf(url, true)).toBe(refusal);
  });

  it('takes loopback in test mode, but no other address inside, and nothing at all where only public is allowed', async () => {
    expect(await guard.faultOf('http://localhost:1/', false)).toBeNull();
    expect(await guard.faultOf('http://[::1]:1/', false)).toBeNull();
    expect(await guard.faultOf('http://169.254.169.254/', false)).toMatch(/neither a public address nor this machine/);
    expect(await guard.faultOf('https://unknown.example/', true)).toBeNull();
    const strict = new AddressGuard(true);
    expect(await strict.faultOf('http://127.0.0.1:1/', false)).toBe('must begin with https://');
    expect(await strict.faultOf('https://127.0.0.1/', false)).toBe(refusal);
  });
});

describe('at the connection', () => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await Receiver.start();
  });
  afterAll(() => receiver.stop());

  const request = (host: string, reach: 'public' | 'open', scheme = 'https') => ({
    url: `${scheme}://${host}:${receiver.port}/`,
    reach,
    headers: {},
    body: '{}',
  });

  it('asks once and connects to what it checked: a name that turns private in between gains nothing', async () => {
    const answers = [['93.184.216.34'], ['127.0.0.1']];
    let asked = 0;
    const guard = new AddressGuard(false, () => Promise.resolve(answers[Math.min(asked++, 1)] ?? []));
    expect(await guard.faultOf(`https://rebind.example:${receiver.port}/`, true)).toBeNull();
    const sender = new WebhookSender(guard, 2000);
    expect(await sender.send(request('rebind.example', 'public'))).toMatchObject({
      status: null,
      error: 'not a public address',
    });
    expect(asked).toBe(2);

    // The other way round: checked as public, and by the time of connecting the name leads here. Only the checked one is tried.
    asked = 0;
    const quick = new WebhookSender(guard, 300);
    expect((await quick.send(request('rebind.example', 'public'))).error).not.toBeNull();
    expect(asked).toBe(1);
    expect(receiver.connections).toBe(0);
  });

  it('leaves out the private ones of many addresses', async () => {
    const guard = new AddressGuard(false, () => Promise.resolve(['10.0.0.1', '93.184.216.34', '::1']));
    expect(await guard.addressesOf('mixed.example', 'public')).toEqual(['93.184.216.34']);
    await expect(
      new AddressGuard(false, () => Promise.resolve(['::1'])).addressesOf('x.example', 'public'),
    ).rejects.toThrow(ForbiddenAddress);
  });

  it('sends to loopback in test mode only, by name or by number', async () => {
    const sender = new WebhookSender(new AddressGuard(false), 2000);
    for (const host of ['127.0.0.1', '[::ffff:127.0.0.1]', 'localhost']) {
      expect(await sender.send(request(host, 'public'))).toMatchObject({ error: 'not a public address' });
    }
    expect(await sender.send(request('127.0.0.1', 'public', 'http'))).toMatchObject({
      error: 'only https is allowed here',
    });
    expect(receiver.connections).toBe(0);
    expect(await sender.send(request('127.0.0.1', 'open', 'http'))).toMatchObject({ status: 204, error: null });
    expect(await sender.send(request('localhost', 'open', 'http'))).toMatchObject({ status: 204, error: null });
  });
});
