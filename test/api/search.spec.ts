// The search box over HTTP: what it understands, what it finds of whom, and that a PIN typed into it stands nowhere afterwards.
import { encodeCursor } from '../../src/api/lists/pagination';
import { encodeSearchCursor } from '../../src/api/redemptions/search/cursor';
import { parse } from 'csv-parse/sync';
import { describeApi } from '../tools/engines';
import { type Answer, BLU, type Body, ONE_VOUCHER, OTT, startWorld, type World } from './world';

jest.setTimeout(60_000);

interface Found extends Body {
  readonly understood: readonly {
    readonly kind: string;
    readonly value: string;
    readonly also: string | null;
    readonly words: number;
  }[];
  readonly complete: boolean;
}

describeApi('a search', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
  });
  afterAll(() => world.close());

  const ask = (body: object, key?: string): Promise<Answer> =>
    world.call('POST /v1/redemptions/search', { body, ...(key === undefined ? {} : { key }) });

  async function search(query: string, more: object = {}, key?: string): Promise<Found> {
    const answer = await ask({ query, ...more }, key);
    expect({ query, status: answer.status, text: answer.status === 200 ? '' : answer.text }).toEqual({
      query,
      status: 200,
      text: '',
    });
    return answer.body as Found;
  }

  async function expectFound(query: string, kinds: string, ids: readonly string[], more: object = {}): Promise<Found> {
    const found = await search(query, more);
    const said = found.understood.map(({ kind }) => kind).join(' ');
    expect({ query, said, ids: found.data.map(({ id }) => id) }).toEqual({ query, said: kinds, ids });
    expect(found.complete).toBe(true);
    return found;
  }

  const localDay = (time: string) => new Date(Date.parse(time) + 7_200_000).toISOString().slice(0, 10);
  const detailOf = (body: Body, name: string) => {
    const [operation] = body.operations as unknown as readonly {
      readonly id: string;
      readonly provider_reference: Record<string, string>;
    }[];
    return operation?.provider_reference[name] ?? '';
  };

  it('finds a redemption by everything that somebody may have in hand', async () => {
    const voucher = world.voucher(ONE_VOUCHER, 5000);
    const mark = voucher.pin.slice(-4);
    const made = await world.create(voucher, {
      amount: 1937,
      currency: 'ZAR',
      external_reference: `INV-${mark}-7`,
      redemption_options: { terminal_id: `T${mark}` },
    });
    const { id, change_voucher: change } = made.body;
    const [operation] = made.body.operations;
    const reversed = await world.call(`POST /v1/redemptions/${id}/reverse`, {
      body: { reason: 'r', amount: 500, idempotency_key: `back ${id}` },
    });
    const refund = reversed.body.refund_voucher?.pin ?? '';
    expect(refund).toMatch(/^\d{16}$/);
    const pin = change?.pin ?? '';
    const spaced = voucher.pin.replace(/(\d{4})(?=\d)/g, '$1 ');
    const day = localDay((made.body as unknown as { created_at: string }).created_at);
    const events = await world.call(`GET /v1/events?redemption_id=${id}`);
    for (const [query, kinds] of [
      [id, 'id'],
      [id.toUpperCase(), 'id'],
      [operation?.id ?? '', 'id'],
      [reversed.body.id, 'id'],
      [events.body.data[0]?.id ?? '', 'id'],
      [voucher.pin, 'pin'],
      [spaced, 'pin'],
      [spaced.replace(/ /g, '-'), 'pin'],
      [pin, 'pin'],
      [refund, 'pin'],
      [`${mark} till:T${mark}`, 'pin_end terminal'],
      [`${pin.slice(-4)} till:T${mark}`, 'pin_end terminal'],
      [`R19,37 till:T${mark}`, 'amount terminal'],
      [`19.37 ${mark} ${day}`, 'amount pin_end created'],
      [detailOf(made.body, 'reference'), 'reference'],
      [detailOf(made.body, 'reference').toUpperCase(), 'reference'],
      [`INV-${mark}-7`, 'reference'],
      [`"INV-${mark}-7" R19.37`, 'reference amount'],
      [`INV-${mark}`, 'reference_beginning'],
      [`till:T${mark} ${day} 00:00-24:00`, 'terminal created'],
      [
        `${id} ${mark} R19.37 till:T${mark} ${day} INV-${mark}`,
        'id pin_end amount terminal created reference_beginning',
      ],
    ] as const)
      await expectFound(query, kinds, [id]);
    for (const name of ['transaction_id', 'serial_number']) {
      const text = detailOf(made.body, name);
      if (text !== '') expect((await search(`"${text}" ${mark}`)).data.map((row) => row.id)).toEqual([id]);
    }
    // What is true of it, and one thing that is not.
    for (const [query, kinds] of [
      [`${id} 0000`, 'id pin_end'],
      [`${mark} R19.38`, 'pin_end amount'],
      [`${mark} till:T${mark} till:T2`, 'pin_end terminal terminal'],
      [`${mark} 2020-01-01`, 'pin_end created'],
      [`INV-${mark}-7 nowhere`, 'reference reference_beginning'],
    ] as const)
      await expectFound(query, kinds, []);
    await expectFound(mark, 'pin_end', [], { status: 'failed' });
    await expectFound(mark, 'pin_end', [], { outcome: 'not_paid' });
    await expectFound(voucher.pin, 'pin', [id], { type: ONE_VOUCHER, status: 'confirmed', outcome: 'paid' });
    await expectFound(voucher.pin, 'pin', [], { type: BLU });
    await expectFound(id, 'id', [], { type: BLU });
    await expectFound(id, 'id', [id], { created_from: day, created_to: day });
    await expectFound(id, 'id', [], { created_to: '2020-01-01T00:00:00Z' });
  });

  it('finds a PIN that was refused, one that was tried again, and what a review is about', async () => {
    const used = world.voucher(OTT, 5000, 'used');
    const refused = await world.create(used);
    const again = await world.create(used);
    expect([refused.body.outcome, again.body.outcome]).toEqual(['not_paid', 'not_paid']);
    await expectFound(used.pin, 'pin', [again.body.id, refused.body.id]);
    const draft = await world.create(world.voucher(BLU), {
      confirm: false,
      external_reference: `rvw ${used.pin.slice(-4)}`,
    });
    await world.openReview(draft.body.id);
    const reviews = await world.call('GET /v1/reviews');
    const review = reviews.body.data.find((row) => row.redemption_id === draft.body.id);
    await expectFound(review?.id ?? '', 'id', [draft.body.id]);
  });

  it('finds a phone number however it is written, and shows it to nobody', async () => {
    const voucher = world.voucher(OTT, 5000);
    const source = { pin: voucher.pin, phone_number: '0839876501' };
    const made = await world.call('POST /v1/redemptions', { body: { type: OTT, source } });
    const change = await world.create(world.voucher(BLU), {
      confirm: false,
      redemption_options: { mobile_number: '27839876501' },
    });
    const ids = [change.body.id, made.body.id];
    for (const query of [
      '0839876501',
      '083 987 6501',
      '+27 83 987 6501',
      '+27839876501',
      '27839876501',
      '0027 83 987 6501',
      '0027839876501',
    ]) {
      const { data } = await expectFound(query, 'phone', ids);
      expect(JSON.stringify(data)).not.toContain('839876501');
    }
    await expectFound(`0839876501 ${voucher.pin.slice(-4)}`, 'phone pin_end', [made.body.id]);
    await expectFound('0839876502', 'phone', []);
  });

  it('pages newest first, whatever comes in meanwhile, and goes on with what the first page took a word for', async () => {
    const make = (reference: string) =>
      world.create(world.voucher(BLU), { confirm: false, external_reference: reference });
    const made: string[] = [];
    for (let index = 0; index < 7; index += 1) made.unshift((await make(`PAGE-${String(index)}`)).body.id);
    const first = await search('PAGE', { limit: 3 });
    expect(first.understood).toEqual([{ kind: 'reference_beginning', value: 'PAGE', also: null, words: 1 }]);
    const exact = await make('PAGE');
    const second = await search('PAGE', { limit: 3, cursor: first.next_cursor });
    const third = await search('PAGE', { limit: 3, cursor: second.next_cursor });
    expect([...first.data, ...second.data, ...third.data].map(({ id }) => id)).toEqual(made);
    expect([first.has_more, second.has_more, third.has_more, third.next_cursor]).toEqual([true, true, false, null]);
    expect(second.understood).toEqual(first.understood);
    await expectFound('PAGE', 'reference', [exact.body.id]);
  });

  it('gives the same rows as a file, whole, from a page on or so many, with no PIN and no formula', async () => {
    const file = async (body: object) => {
      const answer = await world.call('POST /v1/redemptions/search', { body, headers: { accept: 'text/csv' } });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        'text/csv; charset=utf-8; header=present',
      ]);
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="redemptions.csv"');
      for (const { pin } of world.books.snapshot().vouchers) expect(answer.text).not.toContain(pin);
      return parse<Record<string, string>>(answer.text, { columns: true });
    };
    // More than the largest page, of two tills that are both meant, and some of the same second.
    for (const id of ['T31', 'POS31'])
      await world.call('POST /v1/terminals', { body: { terminal_id: id, name: `Till ${id}` } });
    const make = (index: number) =>
      world.create(world.voucher(BLU), {
        confirm: false,
        external_reference: `=FILE(${String(index)})`,
        redemption_options: { terminal_id: index % 3 ? 'T31' : 'POS31' },
      });
    for (let at = 0; at < 125; at += 25) await Promise.all(Array.from({ length: 25 }, (_, index) => make(at + index)));
    for (const query of ['till 31', '=FILE']) {
      const pages: Found[] = [await search(query, { limit: 50 })];
      for (let last = pages[0]; last?.has_more; last = pages.at(-1))
        pages.push(await search(query, { limit: 50, cursor: last.next_cursor }));
      const shown = pages.flatMap(({ data }) => data.map(({ id }) => id));
      const rows = await file({ query });
      expect(rows).toHaveLength(125);
      expect(rows.map(({ id }) => id)).toEqual(shown);
      for (const row of rows) expect(row['external_reference']).toMatch(/^'=FILE\(\d+\)$/);
      expect((await file({ query, limit: 7 })).map(({ id }) => id)).toEqual(shown.slice(0, 7));
      const later = await file({ query, cursor: pages[0]?.next_cursor });
      expect(later.map(({ id }) => id)).toEqual(shown.slice(50));
    }
    expect(await file({ query: 'till 31', outcome: 'paid' })).toEqual([]);
    const refused = await world.call('POST /v1/redemptions/search', { body: {}, headers: { accept: 'text/csv' } });
    expect([refused.status, refused.body.code]).toEqual([400, 'validation_failed']);
  });

  it('shows nothing of other accounts, and says of the other mode that an id is there', async () => {
    const voucher = world.voucher(BLU);
    const { body } = await world.create(voucher, { external_reference: 'of this shop' });
    const stranger = await world.newKey('A stranger', 'test', 'secret');
    const live = await world.newKey('default', 'live', 'secret');
    const [operation] = body.operations;
    for (const query of [
      body.id,
      operation?.id ?? '',
      voucher.pin,
      voucher.pin.slice(-4),
      '"of this shop"',
      detailOf(body, 'reference'),
    ]) {
      for (const key of [stranger, live]) expect((await search(query, {}, key)).data).toEqual([]);
      expect((await search(query, {}, stranger)).understood.map(({ kind }) => kind)).not.toContain('other_mode');
    }
    for (const id of [body.id, operation?.id ?? ''])
      expect((await search(id, {}, live)).understood).toEqual([
        { kind: 'other_mode', value: id, also: null, words: 1 },
      ]);
    const publishable = await ask({ query: body.id }, world.keys.publishable);
    expect([publishable.status, publishable.body.code]).toEqual([403, 'key_not_allowed']);
    expect((await ask({ query: body.id }, '')).status).toBe(401);
  });

  it('finds a terminal by its id, with what it made', async () => {
    const terminal = await world.call('POST /v1/terminals', { body: { terminal_id: 'Till77', name: 'Front' } });
    const { body } = await world.create(world.voucher(BLU), { redemption_options: { terminal_id: 'Till77' } });
    await expectFound(terminal.body.id, 'id', [body.id]);
    await expectFound(`${terminal.body.id} till:Till77`, 'id terminal', [body.id]);
  });

  describe('of a till', () => {
    const sale = async (terminal_id: string, more: object = {}, key?: string) => {
      const fields = { confirm: false, redemption_options: { terminal_id }, ...more };
      return (await world.create(world.voucher(BLU), fields, key === undefined ? {} : { key })).body.id;
    };
    const register = (terminal_id: string, name: string) =>
      world.call('POST /v1/terminals', { body: { terminal_id, name } });
    const tillsOf = ({ understood }: Found) =>
      understood.flatMap(({ kind, value }) => (kind === 'terminal' ? [value] : []));

    it('takes what people call it, whatever the letters before its number are', async () => {
      await register('T41', 'Corner counter');
      const id = await sale('T41');
      for (const said of ['till 41', 'Till T41', 'till:41', 'till:t41', 'TILL 041', 'till no. 41', 'terminal 41'])
        expect(tillsOf(await expectFound(said, 'terminal', [id]))).toEqual(['T41']);
      await expectFound('till "corner counter"', 'terminal', [id]);
      expect(tillsOf(await expectFound('till:T41', 'terminal', [id]))).toEqual(['T41']);
      await expectFound('till:41 till:T41', 'terminal terminal', [id]);
      await expectFound('till 41 till 42', 'terminal terminal', []);
      expect(tillsOf(await search('till 499'))).toEqual(['499']);
    });

    it('takes one that is registered nowhere to the letter, else as it may be written', async () => {
      const [one, other] = [await sale('52'), await sale('T52')];
      expect(tillsOf(await expectFound('till:52', 'terminal', [one]))).toEqual(['52']);
      expect(tillsOf(await expectFound('till t52', 'terminal', [other]))).toEqual(['T52']);
      const third = await sale('TILL53');
      expect(tillsOf(await expectFound('till 53', 'terminal', [third]))).toEqual(['TILL53']);
    });

    it('looks at each of those that have the number, newest first, a page at a time', async () => {
      await register('T64', 'Left');
      await register('POS64', 'Right');
      const made: string[] = [];
      for (let index = 0; index < 5; index += 1) made.unshift(await sale(index % 2 ? 'T64' : 'POS64'));
      const pages: Found[] = [await search('till 64', { limit: 2 })];
      expect(tillsOf(pages[0] as Found)).toEqual(['POS64, T64']);
      // A till of that number which comes in meanwhile is not among those that the first page meant.
      await register('64', 'Late');
      await sale('64');
      for (let last = pages[0]; last?.has_more; last = pages.at(-1))
        pages.push(await search('till 64', { limit: 2, cursor: last.next_cursor }));
      expect(pages.flatMap(({ data }) => data.map(({ id }) => id))).toEqual(made);
      expect(new Set(pages.map((page) => tillsOf(page).join()))).toEqual(new Set(['POS64, T64']));
      expect(tillsOf(await search('till 64'))).toEqual(['64']);
    });

    it('takes its bare id for it, and still finds who is called so', async () => {
      const called = await sale('T99', { external_reference: 'T71' });
      await expectFound('T71', 'reference', [called]);
      await register('T71', 'Seventy-one');
      const ids = [called];
      for (let index = 0; index < 3; index += 1) ids.unshift(await sale('T71'));
      const found = await expectFound('t71', 'terminal', ids.slice(0, 3));
      expect(found.understood[0]).toEqual({ kind: 'terminal', value: 'T71', also: 'reference', words: 1 });
      await expectFound('at T71', 'terminal', ids);
      const first = await expectFound('T71', 'terminal', ids.slice(0, 2), { limit: 2 });
      await expectFound('T71', 'terminal', ids.slice(2), { limit: 2, cursor: first.next_cursor });
      await expectFound('"T71"', 'reference', [called]);
      await expectFound('T71 till:T99', 'terminal terminal', [called]);
      await expectFound(`${called} T71`, 'id terminal', [called]);
      await expectFound(`${ids[0] ?? ''} T71`, 'id terminal', [ids[0] ?? '']);
      await expectFound(`${ids[0] ?? ''} "T71"`, 'id reference', []);
      // Two that are alike, and none of them to the letter: it says nothing.
      await register('TILL71', 'Another');
      await expectFound('t71', 'reference_beginning', []);
    });

    it('shows none of another account or mode', async () => {
      await register('T83', 'Eighty-three');
      await sale('T83');
      for (const key of [
        await world.newKey('A stranger', 'test', 'secret'),
        await world.newKey('default', 'live', 'secret'),
      ]) {
        for (const query of ['T83', 'till 83', 'till:T83', 'till "Eighty-three"'])
          expect((await search(query, {}, key)).data).toEqual([]);
        expect(tillsOf(await search('till 83', {}, key))).toEqual(['83']);
        expect(tillsOf(await search('T83', {}, key))).toEqual([]);
      }
    });
  });

  it('takes a short number for money and for a reference, and a text with a story around it', async () => {
    const named = (await world.create(world.voucher(BLU), { confirm: false, external_reference: '731' })).body.id;
    const voucher = world.voucher(BLU);
    const paid = await world.create(voucher, {
      confirm: false,
      amount: 73_100,
      currency: 'ZAR',
      redemption_options: { terminal_id: 'T96' },
    });
    await expectFound('731', 'amount', [paid.body.id, named]);
    await expectFound('R731', 'amount', [paid.body.id]);
    await expectFound('"731"', 'reference', [named]);
    await expectFound('73', 'reference_beginning', [named]);
    const clock = new Date(Date.now() + 7_200_000).toISOString().slice(11, 16);
    const mark = voucher.pin.slice(-4);
    await expectFound(`R731 voucher ending in ${mark} at till 96, around ${clock}`, 'amount pin_end terminal created', [
      paid.body.id,
    ]);
  });

  it('means the same by now on every page', async () => {
    const dayOf = ({ understood }: Found) => understood[0]?.value.slice(0, 10);
    const made = await world.create(world.voucher(BLU), { confirm: false });
    const after = { createdAt: Date.now() + 60_000, id: made.body.id };
    const asOf = Date.now() - 86_400_000;
    const later = await search('today', { cursor: encodeSearchCursor({ asOf, beginning: null }, after) });
    expect(dayOf(later)).toBe(localDay(new Date(asOf).toISOString()));
    expect(later.data).toEqual([]);
    // Of a version that settled no time.
    const plain = await search('today', { cursor: encodeCursor('search', after) });
    expect(plain.data.map(({ id }) => id)).toContain(made.body.id);
    const { next_cursor: cursor } = await search('today', { limit: 1 });
    const [time = '', rest = ''] = (cursor ?? '').split('.');
    for (const broken of [`${asOf.toString(36)}.${rest}`, `${time}.`, rest, `${time}.${time}.${rest}`])
      expect((await ask({ query: 'today', cursor: broken })).status).toBe(400);
  });

  it('keeps a PIN that is looked for out of answers, logs and the store', async () => {
    const { pin } = world.voucher(BLU);
    const spaced = pin.replace(/(\d{4})(?=\d)/g, '$1 ');
    const headers = { 'idempotency-key': `search ${pin}` };
    const answers = [
      await world.call('POST /v1/redemptions/search', { body: { query: pin }, headers }),
      await ask({ query: spaced }),
      await ask({ query: `PIN:${pin}` }),
      await ask({ query: `x${pin}y "${spaced}"` }),
      await ask({ query: pin, [pin]: 1, limit: pin, type: pin, cursor: pin, created_from: pin }),
      await ask({ query: `${pin} `.repeat(30) }),
      await world.call('POST /v1/redemptions/search', { body: `{"query":"${pin}"` }),
      await world.call('POST /v1/redemptions/search', {
        body: { query: pin },
        headers: { 'x-request-id': `for-${pin}` },
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 400, 400, 400, 400]);
    expect((answers[0]?.body as Found).understood).toEqual([
      { kind: 'pin', value: `************${pin.slice(-4)}`, also: 'reference', words: 1 },
    ]);
    expect(answers[7]?.body.code).toBe('pin_in_text');
    for (const { text } of answers) expect(text.replace(/[ -]/g, '')).not.toContain(pin);
    expect(world.logs.length).toBeGreaterThan(0);
    expect(world.logs.join('').replace(/[ -]/g, '')).not.toContain(pin);
    expect((await world.stored()).includes(pin)).toBe(false);
  });

  it.each([
    ['nothing', {}, 'query required'],
    ['no text', { query: 7 }, 'query wrong_type'],
    ['an empty query', { query: '' }, 'query malformed'],
    ['spaces alone', { query: ' \u200b ' }, 'query malformed'],
    ['too long a query', { query: 'x'.repeat(201) }, 'query too_long'],
    ['too many words', { query: 'x '.repeat(13) }, 'query too_many'],
    ['a limit out of range', { query: 'x', limit: 101 }, 'limit out_of_range'],
    ['a limit that is no number', { query: 'x', limit: '20' }, 'limit wrong_type'],
    ['a cursor of another list', { query: 'x', cursor: 'MTIzLnJkbV8' }, 'cursor malformed'],
    ['a type that there is not', { query: 'x', type: 'vouchers.none' }, 'type not_allowed'],
    ['a status that there is not', { query: 'x', status: 'paid' }, 'status not_allowed'],
    ['no time', { query: 'x', created_from: 'today' }, 'created_from malformed'],
    ['a field that there is not', { query: 'x', metadata: {} }, 'metadata unknown_field'],
  ])('refuses %s, and names the field', async (_what, body, fault) => {
    const answer = await ask(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ param, code }) => `${param} ${code}`)).toEqual([fault]);
  });

  it('takes a query of two hundred characters and of twelve words', async () => {
    expect((await search('x'.repeat(200))).data).toEqual([]);
    const { understood } = await search(Array.from({ length: 12 }, (_, index) => `w${String(index)}`).join(' '));
    expect(understood).toHaveLength(12);
  });
});
