// One seed, from the first customer to the last review: a pure function of the seed and the flaws.
import { resolveRedemption } from '../../src/core/use-cases/resolve';
import { checkEnd } from './check';
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
  const house = new Installation(world, flaws);
  const pins = Object.fromEntries(
    RECOVERIES.map((recovery) => [
      recovery,
      Array.from({ length: chance.between(1, 3) }, () => house.books[recovery].issue(chance.pick([500, 1000, 1900]))),
    ]),
  );
  const people = new Actors(house, pins);
  const healed = chance.hit(0.5);
  const violations: string[] = [];
  try {
    await chaos(house, people, pins);
    if (healed) house.setTrouble(0);
    await settle(house);
    await calmly(house, () => people.decideReviews());
    await settle(house);
    violations.push(...checkEnd(house, people, healed));
  } catch (error) {
    violations.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const rows = [...house.database.rows.values()];
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
  house: Installation,
  people: Actors,
  pins: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const { world } = house;
  const { chance } = world;
  world.crashesLeft = chance.between(0, 3);
  house.start(0);
  house.start(1);
  const visits = Array.from({ length: chance.between(3, 7) }, () => people.visit());
  const all = Promise.all(visits).then(() => {
    house.open = false;
  });
  world.spawn(() => all);
  for (const recovery of RECOVERIES) {
    if (!chance.hit(0.3)) continue;
    world.spawn(async () => {
      await world.ticket(null, 'somebody else shops', chance.between(0, 200_000));
      house.books[recovery].spendElsewhere(chance.pick(pins[recovery] ?? []));
    });
  }
  await world.run();
  world.chaos = false;
}

/** Asks and asks, jumping from one due moment to the next, until nothing is due any more: beyond the seventh day. */
function settle(house: Installation): Promise<void> {
  const { world, database } = house;
  return calmly(house, async () => {
    const { process, engine } = house.anyServer();
    for (;;) {
      const due = [...database.rows.values()].filter((row) => row.dueAt !== null);
      const next = due.sort((left, right) => (left.dueAt ?? 0) - (right.dueAt ?? 0))[0];
      if (!next) return;
      await world.ticket(null, 'time passes', Math.max(0, (next.dueAt ?? 0) - world.now));
      await process.serve(() => resolveRedemption(engine, next.id));
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
