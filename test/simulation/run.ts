// One seed, from the first customer to the last review: a pure function of the seed and the flaws.
import { resolveRedemption } from '../../src/core/use-cases/resolve';
import { checkEnd } from './check';
import { checkPoints } from './check-points';
import { Installation, RECOVERIES, type Flaws } from './installation';
import { Actors } from './actors';
import { Chance, World, type Tally } from './world';

export interface Report {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly trace: readonly string[];
  readonly tally: Tally;
  readonly redemptions: number;
  readonly reviews: number;
}

const HOUR_MS = 3_600_000;

export async function runSeed(seed: number, flaws: Flaws = {}): Promise<Report> {
  const chance = new Chance(seed);
  const world = new World(chance);
  const installation = new Installation(world, flaws);
  const pins = Object.fromEntries(
    RECOVERIES.map((recovery) => [
      recovery,
      Array.from({ length: chance.between(1, 3) }, () =>
        installation.books[recovery].issue(chance.pick([500, 1000, 1900])),
      ),
    ]),
  );
  await installation.openLedger();
  const actors = new Actors(installation, pins);
  const healed = chance.hit(0.5);
  const violations: string[] = [];
  try {
    await chaos(installation, actors, pins);
    if (healed) installation.setTrouble(0);
    await settle(installation);
    await calmly(installation, () => actors.decideReviews());
    await settle(installation);
    violations.push(...checkEnd(installation, actors, healed), ...(await checkPoints(installation)));
  } catch (error) {
    violations.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const rows = [...installation.database.rows.values()];
  return {
    seed,
    violations,
    trace: world.trace,
    tally: world.tally,
    redemptions: rows.length,
    reviews: rows.filter((row) => row.reviewOpenedAt !== null).length,
  };
}

async function chaos(
  installation: Installation,
  actors: Actors,
  pins: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const { world } = installation;
  const { chance } = world;
  world.crashesLeft = chance.between(0, 3);
  world.restless = chance.hit(0.3);
  installation.start(0);
  installation.start(1);
  const visits = Array.from({ length: chance.between(3, 7) }, () => actors.visit());
  const members = Array.from({ length: chance.between(0, 3) }, () => installation.members.visit());
  const all = Promise.all([...visits, ...members]).then(() => {
    installation.open = false;
  });
  world.spawn(() => all);
  for (const recovery of RECOVERIES) {
    if (!chance.hit(0.3)) continue;
    world.spawn(async () => {
      await world.ticket(null, 'somebody else shops', chance.between(0, 200_000));
      installation.books[recovery].spendElsewhere(chance.pick(pins[recovery] ?? []));
    });
  }
  await world.run();
  world.chaos = false;
}

/** Asks and asks, jumping from one due moment to the next, until nothing is due any more: beyond the seventh day. */
function settle(installation: Installation): Promise<void> {
  const { world, database } = installation;
  return calmly(installation, async () => {
    const { process, services } = installation.anyServer();
    for (;;) {
      const due = [...database.rows.values()].filter((row) => row.dueAt !== null);
      const next = due.sort((left, right) => (left.dueAt ?? 0) - (right.dueAt ?? 0))[0];
      if (!next) return;
      // Due by the clock of whoever looks, which may be wrong.
      await world.ticket(null, 'time passes', Math.max(0, (next.dueAt ?? 0) - services.clock.now()));
      await process.serve(() => resolveRedemption(services, next.id));
    }
  });
}

/** Runs one thing to its end, and lets an hour pass, in which every request that is still under way arrives. */
async function calmly({ world }: Installation, work: () => Promise<void>): Promise<void> {
  world.spawn(work);
  await world.run();
  world.spawn(() => world.ticket(null, 'an hour', HOUR_MS));
  await world.run();
}
