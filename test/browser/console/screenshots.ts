// `npm run screenshots`: the screens of the console as pictures, wide and on a phone, light and dark, into docs/images/console. A shop
// with a day of work behind it: sales, a doubt, a request that waits, a statement that does not agree.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { BLU, ONE_VOUCHER, OTT, startWorld, type World } from '../../api/world';
import { startBrowser } from '../browser';
import { webp } from '../webp';
import { Desk } from './desk';
import { Staff, type Person } from './people';

const FOLDER = join(__dirname, '../../../docs/images/console');
const SIZES = { wide: { width: 1280, height: 860 }, phone: { width: 360, height: 720 } } as const;
const SCHEMES = ['light', 'dark'] as const;
/** There are four of each: of a crowded one letters may suffer before the folder grows. */
const MOST_BYTES = 60_000;
const QUALITIES = [0.6, 0.45, 0.3];

type Shop = Readonly<Record<'sale' | 'review' | 'endpoint' | 'run', string>>;
type Screen = readonly [name: string, address: string];

/** What an approver sees. */
const OF_APPROVERS = ({ sale, review }: Shop): readonly Screen[] => [
  ['today', ''],
  ['search', '/search?q=till:T12'],
  ['redemption', `/redemptions/${sale}`],
  ['reverse', `/redemptions/${sale}/reverse`],
  ['approvals', '/approvals'],
  ['reviews', '/reviews'],
  ['review', `/reviews/${review}`],
  ['deliveries', '/deliveries'],
  ['me', '/settings/me'],
];
const OF_ADMINS = ({ endpoint, run }: Shop): readonly Screen[] => [
  ['endpoints', '/endpoints'],
  ['endpoint', `/endpoints/${endpoint}`],
  ['reconciliation', '/reconciliation'],
  ['statement', `/reconciliation/${run}`],
  ['terminals', '/terminals'],
  ['users', '/settings/users'],
  ['roles', '/settings/roles'],
  ['keys', '/settings/keys'],
  ['sessions', '/settings/sessions'],
  ['limits', '/settings/limits'],
  ['audit', '/audit'],
];

async function main(): Promise<void> {
  const env = { VOUCH_APPROVAL_ABOVE: '2000', VOUCH_APPROVAL_ABOVE_PER_DAY: '100000' };
  const [world, browser] = await Promise.all([startWorld(null, env), startBrowser()]);
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  try {
    const press = await browser.newPage();
    const staff = await Staff.of(world);
    const approver = await staff.hire('approver');
    const shop = await dayOfWork(world);
    const tour = async (person: Person, screens: readonly Screen[]): Promise<void> => {
      const desk = await Desk.open(world, browser);
      await desk.goto('/signin');
      await desk.page.getByLabel('E-mail').waitFor();
      if (person === approver) await take('sign-in', desk.page, press);
      await desk.signIn(person);
      for (const [name, address] of screens) {
        await desk.goto(`/test${address}`);
        await desk.page.getByRole('heading').first().waitFor();
        await desk.page.waitForLoadState('networkidle');
        await take(name, desk.page, press);
      }
      await desk.close();
    };
    await tour(approver, OF_APPROVERS(shop));
    await tour(staff.admin, OF_ADMINS(shop));
    process.stdout.write(`${String(readdirSync(FOLDER).length)} pictures in docs/images/console\n`);
  } finally {
    await browser.close();
    await world.close();
  }
}

async function take(name: string, page: Page, press: Page): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const png = await page.screenshot({ animations: 'disabled' });
      writeFileSync(join(FOLDER, `${name}-${size}-${colorScheme}.webp`), await small(png, press));
    }
  }
  await page.setViewportSize(SIZES.wide);
  await page.emulateMedia({ colorScheme: 'light' });
}

async function small(png: Buffer, press: Page): Promise<Buffer> {
  let picture = png;
  for (const quality of QUALITIES) {
    picture = await webp(png, press, quality);
    if (picture.length <= MOST_BYTES) break;
  }
  return picture;
}

/** What happened in the shop before anybody looks. */
async function dayOfWork(world: World): Promise<Shop> {
  const sell = async (type: string, value: number, amount: number, reference: string) => {
    const redemption_options = { terminal_id: 'T12' };
    const sale = { amount, currency: 'ZAR', external_reference: reference, redemption_options };
    return (await world.create(world.voucher(type, value), sale)).body.id;
  };
  const endpoint = (
    await world.call('POST /v1/webhook_endpoints', {
      body: { url: 'http://127.0.0.1:9/hooks', description: 'The shop' },
    })
  ).body.id;
  await world.call('POST /v1/terminals', { body: { terminal_id: 'T12', name: 'Front till, Rosebank' } });
  const sale = await sell(ONE_VOUCHER, 1900, 1500, 'INV-7');
  await world.call(`POST /v1/redemptions/${sale}/reverse`, {
    body: { amount: 400, reason: 'Goods were returned', idempotency_key: sale },
  });
  const large = await sell(ONE_VOUCHER, 25_000, 25_000, 'INV-8');
  await world.call(`POST /v1/redemptions/${large}/reversal_proposals`, {
    body: { amount: 12_500, reason: 'Half of the order came back' },
  });
  const odd = await sell(OTT, 5000, 5000, 'INV-9');
  await world.openReview(odd, 'answer_contradicts_state', 'A late answer says that it was declined');
  const unlisted = await sell(BLU, 700, 700, 'INV-10');
  await world.create(world.voucher(ONE_VOUCHER, 3000, 'drop_after_taking'), { amount: 3000, currency: 'ZAR' });
  const run = await compare(world, unlisted);
  const reviews = (await world.call('GET /v1/reviews')).body.data;
  const review = reviews.find(({ redemption_id }) => redemption_id === odd)?.id ?? '';
  return { sale, review, endpoint, run };
}

/** A statement of the provider without one sale, and with one that is not ours. */
async function compare(world: World, unlisted: string): Promise<string> {
  const address = `${world.simulators.addresses['control'] ?? ''}/statement?provider=blu`;
  const lines = (await (await fetch(address)).text()).trim().split('\n');
  const today = new Date().toISOString().slice(0, 10);
  const listed = lines.filter((line) => !line.includes(unlisted.slice('rdm_'.length)));
  const body = [...listed, `${today}T00:00:01Z;4711;;Redemption;;3.00;;;;Success`].join('\n');
  const query = `provider=blu&from=${today}&to=${today}&statement=today.csv`;
  const headers = { 'content-type': 'text/csv' };
  const { id } = (await world.call(`POST /v1/reconciliations?${query}`, { body, headers })).body;
  for (;;) {
    const { status } = (await world.call(`GET /v1/reconciliations/${id}`)).body;
    if (status !== 'comparing') return id;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
