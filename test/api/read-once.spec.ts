// What two parties could read differently: a member that stands twice, a body that is encoded on its way.
import { repeatedMember } from '../../src/api/input/json-repeats';
import { describeOnOne } from '../tools/engines';
import { RawClient } from './raw-http';
import { BLU, startWorld, type World } from './world';

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['{"a" :1, "b":{"c":1,"d":[{"e":1},{"e":1,"f":2,"e" : 3}]}}', 'b.d.1.e'],
  ['[{"a":1},{"a":2}]', null],
  ['{"a":{"a":{"a":1}},"b":"a","c":["a","a","a"]}', null],
  ['{"a":"\\"a\\":1","b":"\\\\","a ":1,"":2}', null],
  ['{"":1,"":2}', ''],
  ['{"x":"\\\\\\"","x":1}', 'x'],
  ['"a"', null],
])('in %j the member that stands twice is %j', (text, found) => {
  expect(repeatedMember(text)).toBe(found);
});

describeOnOne('a request is read in one way', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
  });
  afterAll(() => world.close());

  it('names a member that stands twice, and does nothing', async () => {
    const voucher = world.voucher(BLU, 1000);
    const source = JSON.stringify({ pin: voucher.pin });
    for (const [body, param] of [
      [`{"type":"${BLU}","source":${source},"amount":100,"amount":1000}`, 'amount'],
      [`{"type":"${BLU}","source":{"pin":"1","pin":"${voucher.pin}"}}`, 'source.pin'],
      [`{"type":"${BLU}","source":${source},"metadata":{"a":"1","\\u0061":"2"}}`, 'metadata.a'],
      [`{"type":"${BLU}","source":${source},"metadata":{"${voucher.pin}":"1","${voucher.pin}":"2"}}`, 'metadata.****'],
    ]) {
      const refused = await world.call('POST /v1/redemptions', { body });
      expect([refused.status, refused.body.code]).toEqual([400, 'validation_failed']);
      expect(refused.body.errors).toMatchObject([{ param, code: 'too_many' }]);
      expect(refused.text).not.toContain(voucher.pin);
    }
    expect(world.truth(voucher).taken).toEqual([]);
    expect((await world.create(voucher)).body.outcome).toBe('paid');
  });

  it.each(['gzip, chunked', 'deflate, chunked', 'GZIP,chunked'])('refuses a body sent as %s', async (coding) => {
    const client = await RawClient.open(world.server.url);
    client.send(
      [
        'POST /v1/redemptions HTTP/1.1',
        'Host: localhost',
        `Authorization: Bearer ${world.keys.secret}`,
        'Content-Type: application/json',
        `Transfer-Encoding: ${coding}`,
      ],
      '2\r\n{}\r\n0\r\n\r\n',
    );
    expect(await client.answer()).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    client.socket.destroy();
  });
});
