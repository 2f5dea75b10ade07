// What vouchers before have paid of a sale, and support gives back while the rest is asked for: the sum follows, and no card is lost.
import { settled, Shop } from './shop';

const PIN = '1115684091419838';
const OTHER = '2225684091419831';
const THIRD = '3335684091419834';

let shop: Shop;
beforeEach(async () => {
  shop = new Shop();
  shop.server.vouchers.set(PIN, 1900);
  shop.server.vouchers.set(OTHER, 2500);
  shop.server.vouchers.set(THIRD, 9000);
  await shop.open();
});
afterEach(() => {
  shop.close();
});

const takings = () => shop.server.takings.map(({ pin, cents }) => [pin, cents]);
const reads = () => shop.server.requests.filter(({ route }) => /^GET .*rdm_|external_reference/.test(route)).length;
const cards = () => Object.values(shop.state.attempts).filter(({ phase }) => phase === 'rest');
const openCard = async () => {
  await shop.type('F5');
  await shop.read();
  shop.act({ type: 'open_attempt', id: cards()[0]?.id ?? '' });
  await shop.read();
};

/** 19.00 of 50.00 is paid, and the field for the rest is open. */
async function payPart(reference: string | null): Promise<void> {
  if (reference === null) await shop.sell('5000', PIN);
  else {
    await shop.open(`?amount=5000&ref=${reference}`);
    await shop.scan(PIN);
    await shop.read();
  }
  expect(shop.screen.name).toBe('partly_paid');
  await shop.read();
  await shop.type('Enter');
  expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 3100, paidCents: 1900, reference } });
  await shop.read();
}

describe.each([null, 'INV-7'])('of a sale whose number is %s', (reference) => {
  it.each<[string, () => Promise<void>]>([
    ['while it was printed', async () => undefined],
    [
      'and the page is looked at again',
      async () => {
        shop.till?.dispatch({ type: 'report', report: { type: 'look_again' } });
      },
    ],
    ['and a minute has passed', async () => tick(60_000)],
    [
      'and a list was open over it',
      async () => {
        await shop.type('F6');
        await shop.read();
        await shop.type('Escape');
      },
    ],
  ])('a part is given back %s: the field asks for more', async (when, look) => {
    if (when === 'while it was printed') {
      shop.close();
      await shop.open(reference === null ? '' : `?amount=5000&ref=${reference}`);
      await (reference === null ? shop.sell('5000', PIN) : shop.scan(PIN).then(() => shop.read()));
      shop.server.giveBack(PIN, 1900);
      await shop.read();
      await shop.type('Enter');
    } else {
      await payPart(reference);
      shop.server.giveBack(PIN, 1900);
      await look();
    }
    await settled();
    expect(shop.screen).toMatchObject({
      name: 'voucher',
      sale: { amountCents: 5000, paidCents: 0, reference },
      notice: 'rest_changed',
    });
    await shop.read();
    await shop.scan(THIRD);
    await shop.read();
    expect([shop.screen.name, takings()]).toEqual([
      'paid',
      [
        [PIN, 1900],
        [THIRD, 5000],
      ],
    ]);
  });

  it('before the scan, and the answer comes after it: the next screen says what is still to pay', async () => {
    await payPart(reference);
    shop.server.giveBack(PIN, 400);
    const go = shop.server.holdReads();
    shop.till?.dispatch({ type: 'report', report: { type: 'look_again' } });
    await shop.scan(THIRD);
    expect(takings()).toEqual([
      [PIN, 1900],
      [THIRD, 3100],
    ]);
    expect(shop.screen.name).toBe('paid');
    go();
    await settled();
    expect(shop.screen).toMatchObject({ name: 'partly_paid' });
    expect(Object.values(shop.state.attempts)).toMatchObject([{ lackCents: 400, redemption: { takenCents: 3100 } }]);
    // After a reload, too.
    shop.close();
    await shop.open();
    expect(shop.screen).toMatchObject({ name: 'partly_paid' });
    await shop.read();
    await shop.type('Enter');
    const rest = { name: 'voucher', sale: { amountCents: 400, paidCents: 4600, reference } };
    expect(shop.screen).toMatchObject(rest);
    shop.close();
    await shop.open();
    expect(shop.screen).toMatchObject(rest);
  });

  it('in the middle of a scan: the scan takes what is left by then', async () => {
    await payPart(reference);
    shop.server.giveBack(PIN, 1900);
    const go = shop.server.holdReads();
    shop.till?.dispatch({ type: 'report', report: { type: 'look_again' } });
    await shop.scan(THIRD.slice(0, 12), null, 0);
    go();
    await settled();
    await shop.scan(THIRD.slice(12));
    await shop.read();
    expect(takings()).toEqual([
      [PIN, 1900],
      [THIRD, 5000],
    ]);
  });
});

it('nothing is asked where nothing was paid before', async () => {
  await shop.sell('1500', THIRD);
  await shop.read();
  await shop.type('Enter');
  await tick(300_000);
  expect(reads()).toBe(0);
});

it('two rests of the same sum without a number are two cards', async () => {
  shop.server.isProviderQuiet = true;
  await shop.sell('5000', PIN);
  await shop.type('F4');
  await shop.read();
  shop.server.isProviderQuiet = false;
  await shop.sell('5000', OTHER);
  await shop.read();
  await shop.type('Enter');
  expect(shop.screen).toMatchObject({ sale: { amountCents: 2500, paidCents: 2500 } });
  shop.server.settle(true);
  await shop.clock.pass(60_000);
  await shop.type('F5', 'Enter');
  await shop.read();
  await shop.type('Enter');
  await shop.read();
  await shop.type('Enter');
  expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 3100, paidCents: 1900 } });
  await shop.read();
  for (const amountCents of [2500, 3100, 2500]) {
    await openCard();
    expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents } });
    expect(cards()).toHaveLength(1);
  }
});

it('of a second sale under the same number all is given back: all of it is to pay', async () => {
  await shop.open('?amount=1500&ref=INV-7');
  await shop.scan(PIN);
  await shop.read();
  await shop.type('Enter');
  await shop.open('?amount=5000&ref=INV-7');
  await shop.read();
  shop.act({ type: 'new_sale' });
  await shop.read();
  await shop.type('Enter');
  await shop.read();
  await shop.scan(OTHER);
  await shop.read();
  await shop.type('Enter');
  expect(shop.screen).toMatchObject({ sale: { amountCents: 2500, paidCents: 2500 } });
  await shop.open('?amount=700');
  shop.server.giveBack(OTHER, 2500);
  await openCard();
  expect(shop.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 5000, paidCents: 0, reference: 'INV-7' } });
});

/** Once a second, as in a page. */
async function tick(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1000) {
    await shop.clock.pass(1000);
    shop.till?.dispatch({ type: 'ticked' });
  }
}
