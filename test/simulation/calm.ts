// A simulated installation in which nothing goes wrong: for stories of the core that are about what people may do.
import type { Services } from '../../src/core/use-cases/services';
import { createRedemption, type CreateCommand } from '../../src/core/use-cases/create';
import type { Redemption } from '../../src/core/redemption/redemption';
import { Pin } from '../../src/core/values/pin';
import { Refusal } from '../../src/core/values/refusal';
import { typeOf } from './gate';
import { CALLER, Installation } from './installation';
import type { Recovery } from './provider';
import { Chance, World } from './world';

/** Runs one story over two servers. Nothing stalls, crashes or gets lost unless the story says so. */
export async function calm(
  story: (services: Services, installation: Installation) => Promise<void>,
  seed = 7,
): Promise<void> {
  const world = new World(new Chance(seed));
  world.chaos = false;
  const installation = new Installation(world, {});
  installation.open = false;
  installation.trouble = 0;
  installation.start(0);
  installation.start(1);
  world.spawn(() => story(servicesOf(installation, 0), installation));
  await world.run();
}

/** Of one of the two processes. */
export function servicesOf({ servers }: Installation, slot: 0 | 1): Services {
  const server = servers[slot];
  if (!server) throw new Error('There is no such server');
  return server.services;
}

/** A voucher, and what is special about its redemption. */
export interface Sale {
  readonly valueCents?: number;
  readonly recovery?: Recovery;
  readonly over?: Partial<CreateCommand>;
}

/** A voucher of this value, redeemed whole unless `over` says otherwise. */
export async function sold(
  services: Services,
  { books }: Installation,
  { valueCents = 1000, recovery = 'status', over = {} }: Sale = {},
): Promise<Redemption> {
  const command: CreateCommand = {
    type: typeOf(recovery),
    source: { pin: new Pin(books[recovery].issue(valueCents)) },
    amountCents: valueCents,
    currency: 'ZAR',
    captureMethod: 'automatic',
    confirm: true,
    options: { partial: 'decline' },
    metadata: {},
    externalReference: null,
    relatedIds: [],
    ...over,
  };
  return (await createRedemption(services, command, CALLER)).redemption;
}

/** The code of the refusal, with its members; `no refusal` where there was none. */
export async function refusalOf(work: Promise<unknown>): Promise<{ code: string } & Readonly<Record<string, unknown>>> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, ...error.detail.extra };
    throw error;
  }
  return { code: 'no refusal' };
}
