// PINs as people paste them, and PINs hidden in texts: one rule for what is taken from `source`, and for what is refused beside it, in a
// create and in every call that follows, also once the PIN itself is no longer kept.
import { randomUUID } from 'node:crypto';
import { describeOnOne } from '../tools/engines';
import { BLU, ONE_VOUCHER, OTT, sourceOf, startWorld, TYPES, type Answer, type World } from './world';

jest.setTimeout(60_000);

const DISGUISES: readonly (readonly [string, (pin: string) => string])[] = [
  ['grouped', (pin) => pin.replace(/(\d{4})(?=\d)/g, '$1 - ')],
  ['with dots', (pin) => pin.split('').join('.')],
  ['with a lot between', (pin) => pin.replace(/(\d{3})/g, '$1 ___///*** ')],
  ['with invisible characters', (pin) => pin.split('').join('\u200B\u2060')],
  ['in isolates', (pin) => `\u2067${pin.split('').join('\u2069')}`],
  ['full width', (pin) => pin.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))],
  ['in Arabic digits', (pin) => pin.replace(/\d/g, (digit) => String.fromCodePoint(0x0660 + Number(digit)))],
  ['in mathematical digits', (pin) => pin.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7d8 + Number(digit)))],
  ['in black circles', (pin) => pin.replace(/\d/g, (digit) => '⓿❶❷❸❹❺❻❼❽❾'[Number(digit)] ?? '')],
  ['numbered', (pin) => pin.replace(/\d/g, (digit) => Array.from('🄀⒈⒉⒊⒋⒌⒍⒎⒏⒐')[Number(digit)] ?? '')],
  ['in words', (pin) => `the first ${pin.slice(0, 5)}, then ${pin.slice(5, 9)} and ${pin.slice(9)} at last`],
  ['in an address', (pin) => `https://shop.example/?pin=${pin.replace(/(\d{4})(?=\d)/g, '$1%20')}`],
  ['in an address inside another', (pin) => pin.replace(/(\d{3})(?=\d)/g, '$1%252D')],
  ['in markup', (pin) => pin.replace(/(\d{4})(?=\d)/g, '$1&#8203;')],
  ['as a program writes it', (pin) => pin.replace(/(\d{4})(?=\d)/g, '$1\\u00a0')],
  ['as a page is pasted', (pin) => pin.replace(/(\d{4})(?=\d)/g, '$1&nbsp;')],
  ['with what a page does not show', (pin) => pin.replace(/(\d{4})(?=\d)/g, '$1&ZeroWidthSpace;&shy;')],
  ['in lines of a page', (pin) => pin.replace(/(\d{4})(?=\d)/g, '$1<br>')],
  ['as mail writes it', (pin) => pin.replace(/(\d{4})(?=\d)/g, '$1=C2=A0')],
  ['as a style sheet writes it', (pin) => pin.replace(/(\d{4})(?=\d)/g, '$1\\20 ')],
  ['with line ends as words', (pin) => pin.replace(/(\d{4})(?=\d)/g, '$1\\n')],
  ['in octal', (pin) => pin.replace(/(\d{4})(?=\d)/g, '$1\\302\\240')],
  ['all escaped', (pin) => pin.replace(/\d/g, '%3$&')],
  ['in a longer number', (pin) => `77${pin}77`],
];

/** One whose last four digits are all different: ends such as 6666 stand several times in 66666666, and so look like more numbers. */
function voucherWithPlainEnd<V extends { readonly pin: string }>(make: () => V): V {
  let voucher = make();
  while (new Set(voucher.pin.slice(-4)).size < 4) voucher = make();
  return voucher;
}

describeOnOne('a PIN in a text', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
  });
  afterAll(() => world.close());

  const params = ({ body }: Answer) => body.errors.map(({ param, code }) => `${param} ${code}`);

  /** No digit sequence of the PIN anywhere, whatever is written between: in what was answered, logged and stored. */
  async function expectNowhere(pin: string, answers: readonly Answer[]): Promise<void> {
    const headers = (answer: Answer) => [...answer.headers.values()].join('\n');
    for (const answer of answers)
      expect(`${answer.text}\n${headers(answer)}`.replace(/[^\d"]/g, '')).not.toContain(pin);
    expect(world.logs.join('').replace(/[^\d"]/g, '')).not.toContain(pin);
    const stored = await world.stored();
    expect(stored.includes(pin)).toBe(false);
    for (const [, disguise] of DISGUISES) expect(stored.includes(disguise(pin).slice(2, -2))).toBe(false);
  }

  it.each(TYPES)('is the PIN of a %s that was pasted, whatever came along with it', async (type) => {
    const pasted: ((pin: string) => string)[] = [
      (pin) => pin.replace(/(\d{4})(?=\d)/g, '$1\u2011'),
      (pin) => ` \u200E${pin.replace(/(\d{4})(?=\d)/g, '$1\u202F')}\uFEFF\r\n`,
      (pin) => pin.split('').join('\u00AD'),
      (pin) => pin.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))).replace(/(.{4})/gu, '$1－'),
      (pin) => pin.replace(/\d/g, (digit) => String.fromCodePoint(0x0966 + Number(digit))),
    ];
    for (const paste of pasted) {
      const voucher = world.voucher(type, 1000);
      const made = await world.create({ type, pin: paste(voucher.pin) });
      expect([made.status, made.body.outcome]).toEqual([201, 'paid']);
      expect(world.truth(voucher).taken).toHaveLength(1);
      // The same voucher, however it is written the next time.
      const again = await world.create(voucher);
      expect(again.body).toMatchObject({ code: 'voucher_in_use', redemption_id: made.body.id });
    }
    const looked = await world.call('POST /v1/stored_value/lookup', {
      body: { type: BLU, source: sourceOf({ type: BLU, pin: (pasted[1] ?? String)(world.voucher(BLU, 700).pin) }) },
    });
    expect(looked.body.balance).toBe(700);
    const dotted = world.voucher(type);
    const refused = await world.create({ type, pin: dotted.pin.split('').join('.') });
    expect([refused.status, refused.body.code]).toEqual([400, 'validation_failed']);
    await expectNowhere(dotted.pin, [refused]);
  });

  it.each(TYPES)('is refused beside the source of a %s in every disguise, and nothing is written', async (type) => {
    for (const [name, disguise] of DISGUISES) {
      const voucher = world.voucher(type, 1000);
      const hidden = disguise(voucher.pin);
      const refused = await world.create(voucher, {
        external_reference: hidden,
        metadata: { note: hidden, fine: '2026-11-26 08:00' },
        related_ids: ['till-1', hidden],
        redemption_options: { store_id: hidden },
      });
      const found = ['external_reference', 'metadata.note', 'redemption_options.store_id', 'related_ids'];
      expect([name, refused.status, refused.body.code]).toEqual([name, 400, 'pin_in_text']);
      expect([name, params(refused).toSorted()]).toEqual([name, found.map((param) => `${param} pin_in_text`)]);
      await expectNowhere(voucher.pin, [refused]);
      // The voucher is free.
      expect((await world.create(voucher)).body.outcome).toBe('paid');
    }
  });

  it('is found in pieces, in keys, and beside other faults, and no fault names it', async () => {
    const { pin } = world.voucher(BLU, 1000);
    const [first, second] = [pin.slice(0, 9), pin.slice(9)];
    const cases: [object, string[]][] = [
      [{ metadata: { a: first, b: second } }, ['metadata']],
      [{ metadata: { part1: first, part2: second } }, ['metadata']],
      [{ metadata: { [first]: second } }, ['metadata']],
      [{ metadata: { [`x ${first}`]: 'slip', [`y ${second}`]: 'slip' } }, ['metadata']],
      [{ metadata: { [`x${pin}`]: pin } }, ['metadata']],
      [{ related_ids: [first, second] }, ['related_ids']],
      [{ external_reference: first, related_ids: [second] }, ['external_reference', 'related_ids']],
      // Fields of an object have no order, and something else may stand between.
      [{ metadata: { a: second, b: first } }, ['metadata']],
      [{ metadata: { a: first, order: '7', b: second } }, ['metadata']],
      [{ related_ids: [second, '42', first] }, ['related_ids']],
      [{ external_reference: first, metadata: { a: second, paid: '20.00' } }, ['external_reference', 'metadata']],
      [
        { external_reference: second, redemption_options: { store_id: first } },
        ['redemption_options', 'external_reference'],
      ],
    ];
    for (const [fields, expected] of cases) {
      const refused = await world.create({ type: BLU, pin }, fields);
      expect([fields, refused.status, refused.body.code]).toEqual([fields, 400, 'pin_in_text']);
      expect(params(refused)).toEqual(expected.map((param) => `${param} pin_in_text`));
      await expectNowhere(pin, [refused]);
    }
    const letters = pin.split('').join('x');
    const mixed = await world.create(
      { type: BLU, pin },
      {
        amount: -1,
        currency: 'ZAR',
        [`pin_${letters}`]: 1,
        metadata: { [letters]: 7 },
        external_reference: `${pin}${'y'.repeat(600)}`,
      },
    );
    expect([mixed.status, mixed.body.code]).toEqual([400, 'pin_in_text']);
    expect(params(mixed)).toEqual(
      expect.arrayContaining(['amount out_of_range', 'metadata pin_in_text', 'external_reference pin_in_text']),
    );
    await expectNowhere(pin, [mixed]);
    expect((await world.create({ type: BLU, pin })).body.outcome).toBe('paid');
  });

  it('is found in two pieces that come with two calls, and what stood there before stops nothing', async () => {
    for (const type of TYPES) {
      const { pin } = world.voucher(type, 1000);
      const [first, second] = [pin.slice(0, 7), pin.slice(7)];
      const made = await world.create({ type, pin }, { external_reference: first, related_ids: ['r-1'] });
      const path = `PATCH /v1/redemptions/${made.body.id}`;
      const refused = await world.call(path, { body: { metadata: { order: '12', note: second } } });
      expect([refused.status, params(refused)]).toEqual([
        400,
        ['external_reference pin_in_text', 'metadata pin_in_text'],
      ]);
      const one = await world.call(path, { body: { external_reference: second, metadata: { note: first } } });
      expect([one.status, one.body.code]).toEqual([400, 'pin_in_text']);
      for (const body of [{ metadata: { order: '12' } }, { external_reference: null }, { metadata: { note: second } }])
        expect([body, (await world.call(path, { body })).status]).toEqual([body, 200]);
    }
  });

  it('is refused in all that follows, when only a digest of it is left, and in reviews', async () => {
    for (const type of TYPES) {
      const voucher = voucherWithPlainEnd(() => world.voucher(type, 1000));
      const made = await world.create(voucher);
      expect(made.body.outcome).toBe('paid');
      const path = `/v1/redemptions/${made.body.id}`;
      await world.openReview(made.body.id);
      const review = (await world.call('GET /v1/reviews?limit=1')).body.data[0];
      const answers: Answer[] = [];
      for (const [name, disguise] of DISGUISES) {
        const hidden = disguise(voucher.pin);
        // By characters: half of one is no text, and refused as such.
        const characters = Array.from(hidden);
        const first = (count: number) => characters.slice(0, count).join('');
        const middle = Math.floor(characters.length / 2);
        const half = [first(middle), characters.slice(middle).join('')] as const;
        const verdict = { decision: 'paid', note: 'seen', evidence: 'line 7' };
        const ifMatch = { 'if-match': String(review?.version ?? 0) };
        const tried: [string, string, object, Record<string, string>][] = [
          ['PATCH', path, { metadata: { note: hidden } }, {}],
          ['PATCH', path, { metadata: { [first(40)]: 'x', rest: hidden } }, {}],
          ['PATCH', path, { metadata: { a: half[0], b: half[1] } }, {}],
          ['PATCH', path, { external_reference: hidden }, {}],
          ['POST', `${path}/reverse`, { reason: `back, ${hidden}`, idempotency_key: `${name} ${type}` }, {}],
          ['POST', `/v1/reviews/${review?.id ?? ''}/verdict`, { ...verdict, note: hidden }, ifMatch],
          ['POST', `/v1/reviews/${review?.id ?? ''}/verdict`, { ...verdict, evidence: hidden }, ifMatch],
        ];
        for (const [method, route, body, headers] of tried) {
          const answer = await world.call(`${method} ${route}`, { body, headers });
          expect([name, method, route, answer.status, answer.body.code]).toEqual([
            name,
            method,
            route,
            400,
            'pin_in_text',
          ]);
          answers.push(answer);
        }
      }
      await expectNowhere(voucher.pin, answers);
      // What only looks like it is no fault: its last four characters, in the middle of other numbers too, and a neighbour.
      const last = voucher.pin.slice(-4);
      const neighbour = `${voucher.pin.slice(0, -5)}${String((Number(voucher.pin.at(-5)) + 1) % 10)}${last}`;
      const fine = {
        metadata: { masked: `************${last}`, neighbour, note: `at 2026-11-26 08:15:33.${last}, PIN …${last}` },
      };
      expect((await world.call(`PATCH ${path}`, { body: fine })).body.metadata).toEqual(fine.metadata);
      // More look-alikes than an honest text has are no way to ask whether one of them is right, nor to hide it among others.
      const many = Array.from(
        { length: 40 },
        (_, nth) => `${String(nth + 10)}${'5'.repeat(voucher.pin.length - 6)}${last}`,
      );
      const crowd = await world.call(`PATCH ${path}`, {
        body: { metadata: { many: [...many, voucher.pin].join(' ').slice(-450) } },
      });
      expect([crowd.status, crowd.body.code]).toEqual([400, 'pin_in_text']);
      const without = await world.call(`PATCH ${path}`, { body: { metadata: { many: many.join(' ').slice(-450) } } });
      expect([without.status, without.body.code]).toEqual([400, 'pin_in_text']);
    }
  });

  it('is refused where it is that of the change or of a refund', async () => {
    const made = await world.create(world.voucher(ONE_VOUCHER, 5000), { amount: 1000, currency: 'ZAR' });
    const path = `/v1/redemptions/${made.body.id}`;
    const change = made.body.change_voucher?.pin ?? '';
    const back = await world.call(`POST ${path}/reverse`, {
      body: { reason: 'half', amount: 500, idempotency_key: made.body.id },
    });
    const refund = back.body.refund_voucher?.pin ?? '';
    for (const pin of [change, refund]) {
      expect(pin).toMatch(/^\d{16}$/);
      const answers = [
        await world.call(`PATCH ${path}`, {
          body: { metadata: { change: `given out: ${pin.replace(/(\d{4})/g, '$1.')}` } },
        }),
        await world.call(`POST ${path}/reverse`, {
          body: { reason: `after ${pin}`, idempotency_key: `again ${made.body.id}` },
        }),
      ];
      for (const answer of answers) expect([answer.status, answer.body.code]).toEqual([400, 'pin_in_text']);
      await expectNowhere(pin, answers);
    }
    expect((await world.call(`PATCH ${path}`, { body: { metadata: { change: `…${change.slice(-4)}` } } })).status).toBe(
      200,
    );
  });

  it('is refused as the id of a request, also where that looks like any other id, and is not used as one', async () => {
    // Digits that a UUID may have where it has its version and its variant, so that nothing but the PIN itself tells it apart.
    const scenarios = Array.from({ length: 400 }, () => world.voucher(BLU, 1000));
    const voucher = scenarios.find(({ pin }) => /^\d{12}[1-8]/.test(pin)) ?? world.voucher(BLU, 1000);
    const { pin } = voucher;
    const uuid = `${pin.slice(0, 8)}-${pin.slice(8, 12)}-${pin.slice(12)}-8abc-abcdefabcdef`;
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-8abc-[0-9a-f]{12}$/);
    const ids = [uuid, uuid.toUpperCase(), pin, `till-${pin}`, pin.replace(/(\d{4})/g, '$1-'), pin.split('').join('x')];
    const answers: Answer[] = [];
    const refused = async (
      route: string,
      id: string,
      call: { body?: unknown; headers?: Record<string, string>; key?: string } = {},
    ) => {
      const answer = await world.call(route, { ...call, headers: { ...call.headers, 'x-request-id': id } });
      expect([route, id, answer.status, answer.body.code]).toEqual([route, id, 400, 'pin_in_text']);
      expect(params(answer)).toContain('X-Request-Id pin_in_text');
      expect(answer.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{24}$/);
      expect(answer.body).toMatchObject({ request_id: answer.headers.get('x-request-id') });
      answers.push(answer);
    };
    for (const id of ids) {
      await refused('POST /v1/redemptions', id, { body: { type: BLU, source: { token: pin } } });
      await refused('POST /v1/stored_value/lookup', id, { body: { type: BLU, source: { pin } } });
    }
    const made = await world.create(voucher, { capture_method: 'manual' });
    const path = `/v1/redemptions/${made.body.id}`;
    for (const id of ids) {
      for (const route of [
        `GET ${path}`,
        `GET ${path}/timeline`,
        `GET ${path}/reversals`,
        `POST ${path}/cancel`,
        `POST ${path}/capture`,
        `POST ${path}/reserve`,
      ])
        await refused(route, id);
      await refused(`PATCH ${path}`, id, { body: { metadata: { a: '1' } } });
      await refused(`POST ${path}/reverse`, id, { body: { reason: 'r', idempotency_key: id } });
    }
    await expectNowhere(pin, answers);
    // Any other id is used as ever, and stands in the journal.
    const own = randomUUID();
    const captured = await world.call(`POST ${path}/capture`, { headers: { 'x-request-id': own } });
    expect([captured.body.outcome, captured.headers.get('x-request-id')]).toEqual(['paid', own]);
    expect((await world.call(`GET ${path}/timeline`)).text).toContain(own);
  });

  it('is no secret of another voucher: numbers of others may stand anywhere', async () => {
    const other = world.voucher(OTT, 1000);
    const made = await world.create(world.voucher(ONE_VOUCHER, 1000), {
      external_reference: other.pin,
      metadata: { card: '4111 1111 1111 1111', phone: '+27 82 123 4567', [other.pin]: '2026-11-26T08:15:33.123Z' },
    });
    expect([made.status, made.body.outcome]).toEqual([201, 'paid']);
  });
});
