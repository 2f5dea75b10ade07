// The fingerprint of a keyed request: what it says counts, how it is spelled does not, on every POST. And whose keys they are: nobody
// uses up those of a stronger key.
import { openSealer } from '../../src/sealing/open-sealer';
import { readConfig } from '../../src/config';
import { scopeOf } from '../../src/core/use-cases/idempotency/idempotency';
import { describeApi } from '../tools/engines';
import { BLU, startWorld, type Answer, type World } from './world';

describeApi('the fingerprint of a request', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
  });
  afterAll(() => world.close());

  const post = (path: string, body: string | undefined, key: string, headers: Record<string, string> = {}) =>
    world.call(`POST ${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { 'idempotency-key': key, ...headers },
    });
  const create = async (fields: object = {}) => (await world.create(world.voucher(BLU, 5000), fields)).body;
  const endpoint = async () =>
    (await world.call('POST /v1/webhook_endpoints', { body: { url: 'http://127.0.0.1:9/hook' } })).body;

  const terminal = async (terminal_id: string) =>
    (await world.call('POST /v1/terminals', { body: { terminal_id, name: terminal_id } })).body.id;

  /** Each POST: the first spelling, others of the same, and requests that say something else. `path` may depend on what stands. */
  const POSTS: readonly (readonly [
    string,
    () => Promise<readonly [string, readonly (string | undefined)[], readonly string[]]>,
  ])[] = [
    [
      'a create',
      () => {
        const { pin } = world.voucher(BLU, 5000);
        return Promise.resolve([
          '/v1/redemptions',
          [
            `{"type":"${BLU}","source":{"token":"${pin}"},"amount":1500,"currency":"ZAR","metadata":{"a":"Ä","b":"2"}}`,
            `{ "metadata" : {"b":"2","a":"\\u00c4"}, "currency":"\\u005aAR",\n"amount":1.5e3, "source":{"token":"${pin}"},"type":"${BLU}"}`,
            `{"type":"${BLU}","source":{"token":"${pin}"},"amount":1500.0,"currency":"ZAR","metadata":{"b":"2","a":"Ä"}}`,
            `{"type":"${BLU}","source":{"token":" ${pin.replace(/(.{4})/g, '$1-\u00a0')}"},"amount":1500,"currency":"ZAR","metadata":{"b":"2","a":"Ä"}}`,
            // Another name of the same field.
            `{"type":"${BLU}","source":{"pin":"${pin}"},"amount":1500,"currency":"ZAR","metadata":{"b":"2","a":"Ä"}}`,
          ],
          [`{"type":"${BLU}","source":{"token":"${pin}"},"amount":1501,"currency":"ZAR","metadata":{"a":"Ä","b":"2"}}`],
        ]);
      },
    ],
    [
      'a capture',
      async () => {
        const { id } = await create({ capture_method: 'manual' });
        return [
          `/v1/redemptions/${id}/capture`,
          ['{"amount":1500}', '{ "amount" : 15e2 }', '{"amount":1500.00}'],
          ['{"amount":2}', '{}'],
        ];
      },
    ],
    [
      'a capture of everything',
      async () => {
        const { id } = await create({ capture_method: 'manual' });
        return [`/v1/redemptions/${id}/confirm`, [undefined, '{}', ' { } '], ['{"amount":5000}']];
      },
    ],
    [
      'a cancel',
      async () => [`/collect/redemptions/${(await create({ confirm: false })).id}/cancel`, ['{}', undefined, ''], []],
    ],
    [
      'a reserve',
      async () => [`/v1/redemptions/${(await create({ confirm: false })).id}/reserve`, [undefined, '{}'], []],
    ],
    [
      'a reversal',
      async () => {
        const { id } = await create();
        return [
          `/v1/redemptions/${id}/reverse`,
          ['{"reason":"back","amount":500}', '{"amount":5e2,"reason":"b\\u0061ck"}'],
          ['{"reason":"other","amount":500}', '{"reason":"back"}'],
        ];
      },
    ],
    [
      'a test voucher',
      () =>
        Promise.resolve([
          '/v1/test_helpers/vouchers',
          [
            `{"type":"${BLU}","amount":1500}`,
            `{"amount":1500.0,"type":"${BLU}"}`,
            `{"amount":1.5e3,\n"type":"vouchers\\u002eblu"}`,
          ],
          [`{"type":"${BLU}","amount":1501}`],
        ]),
    ],
    [
      'a webhook endpoint',
      () =>
        Promise.resolve([
          '/v1/webhook_endpoints',
          [
            '{"url":"http://127.0.0.1:9/a","description":"x"}',
            '{"description":"x","url":"http:\\/\\/127.0.0.1:9\\/a"}',
          ],
          ['{"url":"http://127.0.0.1:9/b","description":"x"}'],
        ]),
    ],
    [
      'a new secret',
      async () => [
        `/v1/webhook_endpoints/${(await endpoint()).id}/rotate_secret`,
        [undefined, '{}', '{\n}'],
        ['{"overlap_seconds":5}'],
      ],
    ],
    [
      'a new secret, later',
      async () => [
        `/v1/webhook_endpoints/${(await endpoint()).id}/rotate_secret`,
        ['{"overlap_seconds":5}', '{"overlap_seconds":5.0}', '{"overlap_seconds":0.5e1}'],
        ['{}'],
      ],
    ],
    [
      'a receipt',
      async () => [
        `/v1/redemptions/${(await create()).id}/acknowledge`,
        ['{"receipt":"printed"}', '{ "receipt" : "pr\\u0069nted" }'],
        ['{"receipt":"shown"}'],
      ],
    ],
    ['a terminal unlocked', async () => [`/v1/terminals/${await terminal('T1')}/unlock`, [undefined, '{}'], []]],
    ['a terminal revoked', async () => [`/v1/terminals/${await terminal('T2')}/revoke`, ['{}', undefined], []]],
    ['a test delivery', async () => [`/v1/webhook_endpoints/${(await endpoint()).id}/test`, ['{}', undefined], []]],
  ];

  it.each(POSTS)('%s: another spelling is a repeat, another meaning is refused', async (name, make) => {
    const [path, spellings, others] = await make();
    const key = `spelled ${name}`;
    const first = await post(path, spellings[0], key);
    expect([path, first.status < 300]).toEqual([path, true]);
    for (const [index, spelling] of spellings.entries()) {
      const again = await post(index === 1 ? `${path}/` : path, spelling, key);
      expect([spelling, again.status, again.headers.get('idempotent-replayed')]).toEqual([
        spelling,
        first.status,
        'true',
      ]);
      expect([again.body.id, again.body.pin]).toEqual([first.body.id, first.body.pin]);
    }
    for (const other of others) {
      const refused = await post(path, other, key);
      expect([other, refused.status, refused.body.code]).toEqual([other, 409, 'idempotency_key_reused']);
    }
  });

  it('a verdict: likewise', async () => {
    const { id } = await create();
    await world.openReview(id);
    const { body: list } = await world.call('GET /v1/reviews');
    const review = list.data.find((one) => (one as unknown as Record<string, unknown>)['redemption_id'] === id)!;
    const say = (body: string) =>
      post(`/v1/reviews/${review.id}/verdict`, body, 'verdict', { 'if-match': String(review.version) });
    const first = await say('{"decision":"paid","note":"seen","evidence":"line 7"}');
    expect(first.status).toBe(200);
    const again = await say('{"evidence":"line\\u00207","decision":"paid", "note":"seen"}');
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    expect((await say('{"evidence":"line 8","decision":"paid","note":"seen"}')).body.code).toBe(
      'idempotency_key_reused',
    );
  });

  it('one call under all of its names, and another call under none of them', async () => {
    const voucher = world.voucher(BLU, 500);
    const body = JSON.stringify({ type: BLU, source: { token: voucher.pin } });
    const paths = [
      '/v1/redemptions',
      '/collect/redemptions',
      '/v1/collect/redemptions',
      '/v1/%72edemptions',
      '/v1/redemptions?a=b',
    ];
    const made: Answer[] = [];
    for (const path of paths) made.push(await post(path, body, 'names'));
    expect(new Set(made.map(({ body: { id } }) => id)).size).toBe(1);
    const held = await create({ capture_method: 'manual' });
    const captured = await post(`/collect/redemptions/${held.id}/confirm`, undefined, 'two names');
    const again = await post(`/v1/redemptions/${held.id}/capture`, '{}', 'two names');
    expect([captured.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    const receipts: Answer[] = [];
    for (const path of paths.slice(0, 3))
      receipts.push(await post(`${path}/${held.id}/acknowledge`, '{"receipt":"printed"}', 'two names'));
    expect(receipts.map((told) => [told.status, (told.body as { copy?: number }).copy])).toEqual(
      receipts.map(() => [200, 1]),
    );
    const helped = await post('/v1/test_helpers/vouchers', `{"type":"${BLU}","amount":1}`, 'spelled path');
    const spelled = await post('/v1/test%5Fhelpers/%76ouchers?x=1', `{"type":"${BLU}","amount":1}`, 'spelled path');
    expect(spelled.body.pin).toBe(helped.body.pin);
    expect((await post(`/v1/redemptions/${held.id}/cancel`, undefined, 'two names')).body.code).toBe(
      'idempotency_key_reused',
    );
  });

  it('finds what the version before recorded: it kept the address and the body as they were sent', async () => {
    const sealer = await world.withStore((store) =>
      openSealer(
        store.accounts,
        readConfig({ VOUCH_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'), DATABASE_URL: world.databaseUrl }),
      ),
    );
    const account = world.server.firstBoot!.account;
    const caller = {
      accountId: account.id,
      livemode: false,
      keyId: 'key_x',
      actor: { kind: 'api_key' as const, id: 'key_x' },
      publishable: false,
      requestId: null,
    };
    const path = '/v1/webhook_endpoints';
    const sent = '{"url":"http://127.0.0.1:9/old","description":"before"}';
    for (const [key, text, retry] of [
      ['old body', `POST ${path}\n${sent}`, sent],
      ['old nothing', `POST ${path}\nnull`, undefined],
      ['old empty', `POST ${path}\n{}`, undefined],
      ['old nothing, now empty', `POST ${path}\nnull`, '{}'],
    ] as const) {
      const scope = scopeOf(sealer, caller, key);
      const answer = { status: 201, sealedBody: sealer.seal(`{"id":"of ${key}"}`, `idempotency:${scope}`) };
      await world.withStore(async (store) => {
        const claim = { scope, requestDigest: sealer.requestDigest(text), at: Date.now(), answer: null };
        await store.storedAnswers.begin(claim);
        await store.storedAnswers.finish(claim, answer);
      });
      const replayed = await post(path, retry, key);
      expect([replayed.status, replayed.headers.get('idempotent-replayed'), replayed.body.id]).toEqual([
        201,
        'true',
        `of ${key}`,
      ]);
      expect((await post(path, '{"url":"http://127.0.0.1:9/new"}', key)).body.code).toBe('idempotency_key_reused');
    }
  });

  it('a page never uses up a key of the server behind it, nor the other way round', async () => {
    const { publishable, secret } = world.keys;
    const redeem = (key: string, name: string, pin: string) =>
      world.call('POST /v1/redemptions', {
        key,
        body: { type: BLU, source: { token: pin } },
        headers: { 'idempotency-key': name },
      });
    const [theirs, ours] = [world.voucher(BLU, 500), world.voucher(BLU, 700)];
    const page = await redeem(publishable, 'shared', theirs.pin);
    const server = await redeem(secret, 'shared', ours.pin);
    expect([page.status, server.status, page.body.id === server.body.id]).toEqual([201, 201, false]);
    // The server works on what the page made, under keys that the page then wants for itself.
    const draft = await world.call('POST /v1/redemptions', {
      key: publishable,
      body: { type: BLU, source: { token: world.voucher(BLU, 900).pin }, confirm: false },
    });
    expect((await post(`/v1/redemptions/${draft.body.id}/cancel`, '{}', 'of the server')).status).toBe(200);
    const later = await redeem(publishable, 'of the server', world.voucher(BLU, 900).pin);
    expect([later.status, later.body.outcome]).toEqual([201, 'paid']);
    // On every other POST a page is turned away before its key is looked at.
    for (const path of [
      '/v1/test_helpers/vouchers',
      '/v1/webhook_endpoints',
      `/v1/redemptions/${draft.body.id}/reverse`,
    ]) {
      const headers = { 'idempotency-key': 'wanted' };
      const refused = await world.call(`POST ${path}`, { key: publishable, body: {}, headers });
      expect([path, refused.status]).toEqual([path, 403]);
    }
    expect((await post('/v1/test_helpers/vouchers', `{"type":"${BLU}","amount":100}`, 'wanted')).status).toBe(201);
    // A look-up stores nothing, so it needs none and uses none up.
    const looked = world.voucher(BLU, 300);
    for (const key of [publishable, secret]) {
      const found = await world.call('POST /v1/stored_value/lookup', {
        key,
        body: { type: BLU, source: { token: looked.pin } },
        headers: { 'idempotency-key': 'shared' },
      });
      expect([found.status, found.body.balance]).toEqual([200, 300]);
    }
  });
});
