// What was under way as a backup was made, and went on without it: once the backup is put back, no request of it is sent a second time,
// nor what would have followed it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProviderGate } from '../../src/core/providers/gate';
import type { Inquiry } from '../../src/core/providers/outcome';
import type { Redemption } from '../../src/core/redemption/redemption';
import { judgeReview } from '../../src/core/reviews/reviews';
import { RESOLVER, resolveRedemption } from '../../src/core/use-cases/resolve';
import type { Services } from '../../src/core/use-cases/services';
import { DAY_MS, HOUR_MS } from '../../src/core/values/time';
import { backUpFile, giveBack, given } from './back';
import { vouch } from './vouch';
import { callerOf, OPERATOR, openWorld, present, type World } from './world';

const BUSY: Inquiry = { kind: 'not_sent', code: 'provider_unavailable', reason: 'Too many requests' };

jest.setTimeout(120_000);
let world: World;
let since: string;
let copy: string;
beforeEach(async () => {
  world = await openWorld();
  copy = join(world.folder, 'backup.db');
  since = '';
});
afterEach(() => world.close());

/** The backup is made as the provider is asked, and `answer` is what it says. */
function during(answer: Inquiry): () => Promise<Inquiry> {
  return () => {
    if (since === '') {
      since = new Date().toISOString();
      backUpFile(world.databaseUrl, copy);
    }
    return Promise.resolve(answer);
  };
}

function withGate(
  services: Pick<Services, keyof Services>,
  change: (gate: ProviderGate) => Partial<ProviderGate>,
): Services {
  const { providers } = services;
  return {
    ...services,
    providers: {
      list: (livemode) => providers.list(livemode),
      find: (type, livemode) => {
        const gate = providers.find(type, livemode);
        return gate && Object.assign(Object.create(gate) as ProviderGate, change(gate));
      },
    },
  };
}

async function putBack(): Promise<Services> {
  const url = `sqlite:${copy}`;
  expect(await vouch(['restored', '--since', since], url)).toMatchObject({ code: 0, errors: '' });
  return world.over(url);
}

/** The statement that the provider makes now. */
async function readStatement(provider: string): Promise<void> {
  const file = join(world.folder, 'statement.csv');
  writeFileSync(file, (await world.statement(provider)).join('\n'));
  const period = [
    '--from',
    new Date(Date.now() - DAY_MS).toISOString(),
    '--to',
    new Date(Date.now() + HOUR_MS).toISOString(),
  ];
  const told = await vouch(
    [
      'reconcile',
      '--provider',
      provider,
      '--mode',
      'test',
      '--statement',
      file,
      ...period,
      '--holds',
      'all',
      '--covers',
      new Date(Date.now() - DAY_MS).toISOString(),
      new Date().toISOString(),
    ],
    `sqlite:${copy}`,
  );
  expect(told).toMatchObject({ errors: '' });
}

/** As the resolver does for days. */
async function resolve(services: Services, { id }: Redemption): Promise<Redemption> {
  for (const later of [HOUR_MS, DAY_MS, 8 * DAY_MS])
    await resolveRedemption(services, id, RESOLVER, Date.now() + later);
  return (await services.store.redemptions.find(id)) as Redemption;
}

const PROVIDERS = ['one_voucher', 'ott', 'blu'] as const;

it.each(PROVIDERS)('%s: a reversal that failed after the backup, and was made again', async (provider) => {
  const sale = await world.redeem(OPERATOR, `vouchers.${provider}`, 1500);
  const busy = withGate(
    world.services,
    () => ({ refund: during(BUSY), restore: during(BUSY) }) as Partial<ProviderGate>,
  );
  expect((await giveBack(busy, sale, 1500)).reversal).toMatchObject({ status: 'failed' });
  const again = await giveBack(world.services, sale, 1500);
  expect(again.reversal).toMatchObject({ status: 'succeeded' });

  const services = await putBack();
  const now = await resolve(services, sale);
  expect(given(world, again.redemption, now)).toBe(1500);
  await expect(giveBack(services, sale, 1)).rejects.toMatchObject({
    code: expect.stringMatching(/^(outcome_unknown|awaiting_statement)$/) as string,
  });
  // What can only be asked by sending it again is for a statement or a person, from the first look on.
  if (provider !== 'one_voucher') return;
  expect(now.reviews).toMatchObject([
    { reason: 'doubt_unresolved', summary: expect.stringContaining('A backup was restored') as string, closedAt: null },
  ]);
  expect(now.dueAt).toBeNull();

  // All of it is set aside by the doubt, and yet it was given back: also once a person knows of the first request that it failed.
  await readStatement(provider);
  for (const reason of ['doubt_unresolved', 'statement_differs']) {
    const found = (await services.store.redemptions.find(sale.id)) as Redemption;
    const review = found.reviews.find((one) => one.reason === reason && one.closedAt === null);
    const decision = reason === 'doubt_unresolved' ? 'not_paid' : 'paid';
    const verdict = { decision, note: 'They were asked', evidence: 'mail', ifMatch: found.version } as const;
    await judgeReview(services, review?.id ?? '', verdict, callerOf(OPERATOR));
  }
  const known = (await services.store.redemptions.find(sale.id)) as Redemption;
  expect(known).toMatchObject({ reversedCents: 1500, claimed: false });
  expect(known.reversals).toMatchObject([{ status: 'failed' }, { status: 'succeeded', amountCents: 1500 }]);
  await expect(giveBack(services, sale, 1)).rejects.toMatchObject({ code: 'reversal_exceeds_redeemed' });
  const newest = await services.store.events.list({ accountId: OPERATOR, livemode: false, limit: 1 });
  expect(newest.rows[0]?.type).toBe('redemption.reversed');
});

it.each(PROVIDERS)('%s: a sale that was turned away after the backup, and paid in cash', async (provider) => {
  const type = `vouchers.${provider}`;
  const { pin } = world.simulators.issue({ type, value: 1500 });
  const busy = withGate(world.services, () => ({ capture: during(BUSY) }) as Partial<ProviderGate>);
  const sale = await present(busy, type, pin, 1500);
  expect(sale.outcome).toBe('not_paid');

  const now = await resolve(await putBack(), sale);
  expect(world.simulators.books.snapshot().vouchers.find((one) => one.pin === pin)?.taken).toEqual([]);
  expect(now.outcome).not.toBe('paid');
});

it.each([false, true])('what followed a refusal is not begun a second time, and a person is told', async (isRead) => {
  const declined = { kind: 'declined', code: 'provider_rejected', proof: 'record' } as const;
  const sale = await world.redeem(OPERATOR, 'vouchers.ott', 1500);
  const restoring = (services: Services) =>
    withGate(
      services,
      (gate) =>
        ({
          can: { ...gate.can, restore: true, inquireRestore: true },
          restore: during(declined),
          inquireRestore: () => Promise.resolve(declined),
        }) as Partial<ProviderGate>,
    );
  const first = await giveBack(restoring(world.services), sale, 1500);
  expect(first.reversal).toMatchObject({ status: 'succeeded', method: 'refund_voucher' });

  const services = restoring(await putBack());
  if (isRead) await readStatement('ott');
  const now = await resolve(services, sale);
  expect(given(world, first.redemption, now)).toBe(1500);
  if (isRead) {
    // The doubt had set all of it aside as the statement was read.
    expect(now).toMatchObject({ reversedCents: 1500, reversals: [{ status: 'failed' }, { status: 'succeeded' }] });
    await expect(giveBack(services, sale, 1)).rejects.toMatchObject({ code: 'reversal_exceeds_redeemed' });
    return;
  }
  expect(now.reversals).toMatchObject([{ status: 'failed' }]);
  expect(now.reviews).toMatchObject([{ reason: 'lost_in_restore', closedAt: null }]);
  await expect(giveBack(services, sale, 1500)).rejects.toMatchObject({ code: 'awaiting_statement' });
});
