// After a restored backup: what an answer proves that no store took is never lost on a redemption that has ended, or is in doubt, meanwhile.
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { ProviderGate } from '../../src/core/providers/gate';
import type { Redemption } from '../../src/core/redemption/redemption';
import { newMark } from '../../src/core/restores/restore-mark';
import { captureRedemption } from '../../src/core/use-cases/capture';
import { unwrittenRecord, type UnwrittenAnswer } from '../../src/core/use-cases/operations/unwritten-answers';
import { resolveRedemption, RESOLVER } from '../../src/core/use-cases/resolve';
import type { Services } from '../../src/core/use-cases/services';
import { DAY_MS } from '../../src/core/values/time';
import { AnswerKeeper } from '../../src/jobs/answer-keeper';
import { observeStore } from '../../src/observability/metrics/observe-store';
import { KeptFiles } from '../../src/system/kept-files';
import type { CallWrapper } from '../../src/system/wrap-calls';
import { backUpFile } from './back';
import { closeReviews, ONE, openEach, OTT, reload, restoreAfter, services, world } from './put-back';
import { callerOf, OPERATOR, present } from './world';

openEach();

const capture = (by: Services, { id }: Redemption, key = 'capture') =>
  captureRedemption(by, id, { idempotency: { key, request: key } }, callerOf(OPERATOR));
const folder = () => join(world.folder, 'unwritten');
const names = () => new KeptFiles(folder()).names();

async function reservation(type: string, value: number): Promise<Redemption> {
  const { pin } = world.simulators.issue({ type, value });
  return present(world.services, type, pin, 1500, 'manual');
}

/** As the process that heard the answer would have kept it. */
function keep(lost: Redemption): void {
  const { id: operationId, asks } = lost.operations.at(-1) ?? { id: '', asks: [] };
  const askId = asks[0]?.id ?? '';
  const inquiry = { kind: 'accepted', amountCents: lost.redeemedCents, voucher: lost.changeVoucher } as const;
  const fact = { kind: 'answered', operationId, askId, inquiry, settlingMs: 0, fallback: null } as const;
  const answer: UnwrittenAnswer = { redemptionId: lost.id, type: 'confirm', by: RESOLVER, fact };
  new KeptFiles(folder()).put(askId, world.services.sealer.seal(JSON.stringify(answer), unwrittenRecord(askId)));
}

function keeperOf(by: Services, startMs?: number) {
  const [warn, error] = [jest.fn(), jest.fn()];
  const logger = { info: jest.fn(), warn, error } as unknown as Logger;
  const keeper = new AnswerKeeper({ services: by, folder: folder(), logger, ...(startMs === undefined ? {} : { startMs }) }); // prettier-ignore
  return { keeper, warn, error };
}

/** One start, and the end of it. */
async function startAnew(by = services) {
  const { keeper, ...logged } = keeperOf(by);
  await keeper.start();
  await keeper.stop();
  return logged;
}

it('opens a review where the redemption has run out meanwhile, and keeps the change', async () => {
  const redemption = await reservation(ONE, 1900);
  let lost = redemption;
  await restoreAfter(async () => {
    lost = (await capture(world.services, redemption)).redemption;
    keep(lost);
  });
  // As by a version before this one, or after a word that nothing was lost.
  const [mark] = await services.store.restores.list();
  await services.store.restores.replace({ ...newMark(mark?.id ?? '', 1, 2), version: 2 });
  await resolveRedemption(services, redemption.id, RESOLVER, Date.now() + DAY_MS);
  expect(await reload(redemption)).toMatchObject({ outcome: 'not_paid' });

  const { error } = await startAnew();
  const now = await reload(redemption);
  const { id, reference } = lost.operations.at(-1) ?? {};
  const summary = `The provider answered that it took 1500 cents under ${String(reference)}, a request that these books do not know, but the redemption is failed`;
  expect(now).toMatchObject({ status: 'failed', redeemedCents: 0, changeVoucher: { amountCents: 400 } });
  expect(now.reviews).toMatchObject([{ reason: 'answer_contradicts_state', summary, closedAt: null }]);
  expect(now.journal.at(-1)).toMatchObject({
    fact: 'confirm_contradicted',
    detail: { operation_id: id, amount: 1500 },
  });
  expect(services.sealer.open(now.changeVoucher?.sealedPin ?? '', now.id)).toMatch(/^\d+$/);
  expect([names(), error.mock.calls]).toEqual([[], []]);

  // A file that comes back says nothing new, also once a person has looked.
  await closeReviews(redemption);
  keep(lost);
  await startAnew();
  expect([(await reload(redemption)).reviews.length, names()]).toEqual([1, []]);
});

it('leaves a PIN to its file where the redemption holds another one', async () => {
  const redemption = await reservation(ONE, 1900);
  const { redemption: paid } = await capture(world.services, redemption);
  const sealedPin = world.services.sealer.seal('4444333322221111', redemption.id);
  const [found] = paid.operations.slice(-1);
  const other = { ...found, id: 'op_00000000000000000000000b', asks: [{ id: 'ask_00000000000000000000000b' }] };
  keep({ ...paid, operations: [other], changeVoucher: { ...paid.changeVoucher, sealedPin } } as unknown as Redemption);
  const { error } = await startAnew(world.services);
  const now = await reload(redemption, world.services);
  expect(now).toMatchObject({ redeemedCents: 1500, changeVoucher: paid.changeVoucher });
  expect(now.reviews).toMatchObject([{ reason: 'answer_contradicts_state', closedAt: null }]);
  expect([names().length, error.mock.calls.length]).toEqual([1, 1]);
});

/** The backup was made while one capture was in doubt, and another one was carried out after that. */
async function inDoubt(): Promise<{ redemption: Redemption; by: Services }> {
  const redemption = await reservation(OTT, 1500);
  const copy = join(world.folder, 'doubt.db');
  const busy = withGate(world.services, () => ({
    capture: () => {
      backUpFile(world.databaseUrl, copy);
      return Promise.resolve({ kind: 'not_sent', code: 'provider_unavailable', reason: 'Too many requests' });
    },
  }));
  await capture(busy, redemption, 'x');
  keep((await capture(world.services, redemption, 'z')).redemption);
  const by = await world.over(`sqlite:${copy}`);
  return { redemption, by };
}

function withGate(by: Pick<Services, keyof Services>, change: (gate: ProviderGate) => object): Services {
  const { providers } = by;
  const find: typeof providers.find = (type, livemode) => {
    const gate = providers.find(type, livemode);
    return gate && Object.assign(Object.create(gate) as ProviderGate, change(gate));
  };
  return { ...by, providers: { list: (livemode) => providers.list(livemode), find } };
}

it('waits for another capture that is in doubt, without a restart, and is told of once that has ended', async () => {
  const { redemption, by } = await inDoubt();
  const { keeper, warn, error } = keeperOf(by);
  await keeper.start();
  expect([keeper.size, names().length]).toEqual([1, 1]);
  expect(warn).toHaveBeenCalledWith({ answers: 1 }, expect.stringContaining('are not written yet'));
  // The provider says that nothing came of it.
  const quick = withGate(by, ({ traits }) => ({ traits: { ...traits, settlingMs: 1 } }));
  while ((await reload(redemption, by)).status === 'reserved') {
    await resolveRedemption(quick, redemption.id, RESOLVER, Date.now() + DAY_MS);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  while (keeper.size > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await keeper.stop();
  const now = await reload(redemption, by);
  expect(now.reviews.filter(({ closedAt }) => closedAt === null)).toMatchObject([
    { reason: 'answer_contradicts_state' },
  ]);
  expect([now.outcome, names(), error.mock.calls]).toEqual(['not_paid', [], []]);
});

it.each([
  ['fails', false],
  ['hangs', true],
])('does not keep a server from its start where its write %s', async (_how, hangs) => {
  const redemption = await reservation(OTT, 1500);
  await restoreAfter(async () => keep((await capture(world.services, redemption)).redemption));
  let end: () => void = () => undefined;
  const ended = hangs ? new Promise<void>((resolve) => (end = resolve)) : Promise.resolve();
  const around: CallWrapper = (operation, _args, call) =>
    operation === 'redemptions.replace' ? ended.then(() => Promise.reject(new Error('a defect'))) : call();
  const all: Pick<Services, keyof Services> = services;
  const { keeper, warn } = keeperOf({ ...all, store: observeStore(all.store, around) }, 200);
  await keeper.start();
  expect([keeper.size, names().length]).toEqual([1, 1]);
  expect(warn).toHaveBeenCalledWith({ answers: 1 }, expect.stringContaining('are not written yet'));
  end();
  await keeper.stop();
});
