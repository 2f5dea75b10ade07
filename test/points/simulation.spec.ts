// Two servers over one disk that answers badly, in any order: whatever it does, each call with a key happens once and the books add up.
// Then every safeguard is taken away, one at a time, and has to be missed.
import fc from 'fast-check';
import { hold, release } from '../../src/core/points/use-cases/movements';
import { redeem, redeemItem, reverse } from '../../src/core/points/use-cases/redemptions';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import { createReward, upsertParticipant } from '../../src/core/points/use-cases/setup';
import { Refusal } from '../../src/core/values/refusal';
import { ledgerFaults } from './check-ledger';
import { MemoryStore, SAFEGUARDS, type Fault, type Safeguard } from './memory-store';
import { ASKER, give, participant, pointsOver, program, SetClock, type Setting } from './world';
import { FULL } from '../tools/scale';

const RUNS = FULL ? 2000 : 60;
const STOCK = 4;
const KINDS = ['redeem', 'buy', 'give', 'hold', 'release', 'reverse', 'enrol'] as const;

interface Step {
  readonly kind: (typeof KINDS)[number];
  readonly who: number;
  readonly units: number;
  /** How many times it is sent, each time to the other server. */
  readonly sent: number;
  /** The clock moves before it, and calls before that are waited for. */
  readonly wait: boolean;
}

const scripts = (maxLength: number, kinds: readonly Step['kind'][] = KINDS) =>
  fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      who: fc.nat(3),
      units: fc.integer({ min: 1, max: 6 }),
      sent: fc.integer({ min: 1, max: 3 }),
      wait: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    }),
    { minLength: 2, maxLength },
  );
const faults = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<Fault>('none') },
    fc.constantFrom<Fault>('stale', 'taken', 'refused', 'late'),
  ),
  { maxLength: 30 },
);

/** One script. Throws where something does not add up. */
async function play(script: readonly Step[], bad: readonly Fault[], without: Safeguard | null): Promise<void> {
  const clock = new SetClock();
  const store = new MemoryStore([], without);
  const servers = [pointsOver(store, clock), pointsOver(store, clock)];
  const [first] = servers;
  if (!first) throw new Error('There are two');
  const setting = await program(first);
  const people: string[] = [];
  for (const name of ['one', 'two', 'three', 'four']) people.push(await participant(first, name));
  for (const who of people) await give(first, setting, who, '0.10', { expiresAt: clock.at + 1500 });
  const { reward } = await createReward(first, ASKER, rewardOf(setting));
  store.faults.push(...bad);
  const told = new Map<string, Set<string>>();
  const lastRedemption = new Map<string, string>();
  let going: Promise<unknown>[] = [];
  for (const [index, step] of script.entries()) {
    if (step.wait) {
      await Promise.all(going);
      going = [];
      clock.at += 700;
    }
    const key = `key ${String(index)}`;
    const who = people[step.who] ?? '';
    // Every send of one call says the same.
    const past = lastRedemption.get(who);
    const dates = { expiresAt: clock.at + 1000 };
    for (let send = 0; send < step.sent; send += 1) {
      const services = servers[(index + send) % 2] ?? first;
      const sendOnce = async (): Promise<void> => {
        const id = await insisted(() => call(step, { services, setting, who, key, rewardId: reward.id, past, dates }));
        if (id === null) return;
        told.set(key, (told.get(key) ?? new Set()).add(id));
        if (step.kind === 'redeem') lastRedemption.set(who, id);
      };
      going.push(sendOnce());
    }
  }
  await Promise.all(going);
  await check(store, told, reward.id);
}

/** As a caller does: an error that is no refusal is asked again, with the same key. */
async function insisted(work: () => Promise<string>): Promise<string | null> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const again = !(error instanceof Refusal) || error.code === 'too_many_concurrent_writes';
      if (!again) return null;
      if (tries > 40) throw error;
    }
  }
}

interface Scene {
  readonly services: PointsServices;
  readonly setting: Setting;
  readonly who: string;
  readonly key: string;
  readonly rewardId: string;
  readonly past: string | undefined;
  readonly dates: { readonly expiresAt: number };
}

async function call(step: Step, { services, setting, who, key, rewardId, past, dates }: Scene): Promise<string> {
  const amount = `0.0${String(step.units)}`;
  const about = { ...setting, participantId: who, description: 'x', referenceId: null, selection: {} };
  if (step.kind === 'enrol') {
    const known = await upsertParticipant(services, ASKER, { externalId: `new ${String(step.units)}`, profile: {} });
    return known.book.participantId;
  }
  const taking = { participantId: who, programId: setting.programId, holdReferenceId: null, managedBy: null };
  // Where nothing was redeemed yet there is nothing to reverse: it is redeemed.
  if (step.kind === 'reverse' && past !== undefined) {
    const back = { redemptionId: past, amount, quantity: null, reason: 'x', restoreExpiresAt: null, managedBy: null };
    return (await reverse(services, ASKER, back, key)).value.reversal.id;
  }
  switch (step.kind) {
    case 'give':
      return (await give(services, setting, who, amount, dates, key)).value.entry.id;
    case 'hold':
      return (await hold(services, ASKER, { ...about, ...dates, amount }, key)).value.entry.id;
    case 'release':
      return (await release(services, ASKER, { ...about, amount }, key)).value.entry.id;
    case 'buy': {
      const item = { ...taking, rewardId, quantity: 1, amount: null, description: null };
      return (await redeemItem(services, ASKER, item, key)).value.redemption.id;
    }
    default:
      return (await redeem(services, ASKER, { ...taking, assetId: setting.assetId, amount, description: 'x' }, key))
        .value.redemption.id;
  }
}

async function check(
  store: MemoryStore,
  told: ReadonlyMap<string, ReadonlySet<string>>,
  rewardId: string,
): Promise<void> {
  for (const [key, ids] of told) if (ids.size > 1) throw new Error(`${key} happened ${String(ids.size)} times`);
  const records = (['redemptions', 'entries', 'reversals'] as const).flatMap((kind) => store.every(kind));
  const made = new Set(records.map(({ id }) => id));
  for (const { participantId } of store.every('books')) made.add(participantId);
  for (const [key, ids] of told)
    for (const id of ids) if (!made.has(id)) throw new Error(`${key} was answered, and is not there`);
  const faults = await ledgerFaults(store, rewardId);
  if (faults.length > 0) throw new Error(faults.join('; '));
}

const rewardOf = (setting: Setting) => ({
  ...setting,
  kind: 'UNIT_BASED' as const,
  name: 'Mug',
  description: null,
  category: null,
  unitCost: '0.01',
  maxTotal: STOCK,
  maxPerParticipant: null,
  status: 'ACTIVE' as const,
  availableFrom: null,
  availableUntil: null,
  metadata: {},
});

test(
  'whatever the disk answers, each call happens once and everything adds up',
  async () => {
    await fc.assert(
      fc.asyncProperty(scripts(30), faults, (script, bad) => play(script, bad, null)),
      { numRuns: RUNS },
    );
  },
  FULL ? 1_200_000 : 120_000,
);

// Of what each keeps apart there is little in a long script: it is looked for where it is.
const NOTICED_BY: Readonly<Record<(typeof SAFEGUARDS)[number], readonly Step['kind'][]>> = {
  book: KINDS,
  limit: ['buy'],
  keys: ['enrol'],
  due: ['redeem', 'give'],
  'all or nothing': KINDS,
};

test.each(SAFEGUARDS)(
  'without the safeguard "%s" something is noticed',
  async (safeguard) => {
    const { failed } = await fc.check(
      fc.asyncProperty(scripts(8, NOTICED_BY[safeguard]), faults, (script, bad) => play(script, bad, safeguard)),
      { numRuns: 400, endOnFailure: true },
    );
    expect(failed).toBe(true);
  },
  120_000,
);
