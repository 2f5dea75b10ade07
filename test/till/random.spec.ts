// Cashiers, networks and power cuts at random: whatever happens, an attempt takes a voucher's value once at most, and the till says
// what the server's books say.
import { assert, asyncProperty, constantFrom, integer, oneof, record, array, type Arbitrary } from 'fast-check';
import { toldOf } from '../../web/till/sale/attempt';
import { FULL } from '../tools/scale';
import { Disk, Shop } from './shop';
import type { Fate } from './model-server';

const RUNS = FULL ? 1000 : 40;
jest.setTimeout(FULL ? 600_000 : 60_000);

const PINS = ['1115684091419838', '2225684091419831', '3335684091419834', '4445684091419837', '5555684091419830'];
const FATES: readonly Fate[] = [
  'arrives',
  'lost',
  'answer_lost',
  'late',
  'busy',
  'limited',
  'refused',
  'resent_refused',
  'not_here',
];

type Doing =
  | { readonly do: 'sell'; readonly pin: number; readonly amount: number }
  | { readonly do: 'keys'; readonly keys: readonly string[] }
  | { readonly do: 'burst'; readonly text: string }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'fates'; readonly fates: readonly Fate[] }
  | { readonly do: 'link'; readonly reference: string; readonly amount: number }
  | { readonly do: 'scan'; readonly pin: number }
  | {
      readonly do:
        | 'reload'
        | 'wipe'
        | 'late'
        | 'quiet'
        | 'settle_paid'
        | 'settle_not_paid'
        | 'give_back'
        | 'down'
        | 'up'
        | 'give_up'
        | 'online'
        | 'tick';
    };

const happening: Arbitrary<Doing> = record({
  do: constantFrom(
    'reload',
    'wipe',
    'late',
    'quiet',
    'settle_paid',
    'settle_not_paid',
    'give_back',
    'down',
    'up',
    'give_up',
    'online',
    'tick',
  ),
});

const KEYS = ['Enter', 'Enter', 'Escape', 'F4', 'F5', 'F6', 'p', '1', '5', '0', 'Backspace', '*'];
const doing: Arbitrary<Doing> = oneof(
  {
    weight: 4,
    arbitrary: record({
      do: constantFrom('sell' as const),
      pin: integer({ min: 0, max: 3 }),
      amount: constantFrom(100, 1500, 5000),
    }),
  },
  {
    weight: 3,
    arbitrary: record({ do: constantFrom('keys' as const), keys: array(constantFrom(...KEYS), { maxLength: 6 }) }),
  },
  {
    weight: 1,
    arbitrary: record({
      do: constantFrom('burst' as const),
      text: constantFrom('6001068330119', '40170725', PINS[0] ?? '', '12345'),
    }),
  },
  {
    weight: 3,
    arbitrary: record({ do: constantFrom('wait' as const), ms: constantFrom(10, 300, 1200, 9000, 40_000) }),
  },
  {
    weight: 3,
    arbitrary: record({ do: constantFrom('fates' as const), fates: array(constantFrom(...FATES), { maxLength: 8 }) }),
  },
  { weight: 6, arbitrary: happening },
);

async function perform(shop: Shop, step: Doing): Promise<void> {
  const { server } = shop;
  switch (step.do) {
    case 'sell':
      await shop.type(...Array.from(String(step.amount)), 'Enter');
      await shop.read();
      return shop.scan(PINS[step.pin] ?? '');
    case 'link':
      return shop.open(`?amount=${String(step.amount)}&ref=${step.reference}`);
    case 'scan':
      return shop.scan(PINS[step.pin] ?? '');
    case 'keys':
      return shop.type(...step.keys);
    case 'burst':
      return shop.scan(step.text);
    case 'wait':
      return shop.clock.pass(step.ms);
    case 'fates':
      server.fates = [...step.fates];
      return;
    case 'reload':
      return shop.open();
    case 'wipe':
      shop.close();
      shop.disk = new Disk();
      return shop.open();
    case 'late':
      server.deliverLate();
      return;
    case 'quiet':
      server.isProviderQuiet = true;
      return;
    case 'settle_paid':
    case 'settle_not_paid':
      server.settle(step.do === 'settle_paid');
      return;
    case 'give_back': {
      const row = server.rows.find(({ taken, givenBack }) => taken - givenBack >= 100);
      if (row) server.giveBack(row.pin, 100);
      return;
    }
    case 'down':
    case 'up':
      server.isDown = step.do === 'down';
      return;
    case 'give_up':
      shop.act({ type: 'give_up' });
      return;
    case 'online':
      shop.till?.dispatch({ type: 'report', report: { type: 'online' } });
      return;
    case 'tick':
      shop.till?.dispatch({ type: 'ticked' });
  }
}

/** What must be so at every moment. */
function check(shop: Shop): void {
  const { server, state, disk } = shop;
  const keys = server.takings.map(({ key }) => key);
  const shown = Object.values(state.attempts).flatMap(({ redemption }) => redemption?.id ?? []);
  expect(new Set(shown).size).toBe(shown.length);
  expect(new Set(keys).size).toBe(keys.length);
  for (const attempt of Object.values(state.attempts)) {
    const row = server.rows.find(({ id }) => id === attempt.redemption?.id);
    const told = toldOf(attempt);
    if (told === 'paid' || told === 'partly_paid') expect(row?.outcome).toBe('paid');
    if (told === 'given_back') expect(row?.givenBack).toBeGreaterThan(0);
    if (told === 'not_paid' && attempt.redemption) expect(row?.outcome).toBe('not_paid');
    // Nothing can come under its key any more, and nothing did.
    if (told === 'never_arrived' || attempt.phase === 'refused') expect(keys).not.toContain(attempt.key);
    if (attempt.pin !== null) expect(['writing', 'sending']).toContain(attempt.phase);
  }
  if (state.screen.name === 'paid') {
    const attempt = state.attempts[state.screen.id];
    expect(
      server.takings.some(({ key, cents }) => key === attempt?.key || cents === attempt?.redemption?.takenCents),
    ).toBe(true);
  }
  for (const pin of PINS) expect(disk.text()).not.toContain(pin);
}

/** Every doubt ends once the world is well again, and what was taken is on the screen, in the tray, or was handed over. */
async function checkEnd(shop: Shop): Promise<void> {
  const { server } = shop;
  server.fates = [];
  server.isDown = false;
  server.deliverLate();
  server.settle(true);
  await shop.clock.pass(130_000);
  check(shop);
  await shop.open();
  await shop.clock.pass(130_000);
  check(shop);
  const known = Object.values(shop.state.attempts).map(({ redemption }) => redemption?.id);
  for (const row of server.rows) {
    if (row.outcome === 'paid' && row.acknowledged === 0) expect(known).toContain(row.id);
  }
  for (const { phase } of Object.values(shop.state.attempts))
    expect(['settled', 'never_arrived', 'refused', 'rest']).toContain(phase);
}

it('takes once, says what is so, and loses nothing', async () => {
  await assert(
    asyncProperty(array(doing, { minLength: 3, maxLength: 16 }), async (steps) => {
      const shop = new Shop();
      for (const pin of PINS.slice(0, 3)) shop.server.vouchers.set(pin, 1900);
      await shop.open();
      try {
        for (const step of steps) {
          await perform(shop, step);
          check(shop);
        }
        await checkEnd(shop);
      } finally {
        shop.close();
      }
    }),
    { numRuns: RUNS, endOnFailure: false },
  );
});

const linked: Arbitrary<Doing> = oneof(
  {
    weight: 4,
    arbitrary: record({
      do: constantFrom('link' as const),
      reference: constantFrom('INV-1', 'INV-2'),
      amount: constantFrom(1500, 3100, 5000),
    }),
  },
  { weight: 4, arbitrary: record({ do: constantFrom('scan' as const), pin: integer({ min: 0, max: 4 }) }) },
  {
    weight: 4,
    arbitrary: record({
      do: constantFrom('keys' as const),
      keys: array(constantFrom('Enter', 'Enter', 'Escape', 'F4', 'F5'), { maxLength: 4 }),
    }),
  },
  { weight: 3, arbitrary: record({ do: constantFrom('wait' as const), ms: constantFrom(1200, 9000, 40_000) }) },
  {
    weight: 2,
    arbitrary: record({ do: constantFrom('fates' as const), fates: array(constantFrom(...FATES), { maxLength: 8 }) }),
  },
  { weight: 4, arbitrary: happening },
);

function checkNamed({ server }: Shop, named: ReadonlyMap<string, number>): void {
  for (const [reference, most] of named) {
    const rows = server.rows.filter((row) => row.reference === reference);
    expect(rows.reduce((sum, { taken, givenBack }) => sum + taken - givenBack, 0)).toBeLessThanOrEqual(most);
  }
}

it('takes no more under a number than its addresses named, where nobody says that it is a new sale', async () => {
  await assert(
    asyncProperty(array(linked, { minLength: 4, maxLength: 24 }), async (steps) => {
      const shop = new Shop();
      for (const [place, pin] of PINS.entries()) shop.server.vouchers.set(pin, place < 2 ? 1900 : 9000);
      await shop.open();
      const named = new Map<string, number>();
      try {
        for (const step of steps) {
          if (step.do === 'link') named.set(step.reference, Math.max(named.get(step.reference) ?? 0, step.amount));
          await perform(shop, step);
          check(shop);
          checkNamed(shop, named);
        }
        await checkEnd(shop);
        checkNamed(shop, named);
      } finally {
        shop.close();
      }
    }),
    { numRuns: RUNS, endOnFailure: false },
  );
});
