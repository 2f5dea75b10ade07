// The search box over HTTP: what it understands, what it finds of whom, and that a PIN typed into it stands nowhere afterwards.
import { describeApi } from '../tools/engines';
import { type Answer, BLU, type Body, ONE_VOUCHER, OTT, startWorld, type World } from './world';

jest.setTimeout(60_000);

interface Found extends Body {
  readonly understood: readonly { readonly kind: string; readonly value: string }[];
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
    expect(first.understood).toEqual([{ kind: 'reference_beginning', value: 'PAGE' }]);
    const exact = await make('PAGE');
    const second = await search('PAGE', { limit: 3, cursor: first.next_cursor });
    const third = await search('PAGE', { limit: 3, cursor: second.next_cursor });
    expect([...first.data, ...second.data, ...third.data].map(({ id }) => id)).toEqual(made);
    expect([first.has_more, second.has_more, third.has_more, third.next_cursor]).toEqual([true, true, false, null]);
    expect(second.understood).toEqual(first.understood);
    await expectFound('PAGE', 'reference', [exact.body.id]);
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
      expect((await search(id, {}, live)).understood).toEqual([{ kind: 'other_mode', value: id }]);
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
    expect((answers[0]?.body as Found).understood).toEqual([{ kind: 'pin', value: `************${pin.slice(-4)}` }]);
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
