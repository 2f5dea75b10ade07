// What comes again at the till: the address of a sale, a voucher, and value that support gave back. Nothing is taken twice by it, and
// nothing is called paid that is not.
import { toldOf } from '../../web/till/sale/attempt';
import { Disk, Shop } from './shop';
import type { Fate } from './model-server';

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

describe('a sale that is paid and was seen to its end', () => {
  const LINK = '?amount=1500&ref=INV-7';
  beforeEach(async () => {
    await shop.open(LINK);
    await shop.scan(PIN);
    await shop.read();
    await shop.type('Enter');
    expect(shop.server.rows).toMatchObject([{ acknowledged: 1 }]);
  });

  it.each([false, true])('is not asked for again, in a browser that remembers nothing: %s', async (isWiped) => {
    if (isWiped) {
      shop.close();
      shop.disk = new Disk();
    }
    await shop.open(LINK);
    expect(shop.screen).toMatchObject({ name: 'paid_before', paidCents: 1500 });
    await shop.scan(OTHER);
    expect([shop.screen.name, shop.isAddressCleared]).toEqual(['paid_before', false]);
    await shop.read();
    await shop.type('Enter');
    expect(shop.screen).toMatchObject({ name: 'amount', entryCents: 0, reference: null });
    expect([shop.isAddressCleared, takings()]).toEqual([true, [[PIN, 1500]]]);
  });

  it('is a new one where the cashier says so', async () => {
    await shop.open(LINK);
    await shop.read();
    shop.act({ type: 'new_sale' });
    expect(shop.screen).toMatchObject({
      name: 'voucher',
      sale: { amountCents: 1500, paidCents: 0, reference: 'INV-7' },
    });
    await shop.read();
    await shop.scan(OTHER);
    await shop.read();
    expect([shop.screen.name, takings().at(-1)]).toEqual(['paid', [OTHER, 1500]]);
  });

  it.each([
    [5000, { name: 'amount', entryCents: 3500, paidCents: 1500, fault: 'part_paid' }],
    [1000, { name: 'amount', entryCents: 0, reference: null }],
  ])('of which this browser has no record: %d is asked for less what the server knows', async (cents, next) => {
    shop.server.rows[0]!.acknowledged = 0;
    shop.close();
    shop.disk = new Disk();
    await shop.open(`?amount=${String(cents)}&ref=INV-7`);
    expect(shop.screen.name).toBe('paid');
    await shop.read();
    await shop.type('Enter');
    expect(shop.screen).toMatchObject(next);
  });

  it('with a number alone is shown, too', async () => {
    await shop.open('?ref=INV-7');
    expect(shop.screen).toMatchObject({ name: 'paid_before', paidCents: 1500 });
    await shop.read();
    shop.act({ type: 'new_sale' });
    expect(shop.screen).toMatchObject({ name: 'amount', entryCents: 0, paidCents: 0, reference: 'INV-7' });
  });

  it('is asked for anew where support gave all of it back', async () => {
    shop.server.giveBack(PIN, 1500);
    await shop.open(LINK);
    expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 1500, paidCents: 0 } });
  });

  it('waits for who knows, where nobody can be asked', async () => {
    shop.server.neverArrives = /external_reference=/;
    await shop.open(LINK);
    expect(shop.state).toMatchObject({ screen: { name: 'starting' }, trouble: { kind: 'offline' } });
    shop.server.neverArrives = null;
    await shop.clock.pass(20_000);
    expect(shop.screen.name).toBe('paid_before');
  });
});

describe('a voucher that is scanned again', () => {
  const parkFirst = async () => {
    await shop.sell('1500', PIN);
    await shop.type('F4');
    await shop.read();
  };
  const outcomes = () => Object.values(shop.state.attempts).map(({ phase }) => phase);

  it.each([
    ['for the same sum: the same sale', '1500', { name: 'amount', entryCents: 0 }],
    ['for another sum', '1400', { name: 'voucher', sale: { amountCents: 1400 }, pin: '' }],
  ])('while its first payment is checking leads to that one, %s', async (_, sum, next) => {
    shop.server.isProviderQuiet = true;
    await parkFirst();
    await shop.sell(sum, PIN);
    expect(shop.screen.name).toBe('checking');
    expect(Object.values(shop.state.attempts)).toMatchObject([
      { phase: 'checking', scannedAgain: true, redemption: { id: shop.server.rows[0]?.id } },
    ]);
    expect(shop.disk.records.size).toBe(1);
    await shop.type('F4');
    await shop.read();
    if (shop.screen.name === 'tray') await shop.type('Escape');
    expect(shop.screen).toMatchObject(next);
    shop.server.settle(true);
    await shop.clock.pass(40_000);
    expect([outcomes(), takings()]).toEqual([['settled'], [[PIN, 1500]]]);
  });

  it('while nobody has said what became of the first one leads to that one, too', async () => {
    shop.server.fates = ['answer_lost', ...Array<Fate>(12).fill('lost')];
    await parkFirst();
    const first = Object.keys(shop.state.attempts);
    shop.server.fates = [];
    shop.server.neverArrives = /recover$/;
    const held = shop.server.holdKey(first[0] ?? '');
    await shop.sell('1500', PIN);
    expect(['id' in shop.screen && shop.screen.id, shop.screen.name]).toEqual([first[0], 'sending']);
    held();
    shop.server.neverArrives = null;
    await shop.clock.pass(40_000);
    expect([shop.screen.name, takings()]).toEqual(['paid', [[PIN, 1500]]]);
  });

  it('once its card has turned leads to what was paid', async () => {
    shop.server.isProviderQuiet = true;
    await parkFirst();
    shop.server.settle(true);
    await shop.clock.pass(40_000);
    await shop.sell('1500', PIN);
    await shop.read();
    expect(shop.screen.name).toBe('paid');
    await shop.type('Enter');
    expect([shop.screen.name, shop.state.attempts]).toEqual(['amount', {}]);
  });

  it('that another till has is in use elsewhere', async () => {
    shop.server.isProviderQuiet = true;
    await shop.sell('1500', PIN);
    await shop.type('F4');
    await shop.read();
    shop.server.isElsewhere = true;
    await shop.sell('1500', PIN);
    expect(shop.screen.name).toBe('not_paid');
    expect(Object.values(shop.state.attempts).map(({ refusal }) => refusal)).toEqual([
      null,
      { code: 'voucher_in_use', redemptionId: null },
    ]);
  });
});

describe('what support has given back before anybody saw it', () => {
  const settledLate = async () => {
    shop.server.isProviderQuiet = true;
    await shop.sell('1500', PIN);
    expect(shop.screen.name).toBe('checking');
    await shop.type('F4');
    shop.server.settle(true);
  };
  const again = (amountCents: number, paidCents: number) => ({ name: 'voucher', sale: { amountCents, paidCents } });

  it.each([
    [1500, again(1500, 0)],
    [400, again(400, 1100)],
  ])('is not plainly paid after a reload: %d', async (cents, next) => {
    shop.server.fates = ['answer_lost', ...Array<Fate>(20).fill('lost')];
    await shop.sell('1500', PIN);
    shop.server.giveBack(PIN, cents);
    shop.server.fates = [];
    await shop.open();
    expect(shop.screen.name).toBe('given_back');
    expect(shop.tones).toEqual(['not_paid']);
    expect(shop.printed.map(({ redemption }) => redemption.givenBackCents)).toEqual([cents]);
    await shop.read();
    await shop.type('Enter');
    expect(shop.screen).toMatchObject(next);
    expect(shop.server.rows).toMatchObject([{ printed: 1 }]);
  });

  it.each([
    ['before its card turned', 0],
    ['since its card turned', 40_000],
  ])('is not plainly paid where it was parked: %s', async (_, ms) => {
    await settledLate();
    await shop.clock.pass(ms);
    shop.server.giveBack(PIN, 1500);
    await shop.clock.pass(40_000);
    await shop.type('F5');
    await shop.read();
    expect(Object.values(shop.state.attempts).map(toldOf)).toEqual(['given_back']);
    await shop.type('Enter');
    await shop.read();
    expect(shop.screen.name).toBe('given_back');
    await shop.type('Escape');
    expect([shop.screen.name, shop.state.attempts]).toEqual(['amount', {}]);
    expect(shop.printed.map(({ redemption }) => redemption.givenBackCents)).toEqual([1500]);
  });

  it('is read before the card is shown, and what is known has to do where nobody answers', async () => {
    await settledLate();
    await shop.clock.pass(40_000);
    await shop.type('F5');
    await shop.read();
    shop.server.giveBack(PIN, 400);
    shop.server.isDown = true;
    shop.act({ type: 'open_attempt', id: Object.keys(shop.state.attempts)[0] ?? '' });
    expect(shop.screen.name).toBe('finding_out');
    await shop.clock.pass(6_000);
    expect(shop.screen.name).toBe('paid');
  });

  it.each([
    [400, 3500, 1500],
    [1900, 5000, 0],
  ])('is not paid of a sale of which a part is left: %d', async (cents, amountCents, paidCents) => {
    const left = { name: 'voucher', sale: { amountCents, paidCents, reference: 'INV-7' } };
    await shop.open('?amount=5000&ref=INV-7');
    await shop.scan(PIN);
    await shop.read();
    await shop.type('Enter');
    expect(shop.screen).toMatchObject({ sale: { amountCents: 3100, paidCents: 1900 } });
    shop.server.giveBack(PIN, cents);
    await shop.open();
    expect(shop.screen).toMatchObject(left);
  });

  it('is not paid of one whose rest is parked', async () => {
    await shop.open('?amount=5000&ref=INV-7');
    await shop.scan(PIN);
    await shop.read();
    await shop.type('Enter');
    await shop.open('?amount=700&ref=INV-8');
    shop.server.giveBack(PIN, 400);
    await shop.type('F5');
    await shop.read();
    shop.act({ type: 'open_attempt', id: Object.keys(shop.state.attempts)[0] ?? '' });
    expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 3500, paidCents: 1500 } });
    expect([...shop.disk.records.values()]).toMatchObject([{ key: 'rest', amountCents: 3500, paidCents: 1500 }]);
  });

  it('is in the last sales', async () => {
    await shop.sell('1500', PIN);
    await shop.type('Enter');
    shop.server.giveBack(PIN, 400);
    await shop.read();
    await shop.type('F6');
    await shop.read();
    expect(shop.screen).toMatchObject({ rows: [{ outcome: 'paid', takenCents: 1500, givenBackCents: 400 }] });
  });
});
