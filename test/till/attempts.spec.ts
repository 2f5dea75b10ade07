// The till from Enter to an outcome, through lost answers, reloads and power cuts. No takings but one, and no word before the server's.
import { Disk, Shop } from './shop';
import { OTT, type Fate } from './model-server';

const PIN = '1115684091419838';
const OTHER = '2225684091419831';

let shop: Shop;
beforeEach(async () => {
  shop = new Shop();
  shop.server.vouchers.set(PIN, 1900);
  shop.server.vouchers.set(OTHER, 9000);
  await shop.open();
});
afterEach(() => {
  shop.close();
});

const takings = () => shop.server.takings.map(({ pin, cents }) => [pin, cents]);

describe('a sale', () => {
  it('takes a typed amount and a scan, and no key more', async () => {
    expect(shop.screen).toMatchObject({ name: 'amount', entryCents: 0 });
    await shop.sell('1500', PIN);
    expect(shop.screen.name).toBe('paid');
    expect(takings()).toEqual([[PIN, 1500]]);
    expect(shop.printed.map(({ redemption }) => redemption.change?.amountCents)).toEqual([400]);
    expect(shop.tones).toEqual(['paid']);
    expect(JSON.stringify(shop.state)).not.toContain(PIN);
    await shop.type('Enter');
    expect(shop.screen).toMatchObject({ name: 'amount', entryCents: 0 });
    expect(shop.state.attempts).toEqual({});
    expect(shop.server.rows).toMatchObject([{ printed: 1 }]);
  });

  it('needs the scan alone where a point of sale named the amount, and does not begin it again after a reload', async () => {
    await shop.open('?amount=1500&ref=INV-7');
    expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 1500, reference: 'INV-7' } });
    await shop.scan(PIN, null);
    await shop.read();
    expect(shop.screen.name).toBe('paid');
    expect(shop.isAddressCleared).toBe(true);
    expect(shop.server.rows).toMatchObject([{ reference: 'INV-7' }]);
    // The browser was killed before the address was written down.
    await shop.open('?amount=1500&ref=INV-7');
    expect(shop.screen.name).toBe('paid');
    await shop.type('Enter');
    expect(shop.screen).toMatchObject({ name: 'amount', entryCents: 0 });
  });

  it('pays a part, and goes on with what is left', async () => {
    await shop.sell('5000', PIN);
    expect(shop.screen.name).toBe('partly_paid');
    await shop.type('Enter');
    expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 3100, paidCents: 1900 }, pin: '' });
    await shop.read();
    await shop.scan(OTHER);
    await shop.read();
    expect(shop.screen.name).toBe('paid');
    expect(takings()).toEqual([
      [PIN, 1900],
      [OTHER, 3100],
    ]);
  });

  it('keeps the rest of a sale over a reload, until the cashier goes on to the next customer', async () => {
    shop.server.vouchers.set(OTHER, 3100);
    await shop.sell('5000', PIN);
    await shop.open();
    expect(shop.screen.name).toBe('partly_paid');
    await shop.read();
    await shop.type('Enter');
    expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 3100 } });
    for (const keys of [[], ['Escape', 'Enter'], ['F6'], ['F5']]) {
      await shop.type(...keys);
      await shop.open();
      expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 3100 } });
      await shop.open('?lang=zu');
      expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 3100 } });
    }
    expect(shop.disk.text()).not.toContain(PIN);
    await shop.open('?amount=1500&ref=INV-8');
    expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 1500, paidCents: 0 } });
    await shop.open();
    expect(shop.screen).toMatchObject({ name: 'amount', entryCents: 0 });
  });

  it('is latched: a second Enter, a second tap and a second scan do nothing', async () => {
    await shop.type('1', '5', '0', '0', 'Enter');
    await shop.read();
    shop.act({ type: 'enter_text', field: 'pin', text: PIN });
    for (let press = 0; press < 3; press++) shop.act({ type: 'go_on' });
    await shop.scan(PIN);
    expect(shop.server.rows).toHaveLength(1);
    expect(takings()).toEqual([[PIN, 1500]]);
  });

  it('offers another type for a PIN that its provider does not know, with a new key', async () => {
    await shop.sell('1500', '3335684091419834');
    expect(shop.screen.name).toBe('not_paid');
    const [attempt] = Object.values(shop.state.attempts);
    expect(attempt).toMatchObject({ otherTypes: ['vouchers.blu'], redemption: { reason: 'voucher_not_found' } });
    shop.act({ type: 'try_as', typeId: 'vouchers.blu' });
    expect(shop.screen).toMatchObject({ name: 'voucher', pin: '' });
    expect(shop.screen).not.toMatchObject({ key: attempt?.key });
  });

  it('offers no other type for a voucher that was spent: it was of this type', async () => {
    const pin = '3335684091419834';
    shop.server.vouchers.set(pin, 1900);
    await shop.sell('1500', pin);
    await shop.type('Enter');
    await shop.read();
    await shop.sell('1500', pin);
    const [attempt] = Object.values(shop.state.attempts);
    expect(attempt).toMatchObject({ otherTypes: ['vouchers.blu'], refusal: { code: 'voucher_in_use' } });
    shop.act({ type: 'try_as', typeId: 'vouchers.blu' });
    expect(shop.screen.name).toBe('not_paid');
  });

  it('asks for the phone number where the type needs it', async () => {
    shop.server.vouchers.set('684091419838', 1900);
    await shop.type('1', '5', '0', '0', 'F2', 'Enter');
    await shop.read();
    await shop.scan('684091419838');
    expect(shop.screen).toMatchObject({ name: 'voucher', field: 'phone', fault: null });
    await shop.type('0', '8', '2', 'Enter');
    expect(shop.screen).toMatchObject({ fault: 'wrong_phone' });
    await shop.type(...Array.from('1234567'), 'Enter');
    await shop.read();
    expect(shop.screen.name).toBe('paid');
    expect(shop.server.rows).toMatchObject([{ type: OTT }]);
  });
});

describe('an answer that does not come', () => {
  it('is asked for with the same key until it does, and says meanwhile why it waits', async () => {
    shop.server.fates = ['lost', 'answer_lost', 'busy', 'limited', 'lost'];
    await shop.type('1', '5', '0', '0', 'Enter');
    await shop.read();
    await shop.scan(PIN);
    expect(shop.screen.name).toBe('sending');
    expect(shop.state.trouble).toMatchObject({ kind: 'offline' });
    await shop.clock.pass(60_000);
    expect(shop.screen.name).toBe('paid');
    expect(shop.state.trouble).toBeNull();
    expect(takings()).toEqual([[PIN, 1500]]);
    const keys = shop.server.requests.filter(({ route }) => route === 'POST /v1/redemptions').map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(4);
    expect(new Set(keys).size).toBe(1);
  });

  it('stays in doubt where the server turns everybody away before it looks at the key', async () => {
    shop.server.fates = ['answer_lost', ...Array<'limited'>(200).fill('limited')];
    await shop.type('1', '5', '0', '0', 'Enter');
    await shop.read();
    await shop.scan(PIN);
    await shop.clock.pass(200_000);
    expect(shop.screen.name).toBe('sending');
    expect(shop.state.trouble).toMatchObject({ kind: 'asked_to_wait', code: 'rate_limited' });
    shop.server.fates = [];
    await shop.clock.pass(20_000);
    expect(shop.screen.name).toBe('paid');
  });

  it.each(['astray', 'odd'] as const)('is not what comes in its place: %s', async (fate) => {
    shop.server.fates = ['answer_lost', ...Array<typeof fate>(10).fill(fate)];
    await shop.type('1', '5', '0', '0', 'Enter');
    await shop.read();
    await shop.scan(PIN);
    await shop.clock.pass(5_000);
    expect(shop.screen.name).toBe(fate === 'odd' ? 'sending' : 'finding_out');
    await shop.clock.pass(120_000);
    expect(shop.screen.name).toBe('paid');
    expect(takings()).toEqual([[PIN, 1500]]);
  });

  it.each([
    ['sum', '1600', null, '9995684091419838', 2],
    ['voucher', '1500', null, OTHER, 2],
    ['reference', '1500', 'INV-8', '9995684091419838', 1],
  ] as const)('is not what was said of another sale: another %s', async (_, cents, reference, pin, times) => {
    shop.server.vouchers.set(pin, 9000);
    await shop.sell('1500', PIN);
    await shop.type('Enter');
    await shop.open(`?amount=${cents}${reference === null ? '' : `&ref=${reference}`}`);
    shop.server.fates = Array<Fate>(times).fill('mixed_up');
    await shop.scan(pin);
    await shop.clock.pass(30_000);
    expect(shop.screen.name).toBe('not_paid');
    expect(Object.values(shop.state.attempts)).toMatchObject([{ phase: 'refused', redemption: null }]);
    expect(takings()).toEqual([[PIN, 1500]]);
  });

  it.each([
    ['which the browser itself sent twice', ['resent_refused'], 'paid', 1500],
    ['which never arrived', ['refused'], 'not_paid', 0],
    ['of which nobody can be asked for a while', ['resent_refused', ...Array<Fate>(30).fill('not_here')], 'paid', 1500],
  ] as const)('is refused, %s: the key is asked before a word is said', async (_, fates, says, taken) => {
    shop.server.fates = [...fates];
    await shop.sell('1500', PIN);
    await shop.clock.pass(5_000);
    const recovers = shop.server.requests.filter(({ route }) => route === 'POST /v1/redemptions/recover').length;
    expect(recovers).toBeLessThan(10);
    expect(JSON.stringify(shop.state)).not.toContain(PIN);
    await shop.clock.pass(300_000);
    expect(shop.screen.name).toBe(says);
    expect(takings()).toEqual(taken > 0 ? [[PIN, taken]] : []);
    const [attempt] = Object.values(shop.state.attempts);
    expect(attempt?.refusal?.code).toBe(says === 'paid' ? undefined : 'unsupported_media_type');
    await shop.type('Enter');
    expect(shop.screen.name).toBe(says === 'paid' ? 'amount' : 'voucher');
  });

  it('goes on for as long as the page lives', async () => {
    await shop.type('1', '5', '0', '0', 'Enter');
    await shop.read();
    shop.server.isDown = true;
    await shop.scan(PIN);
    await shop.clock.pass(600_000);
    expect(shop.screen.name).toBe('sending');
    shop.server.isDown = false;
    await shop.clock.pass(20_000);
    expect(shop.screen.name).toBe('paid');
  });

  it.each([
    ['an hour, in which the server is back long since', 503, '3600'],
    ['no time at all', 502, '0'],
    ['longer than a timer can count', 429, '99999999999'],
  ])('is not left to something on the way that asks to wait for %s', async (_, status, retryAfter) => {
    shop.server.foreign = { route: /^POST/, status, retryAfter };
    await shop.sell('1500', PIN);
    await shop.clock.pass(300_000);
    expect(shop.screen.name).toBe('sending');
    const sent = shop.server.requests.filter(({ key }) => key !== null).length;
    expect([sent >= 9, sent <= 150]).toEqual([true, true]);
    shop.server.foreign = null;
    await shop.clock.pass(31_000);
    expect([shop.screen.name, takings()]).toEqual(['paid', [[PIN, 1500]]]);
  });

  it('is given up for another means of payment: asked by the key, the PIN forgotten, and the late request takes nothing', async () => {
    shop.server.fates = ['late', ...Array<'lost'>(20).fill('lost')];
    await shop.type('1', '5', '0', '0', 'Enter');
    await shop.read();
    await shop.scan(PIN);
    await shop.read();
    shop.act({ type: 'give_up' });
    expect(JSON.stringify(shop.state)).not.toContain(PIN);
    expect(shop.screen.name).toBe('finding_out');
    shop.server.fates = [];
    await shop.clock.pass(20_000);
    expect(shop.screen.name).toBe('never_arrived');
    shop.server.deliverLate();
    expect(takings()).toEqual([]);
    await shop.read();
    await shop.type('Enter');
    expect(shop.screen).toMatchObject({ name: 'amount', entryCents: 0 });
  });

  it('is no answer where the server is not certain, and is followed until it is', async () => {
    shop.server.isProviderQuiet = true;
    await shop.sell('1500', PIN);
    expect(shop.screen.name).toBe('checking');
    expect(JSON.stringify(shop.state)).not.toContain(PIN);
    await shop.type('Enter', 'Escape', 'Enter');
    expect(shop.screen.name).toBe('checking');
    await shop.type('F4');
    expect(shop.screen.name).toBe('amount');
    await shop.clock.pass(1000);
    shop.server.isProviderQuiet = false;
    await shop.sell('2000', OTHER);
    await shop.type('Enter');
    await shop.read();
    shop.tones.length = 0;
    shop.server.settle(true);
    await shop.clock.pass(40_000);
    expect(shop.tones).toEqual(['paid']);
    expect(shop.screen.name).toBe('amount');
    await shop.type('F5');
    await shop.read();
    await shop.type('Enter');
    await shop.read();
    expect(shop.screen.name).toBe('paid');
    expect(shop.printed.at(-1)?.redemption.change?.pin).toBe('4821930475610293');
    await shop.type('Enter');
    expect(shop.screen.name).toBe('amount');
    expect(shop.state.attempts).toEqual({});
  });
});

describe('what nobody has seen', () => {
  const lists = () => shop.server.requests.filter(({ route }) => route.includes('acknowledged=false')).length;
  const parked = () => Object.values(shop.state.attempts).map(({ redemption }) => redemption?.id);
  /** What a page before this one sent, and whose arrival nobody knew of. */
  const arrives = (key: string, pin: string) =>
    shop.server.answer({ route: 'POST /v1/redemptions', key, body: { type: 'x', source: { pin }, amount: 1500 } });

  it.each(['online', 'look_again'] as const)('is asked for again: %s, once a minute at most', async (type) => {
    const told = () => shop.till?.dispatch({ type: 'report', report: { type } });
    expect(lists()).toBe(1);
    await arrives('a', PIN);
    for (let time = 0; time < 50; time++) {
      told();
      await shop.clock.pass(1000);
      shop.till?.dispatch({ type: 'ticked' });
    }
    expect([lists(), parked()]).toEqual([1, []]);
    await shop.clock.pass(10_000);
    shop.till?.dispatch({ type: 'ticked' });
    await shop.clock.pass(10);
    expect([lists(), parked()]).toEqual([2, [shop.server.rows[0]?.id]]);
    expect(shop.screen.name).toBe('amount');
    // Nothing has happened since: nothing is asked.
    await shop.clock.pass(100_000);
    shop.till?.dispatch({ type: 'ticked' });
    await shop.clock.pass(10);
    expect(lists()).toBe(2);
  });

  it.each(['could not be written', 'was gone'])('is asked for after a sale whose record %s', async (how) => {
    await shop.clock.pass(60_000);
    shop.disk.refuses = how === 'could not be written';
    await shop.type('1', '5', '0', '0', 'Enter');
    await shop.read();
    const held = shop.server.hold();
    await shop.scan(PIN);
    if (how === 'was gone') shop.disk.records.clear();
    await arrives('a', OTHER);
    held();
    await shop.read();
    expect([shop.screen.name, lists()]).toEqual(['paid', 1]);
    await shop.type('Enter');
    await shop.read();
    expect([shop.screen.name, lists()]).toEqual(['amount', 2]);
    expect(parked()).toEqual([shop.server.rows.find(({ pin }) => pin === OTHER)?.id]);
  });

  it('is not what was begun here while the list was on its way', async () => {
    await shop.clock.pass(60_000);
    shop.server.listsLate = true;
    shop.till?.dispatch({ type: 'report', report: { type: 'look_again' } });
    shop.server.fates = ['answer_lost', ...Array<'lost'>(200).fill('lost')];
    await shop.sell('1500', PIN);
    expect([shop.screen.name, lists()]).toEqual(['sending', 2]);
    shop.server.deliverLists();
    await shop.read();
    expect(parked()).toEqual([undefined]);
    // While it is not known what became of it nothing is asked; then what was thrown away is asked for again.
    await shop.type('F4');
    await shop.clock.pass(60_000);
    shop.till?.dispatch({ type: 'ticked' });
    expect([shop.screen.name, lists()]).toEqual(['amount', 2]);
    shop.server.fates = [];
    await arrives('a', OTHER);
    await shop.clock.pass(20_000);
    shop.till?.dispatch({ type: 'ticked' });
    await shop.read();
    expect([lists(), parked()]).toEqual([3, shop.server.rows.map(({ id }) => id)]);
  });

  it('is not what was handed over here, of which the server has not heard yet', async () => {
    await shop.sell('1500', PIN);
    await shop.type('Enter');
    await shop.read();
    const [row] = shop.server.rows;
    expect(row).toMatchObject({ acknowledged: 1 });
    row!.acknowledged = 0;
    shop.till?.dispatch({ type: 'report', report: { type: 'look_again' } });
    await shop.clock.pass(60_000);
    shop.till?.dispatch({ type: 'ticked' });
    await shop.read();
    expect([lists(), parked()]).toEqual([2, []]);
  });
});

describe('what is checking, and has no record here', () => {
  const parked = () => Object.values(shop.state.attempts).map(({ redemption }) => redemption?.id);
  const ticks = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      shop.till?.dispatch({ type: 'ticked' });
      await shop.clock.pass(1000);
    }
  };

  beforeEach(async () => {
    shop.server.isProviderQuiet = true;
    await shop.sell('1500', PIN);
    shop.close();
    shop.disk = new Disk();
    shop.server.knowsNoId = true;
    await shop.open();
  });

  it('is not forgotten where a read of it says that there is none', async () => {
    await shop.clock.pass(60_000);
    expect(shop.screen.name).toBe('checking');
    await shop.type('F4');
    await ticks(200);
    expect([shop.screen.name, parked()]).toEqual(['amount', [shop.server.rows[0]?.id]]);
    shop.server.knowsNoId = false;
    shop.server.settle(true);
    await ticks(40);
    expect(Object.values(shop.state.attempts)).toMatchObject([{ phase: 'settled', redemption: { outcome: 'paid' } }]);
  });

  it('goes once the list has it no more either, and not from under the eyes', async () => {
    await shop.clock.pass(60_000);
    shop.server.rows[0]!.acknowledged = 1;
    await ticks(100);
    expect(shop.screen.name).toBe('checking');
    await shop.type('F4');
    await ticks(100);
    expect(parked()).toEqual([]);
  });
});

describe('a sale that a point of sale names by its sum alone', () => {
  const LINK = '?amount=1500';

  it.each([
    ['is paid', false, 'paid', 'amount'],
    ['is in doubt', true, 'checking', 'amount'],
  ] as const)(
    '%s and was not seen to its end: it goes first, and the address is used up',
    async (_, quiet, shown, next) => {
      shop.server.isProviderQuiet = quiet;
      await shop.open(LINK);
      await shop.scan(PIN);
      await shop.read();
      await shop.open(LINK);
      expect(shop.screen.name).toBe(shown);
      expect(Object.values(shop.state.attempts)).toMatchObject([{ found: true, amountCents: 1500 }]);
      expect(shop.isAddressCleared).toBe(true);
      await shop.read();
      await shop.type(quiet ? 'F4' : 'Enter');
      expect(shop.screen).toMatchObject({ name: next, entryCents: 0 });
      expect(takings()).toHaveLength(quiet ? 0 : 1);
    },
  );

  it('was seen to its end: the same address is a new sale', async () => {
    await shop.open(LINK);
    await shop.scan(PIN);
    await shop.read();
    await shop.type('Enter');
    await shop.open(LINK);
    expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 1500, paidCents: 0 } });
    await shop.scan(OTHER);
    await shop.read();
    expect(takings()).toEqual([
      [PIN, 1500],
      [OTHER, 1500],
    ]);
  });

  it('is none of another sum, nor one with a number: those stand in the tray', async () => {
    shop.server.isProviderQuiet = true;
    await shop.open('?amount=1500&ref=INV-7');
    await shop.scan(PIN);
    await shop.read();
    await shop.open('?amount=9000');
    expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 9000 } });
    await shop.scan(OTHER);
    await shop.read();
    await shop.open(LINK);
    expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 1500, reference: null } });
    expect(Object.values(shop.state.attempts).map(({ parked }) => parked)).toEqual([true, true]);
    // The older of the two, by its number.
    await shop.open('?amount=1500&ref=INV-7');
    expect(shop.screen.name).toBe('checking');
    expect(Object.values(shop.state.attempts).find(({ parked }) => !parked)).toMatchObject({ reference: 'INV-7' });
  });

  it('is not changed by what was parked for somebody else', async () => {
    shop.server.isProviderQuiet = true;
    await shop.sell('1500', PIN);
    await shop.open('?amount=9000');
    expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 9000 } });
    shop.server.settle(true);
    await shop.clock.pass(40_000);
    await shop.type('F5');
    await shop.read();
    await shop.type('Enter');
    await shop.read();
    expect(shop.screen.name).toBe('paid');
    await shop.type('Enter');
    await shop.read();
    expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 9000, paidCents: 0, reference: null } });
  });

  it.each(['?amount=5000', '?amount=5000&ref=INV-9'])('goes on with what is left of it: %s', async (link) => {
    await shop.open(link);
    await shop.scan(PIN);
    await shop.read();
    await shop.open(link);
    expect(shop.screen.name).toBe('partly_paid');
    await shop.read();
    await shop.type('Enter');
    await shop.open(link);
    expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 3100, paidCents: 1900 } });
    await shop.scan(OTHER);
    await shop.read();
    await shop.open(link);
    expect(shop.screen.name).toBe('paid');
    expect(takings()).toEqual([
      [PIN, 1900],
      [OTHER, 3100],
    ]);
  });
});

describe('a sale that is paid, and whose end nobody has heard of yet', () => {
  const LINK = '?amount=1500&ref=INV-7';
  const LIST = /acknowledged=false/;
  beforeEach(async () => {
    await shop.open(LINK);
    await shop.scan(PIN);
    await shop.read();
    expect(shop.screen.name).toBe('paid');
  });

  it('is shown where the list cannot be read', async () => {
    shop.server.neverArrives = LIST;
    await shop.open(LINK);
    expect(shop.screen.name).toBe('paid');
    await shop.type('Enter');
    expect(shop.screen).toMatchObject({ name: 'amount', entryCents: 0 });
  });

  it('is found out about without a connection', async () => {
    shop.server.isDown = true;
    await shop.open(LINK);
    expect(shop.screen.name).toBe('finding_out');
    shop.server.isDown = false;
    await shop.clock.pass(20_000);
    expect(shop.screen.name).toBe('paid');
  });

  it.each([false, true])('goes first while another one is asked for, with its record gone: %s', async (isGone) => {
    await shop.open('?amount=3000&ref=INV-8');
    shop.server.fates = ['answer_lost', ...Array<Fate>(20).fill('lost')];
    if (isGone) shop.disk.records.clear();
    await shop.scan(OTHER);
    await shop.open(LINK);
    expect(shop.screen.name).toBe(isGone ? 'starting' : 'finding_out');
    shop.server.fates = [];
    await shop.clock.pass(20_000);
    expect(shop.screen.name).toBe('paid');
    expect(shop.state.attempts[('id' in shop.screen && shop.screen.id) || '']).toMatchObject({ reference: 'INV-7' });
  });

  it('without a record it is asked for before its voucher field opens', async () => {
    shop.disk.records.clear();
    shop.server.neverArrives = LIST;
    await shop.open(LINK);
    expect(shop.state).toMatchObject({ screen: { name: 'starting' }, trouble: { kind: 'offline' } });
    await shop.scan(OTHER);
    await shop.type('Enter');
    expect(shop.screen.name).toBe('starting');
    shop.server.neverArrives = null;
    await shop.clock.pass(20_000);
    expect(shop.screen.name).toBe('paid');
    expect(takings()).toEqual([[PIN, 1500]]);
  });

  it('or was paid another way', async () => {
    shop.disk.records.clear();
    shop.server.neverArrives = LIST;
    await shop.open(LINK);
    await shop.type('Escape');
    expect(shop.screen).toMatchObject({ name: 'amount', entryCents: 0, reference: null });
    expect([shop.isAddressCleared, shop.state.link]).toEqual([true, null]);
    shop.server.neverArrives = null;
    await shop.clock.pass(20_000);
    expect(Object.values(shop.state.attempts)).toMatchObject([{ parked: true, reference: 'INV-7' }]);
  });

  it('has its record until the server heard that it was handed over', async () => {
    shop.server.neverArrives = /acknowledge$/;
    await shop.type('Enter');
    expect(shop.screen.name).toBe('amount');
    await shop.open(LINK);
    expect(shop.screen.name).toBe('paid');
    await shop.type('Enter');
    expect(shop.disk.records.size).toBe(1);
    shop.server.neverArrives = null;
    await shop.clock.pass(60_000);
    expect([shop.disk.records.size, shop.server.rows[0]?.acknowledged]).toEqual([0, 1]);
  });

  it.each([403, 404, 409, 422])('also where somebody on the way says %d in the name of nobody', async (status) => {
    shop.server.foreign = { route: /acknowledge$/, status };
    await shop.type('Enter');
    await shop.clock.pass(60_000);
    expect([shop.disk.records.size, shop.server.rows[0]?.acknowledged]).toEqual([1, 0]);
    shop.server.foreign = null;
    await shop.clock.pass(20_000);
    expect([shop.disk.records.size, shop.server.rows[0]?.acknowledged]).toEqual([0, 1]);
  });

  it('leaves no more than one record behind', async () => {
    shop.server.neverArrives = /acknowledge$/;
    for (const pin of [OTHER, '3335684091419834', '4445684091419837']) {
      shop.server.vouchers.set(pin, 9000);
      await shop.type('Enter');
      await shop.read();
      expect(shop.disk.records.size).toBe(1);
      await shop.sell('1500', pin);
      expect(shop.disk.records.size).toBe(1);
    }
    expect(shop.disk.text()).not.toContain(PIN);
  });
});

describe('what is left of a sale, while another one is served', () => {
  const first = '?amount=5000&ref=INV-7';
  const rest = { name: 'voucher', sale: { amountCents: 3100, paidCents: 1900, reference: 'INV-7' } };
  const rests = () => [...shop.disk.records.keys()].filter((key) => key.startsWith('rest ')).length;
  beforeEach(async () => {
    shop.server.vouchers.set('3335684091419834', 3000);
    await shop.open(first);
    await shop.scan(PIN);
    await shop.read();
    await shop.type('Enter');
    expect(shop.screen).toMatchObject(rest);
    await shop.open('?amount=3000&ref=INV-8');
    expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 3000, paidCents: 0 } });
    await shop.scan('3335684091419834');
    await shop.read();
    expect(shop.screen.name).toBe('paid');
  });

  it('is asked for when its number comes again', async () => {
    await shop.type('Enter');
    await shop.open(first);
    expect(shop.screen).toMatchObject(rest);
    expect([Object.keys(shop.state.attempts), rests()]).toEqual([[], 0]);
    await shop.open(first);
    await shop.scan(OTHER);
    await shop.read();
    expect(takings().reduce((sum, [, cents]) => sum + Number(cents), 0)).toBe(8000);
    await shop.type('Enter');
    expect(shop.screen).toMatchObject({ name: 'amount', entryCents: 0 });
    expect([Object.keys(shop.state.attempts), shop.disk.records.size]).toEqual([[], 0]);
  });

  it.each([
    [7000, 5100],
    [1900, null],
  ])('is less what was paid, where its number names another sum by now: %d', async (cents, left) => {
    await shop.type('Enter');
    await shop.open(`?amount=${String(cents)}&ref=INV-7`);
    expect(shop.screen).toMatchObject(
      left === null
        ? { name: 'paid_before', paidCents: 1900 }
        : { name: 'amount', entryCents: left, paidCents: 1900, reference: 'INV-7', fault: 'part_paid' },
    );
    await shop.read();
    await shop.type('Enter');
    expect(shop.screen).toMatchObject(
      left === null
        ? { name: 'amount', entryCents: 0, reference: null }
        : { name: 'voucher', sale: { amountCents: left, paidCents: 1900, reference: 'INV-7' } },
    );
    expect(shop.isAddressCleared).toBe(left === null);
  });

  it('is asked for where its number comes with exactly that rest', async () => {
    await shop.type('Enter');
    await shop.open('?amount=3100&ref=INV-7');
    expect(shop.screen).toMatchObject(rest);
  });

  it('is no part of a new sale under its number, where the cashier says that it is one', async () => {
    await shop.type('Enter');
    await shop.open('?amount=7000&ref=INV-7');
    await shop.read();
    shop.act({ type: 'new_sale' });
    expect(shop.screen).toMatchObject({ name: 'amount', entryCents: 7000, paidCents: 0, reference: 'INV-7' });
    await shop.read();
    await shop.type('Enter');
    await shop.read();
    await shop.scan(OTHER);
    await shop.read();
    expect([shop.screen.name, takings().at(-1)]).toEqual(['paid', [OTHER, 7000]]);
  });

  it('is known to the server where this browser forgot it, and is less what was given back', async () => {
    await shop.type('Enter');
    shop.close();
    shop.disk = new Disk();
    await shop.open(first);
    expect(shop.screen).toMatchObject({ name: 'amount', entryCents: 3100, paidCents: 1900, fault: 'part_paid' });
    shop.close();
    shop.disk = new Disk();
    shop.server.giveBack(PIN, 400);
    await shop.open(first);
    expect(shop.screen).toMatchObject({ name: 'amount', entryCents: 3500, paidCents: 1500 });
  });

  it('is more where support gave back a part of what was paid', async () => {
    await shop.type('Enter');
    shop.server.giveBack(PIN, 400);
    await shop.open(first);
    expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 3500, paidCents: 1500 } });
  });

  it('stands in the tray, also after a reload, until somebody opens it', async () => {
    await shop.type('Enter');
    await shop.open();
    expect([shop.screen.name, rests()]).toEqual(['amount', 1]);
    for (const leave of [true, false]) {
      await shop.type('F5', 'Enter');
      expect(shop.screen.name).toBe('tray');
      const [card] = Object.values(shop.state.attempts);
      expect(card).toMatchObject({ phase: 'rest', amountCents: 3100 });
      await shop.read();
      shop.act({ type: 'open_attempt', id: card?.id ?? '' });
      expect(shop.screen).toMatchObject(rest);
      if (!leave) break;
      // Another sale comes, without a number: parked once more.
      await shop.open('?amount=700');
      await shop.type('Escape');
      await shop.read();
    }
    expect(rests()).toBe(0);
    // The rest was paid another way.
    await shop.read();
    await shop.type('Escape');
    await shop.read();
    await shop.type('Escape');
    await shop.open();
    expect([shop.screen, shop.state.attempts]).toMatchObject([{ name: 'amount', entryCents: 0 }, {}]);
  });

  it('is not beside the payment that goes on with it', async () => {
    await shop.type('Enter');
    await shop.open(first);
    shop.server.isProviderQuiet = true;
    await shop.scan(OTHER);
    await shop.read();
    await shop.open('?amount=700&ref=INV-9');
    expect(shop.screen).toMatchObject({ name: 'voucher', sale: { reference: 'INV-9' } });
    expect([Object.values(shop.state.attempts).map(({ phase }) => phase), rests()]).toEqual([['checking'], 0]);
  });
});

describe('a sale whose number names another sum by now', () => {
  it.each([
    [8000, 6100],
    [1900, null],
    [1000, null],
  ])('shows what is unfinished first, and then asks for what is left: %d', async (cents, left) => {
    shop.server.fates = ['answer_lost', ...Array<Fate>(200).fill('lost')];
    await shop.open('?amount=1900&ref=INV-7');
    await shop.scan(PIN);
    shop.server.fates = [];
    await shop.open(`?amount=${String(cents)}&ref=INV-7`);
    expect(shop.screen.name).toBe('paid');
    await shop.read();
    await shop.type('Enter');
    expect(shop.screen).toMatchObject(
      left === null
        ? { name: 'amount', entryCents: 0, reference: null }
        : { name: 'amount', entryCents: left, paidCents: 1900, reference: 'INV-7', fault: 'part_paid' },
    );
    expect(shop.isAddressCleared).toBe(left === null);
  });

  it.each([8000, 1000])('where nothing was taken, Enter asks for the new one: %d', async (cents) => {
    shop.server.fates = Array<Fate>(200).fill('lost');
    await shop.open('?amount=1900&ref=INV-7');
    await shop.scan(PIN);
    shop.server.fates = [];
    await shop.open(`?amount=${String(cents)}&ref=INV-7`);
    expect(shop.screen.name).toBe('never_arrived');
    await shop.read();
    await shop.type('Enter');
    expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: cents, paidCents: 0 } });
  });

  it.each([8000, 1000])('is not asked for while the old one is in doubt: %d', async (cents) => {
    shop.server.isProviderQuiet = true;
    await shop.open('?amount=1900&ref=INV-7');
    await shop.scan(PIN);
    await shop.read();
    await shop.open(`?amount=${String(cents)}&ref=INV-7`);
    expect(shop.screen.name).toBe('checking');
    await shop.read();
    await shop.type('F4');
    expect(shop.screen).toMatchObject({ name: 'amount', entryCents: 0, reference: null });
    shop.server.settle(true);
    await shop.clock.pass(40_000);
    await shop.type('F5');
    await shop.read();
    await shop.type('Enter');
    await shop.read();
    expect(shop.screen.name).toBe('paid');
    await shop.type('Enter');
    expect(shop.isAddressCleared).toBe(cents === 1000);
    expect(shop.screen).toMatchObject({ name: 'amount', entryCents: 0, reference: null });
    await shop.open(`?amount=${String(cents)}&ref=INV-7`);
    expect(shop.screen).toMatchObject(
      cents === 1000 ? { name: 'paid_before', paidCents: 1900 } : { name: 'amount', entryCents: 6100, paidCents: 1900 },
    );
  });
});

describe('after a reload', () => {
  it.each(['lost', 'answer_lost', 'late'] as const)('with the request %s: the truth, by the key', async (fate) => {
    shop.server.fates = Array<typeof fate>(20).fill(fate);
    await shop.type('1', '5', '0', '0', 'Enter');
    await shop.read();
    await shop.scan(PIN);
    shop.server.fates = [];
    expect(shop.disk.text()).not.toContain(PIN);
    await shop.open();
    shop.server.deliverLate();
    expect(shop.screen.name).toBe(fate === 'answer_lost' ? 'paid' : 'never_arrived');
    expect(takings()).toEqual(fate === 'answer_lost' ? [[PIN, 1500]] : []);
    await shop.read();
    await shop.type('Enter');
    expect(shop.screen.name).toBe(fate === 'answer_lost' ? 'amount' : 'voucher');
    expect(shop.disk.records.size).toBe(0);
    if (fate === 'answer_lost') return;
    await shop.read();
    await shop.scan(PIN);
    await shop.read();
    expect(takings()).toEqual([[PIN, 1500]]);
  });

  it.each([false, true])('while it is checking, with its disk wiped: %s', async (isWiped) => {
    shop.server.isProviderQuiet = true;
    await shop.sell('1500', PIN);
    shop.close();
    if (isWiped) shop.disk = new Disk();
    await shop.open();
    await shop.read();
    expect(shop.screen.name).toBe('checking');
    shop.server.settle(true);
    await shop.clock.pass(40_000);
    expect(shop.screen.name).toBe('paid');
    expect(takings()).toEqual([[PIN, 1500]]);
  });

  it('without a record that could be written it finds its own redemption in the list of the server', async () => {
    shop.disk.refuses = true;
    await shop.sell('1500', PIN);
    expect(shop.state.missing.storage).toBe(true);
    await shop.open();
    await shop.read();
    expect(shop.screen.name).toBe('paid');
    await shop.type('Enter');
    await shop.open();
    expect(shop.screen.name).toBe('amount');
  });

  it('without the network it opens as the till that it was, and finds out once there is one', async () => {
    shop.server.fates = ['answer_lost', 'lost', 'lost', 'lost', 'lost', 'lost'];
    await shop.type('1', '5', '0', '0', 'Enter');
    await shop.read();
    await shop.scan(PIN);
    shop.server.isDown = true;
    shop.server.fates = [];
    await shop.open();
    expect(shop.screen.name).toBe('finding_out');
    expect(shop.state.trouble).toMatchObject({ kind: 'offline' });
    await shop.type('F4');
    expect(shop.screen.name).toBe('amount');
    shop.server.isDown = false;
    await shop.clock.pass(20_000);
    expect(Object.values(shop.state.attempts)).toMatchObject([{ parked: true, phase: 'settled' }]);
    expect(takings()).toEqual([[PIN, 1500]]);
  });
});

describe('pairing', () => {
  it('takes a code, and refuses a wrong one', async () => {
    shop = new Shop();
    shop.server.terminal = null;
    await shop.open('', 'K7QM-3XWX');
    expect(shop.screen).toMatchObject({ name: 'pairing', code: 'K7QM-3XWX', why: 'new' });
    shop.act({ type: 'go_on' });
    await shop.read();
    expect(shop.screen).toMatchObject({ fault: 'code_refused', busy: false });
    shop.act({ type: 'enter_text', field: 'code', text: 'K7QM3XWD' });
    shop.act({ type: 'go_on' });
    await shop.read();
    expect(shop.screen.name).toBe('amount');
    expect(shop.state.types.map(({ id }) => id)).toEqual(['vouchers.one_voucher', 'vouchers.ott', 'vouchers.blu']);
  });

  const claims = () => shop.server.requests.filter(({ route }) => route === 'POST /v1/terminals/claim');

  it('of a till that is paired: says so, after what was under way, and leaves the code as it is', async () => {
    shop.server.isProviderQuiet = true;
    await shop.sell('1500', PIN);
    await shop.open('', 'K7QM3XWD');
    expect(shop.screen.name).toBe('checking');
    await shop.type('F4');
    expect(shop.screen).toMatchObject({ name: 'amount', fault: 'paired' });
    await shop.read();
    await shop.type('1');
    expect(shop.screen).toMatchObject({ entryCents: 1, fault: null });
    // Into the address of the page as it stands.
    shop.till?.dispatch({ type: 'code_opened', code: 'K7QM3XWD' });
    expect(shop.screen).toMatchObject({ name: 'amount', entryCents: 1, fault: 'paired' });
    await shop.type('Enter');
    shop.till?.dispatch({ type: 'code_opened', code: 'K7QM3XWD' });
    expect(shop.screen.name).toBe('voucher');
    expect(claims()).toEqual([]);
  });

  it('of a till that was paired: takes the code once the server says that it is not any more', async () => {
    shop.server.terminal = null;
    shop.server.isDown = true;
    await shop.open('', 'K7QM3XWD');
    expect(shop.screen).toMatchObject({ name: 'amount', fault: 'paired' });
    shop.server.isDown = false;
    await shop.clock.pass(20_000);
    expect(shop.screen).toMatchObject({ name: 'pairing', code: 'K7QM3XWD', why: 'not_paired_any_more' });
    shop.till?.dispatch({ type: 'code_opened', code: 'K7QM-3XWX' });
    expect(shop.screen).toMatchObject({ name: 'pairing', code: 'K7QM-3XWX' });
  });

  it.each(['the same terminal', 'another terminal'])(
    'lost in the middle of a sale: paired again as %s',
    async (which) => {
      await shop.type('1', '5', '0', '0', 'Enter');
      await shop.read();
      const before = shop.server.terminal;
      shop.server.fates = ['answer_lost', ...Array<'lost'>(20).fill('lost')];
      await shop.scan(PIN);
      shop.server.fates = [];
      shop.server.terminal = null;
      await shop.clock.pass(20_000);
      expect(JSON.stringify(shop.state)).not.toContain(PIN);
      expect(shop.screen).toMatchObject({ waiting: 1, why: 'not_paired_any_more' });
      shop.server.terminal = which === 'the same terminal' ? before : 'trm_000000000000000000000002';
      shop.act({ type: 'enter_text', field: 'code', text: 'K7QM3XWD' });
      shop.act({ type: 'go_on' });
      await shop.read();
      const [attempt] = Object.values(shop.state.attempts);
      expect(attempt?.phase).toBe(which === 'the same terminal' ? 'settled' : 'elsewhere');
      await shop.read();
      await shop.type('Enter');
      // What another terminal made is not asked for: its key would be burnt where it means nothing.
      expect(shop.disk.records.size).toBe(which === 'the same terminal' ? 0 : 1);
    },
  );

  it('as a till of the first start it has a shop that a cashier understands', async () => {
    for (const [name, shown] of [
      ['default', 'Demo shop'],
      ['Rosebank', 'Rosebank'],
    ] as const) {
      shop.server.shop = name;
      await shop.open();
      expect(shop.state.terminal?.accountName).toBe(shown);
    }
  });

  it('is not what somebody else answers', async () => {
    shop.server.isStrange = true;
    await shop.open();
    expect(shop.state.terminal).toMatchObject({ terminalId: 'TILL1' });
    await shop.clock.pass(20_000);
    shop.server.isStrange = false;
    await shop.clock.pass(20_000);
    expect(shop.state).toMatchObject({ terminal: { terminalId: 'TILL1' }, trouble: null });
  });

  it('revoked: says so', async () => {
    shop.server.isRevoked = true;
    await shop.open();
    expect(shop.screen).toMatchObject({ name: 'pairing', why: 'revoked' });
    expect(shop.state.trouble).toMatchObject({ kind: 'wrong_key' });
  });
});

describe('last sales', () => {
  it('prints again as a copy, and shows a PIN on the second press alone', async () => {
    await shop.sell('1500', PIN);
    await shop.type('Enter');
    await shop.read();
    await shop.type('F6');
    await shop.read();
    const [row] = shop.screen.name === 'last_sales' ? (shop.screen.rows ?? []) : [];
    shop.act({ type: 'open_sale', redemptionId: row?.id ?? '' });
    await shop.read();
    expect(shop.screen).toMatchObject({ opened: { pinShown: false } });
    shop.act({ type: 'show_pin' });
    expect(shop.screen).toMatchObject({ opened: { pinShown: true } });
    await shop.type('p');
    await shop.read();
    expect(shop.printed.at(-1)).toMatchObject({ copy: 2, what: 'receipt' });
    await shop.type('Escape', 'Escape');
    expect(shop.screen.name).toBe('amount');
  });
});
