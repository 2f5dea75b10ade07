// People at the console in the simulated world, beside a merchant's server: they give value back alone, ask, approve and reject, over two
// servers that crash and a store that loses answers. One seed, one story.
import { freelyReversedCents } from '../../src/core/redemption/people/headroom';
import type { Proposal } from '../../src/core/redemption/people/proposal';
import type { Redemption } from '../../src/core/redemption/redemption';
import { approveProposal, proposeReversal, rejectProposal } from '../../src/core/use-cases/four-eyes/proposals';
import { resolveRedemption } from '../../src/core/use-cases/resolve';
import { reverseRedemption } from '../../src/core/use-cases/reverse';
import type { Services } from '../../src/core/use-cases/services';
import { Refusal } from '../../src/core/values/refusal';
import { HOUR_MS, MINUTE_MS } from '../../src/core/values/time';
import { personOf } from '../tools/console-people';
import { Actors } from './actors';
import { sold } from './calm';
import { checkEnd } from './check';
import { CALLER, Installation, type Flaws } from './installation';
import { Chance, World } from './world';

const ABOVE = 300;
const PER_DAY = 400;
/** Less than a day by more than what two machines' clocks are apart, so that what one of them counts as a day holds this. */
const SURELY_A_DAY_MS = 20 * HOUR_MS;
const FOR_EVER = Number.MAX_SAFE_INTEGER;
const PEOPLE = ['usr_1', 'usr_2'].map((id) => personOf(id, 'approver', CALLER, { presentUntil: FOR_EVER }));

export interface PeopleReport {
  readonly violations: readonly string[];
  readonly trace: readonly string[];
  /** How many ended so. */
  readonly proposals: Readonly<Record<string, number>>;
}

/** A pure function of the seed and the flaws. */
export async function runPeople(seed: number, flaws: Flaws = {}): Promise<PeopleReport> {
  const world = new World(new Chance(seed));
  const installation = new Installation(world, flaws);
  installation.limits = { above: ABOVE, abovePerDay: PER_DAY };
  const violations: string[] = [];
  try {
    await open(installation);
    await disturb(installation);
    await settle(installation);
    violations.push(...checkEnd(installation, new Actors(installation, {}), false), ...checkPeople(installation));
  } catch (error) {
    violations.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const proposals: Record<string, number> = {};
  for (const { proposals: made = [] } of installation.database.rows.values())
    for (const { status } of made) proposals[status] = (proposals[status] ?? 0) + 1;
  return { violations, trace: world.trace, proposals };
}

/** Some vouchers are redeemed while all is well. */
async function open(installation: Installation): Promise<void> {
  const { world } = installation;
  world.chaos = false;
  installation.trouble = 0;
  installation.start(0);
  installation.start(1);
  world.spawn(async () => {
    for (let nth = world.chance.between(3, 5); nth > 0; nth -= 1) {
      const recovery = world.chance.pick(['status', 'resend'] as const);
      await sold(installation.anyServer().services, installation, { valueCents: 1000, recovery });
    }
    installation.open = false;
  });
  await world.run();
}

async function disturb(installation: Installation): Promise<void> {
  const { world } = installation;
  world.chaos = true;
  world.crashesLeft = world.chance.between(0, 3);
  installation.open = true;
  installation.setTrouble(world.chance.pick([0, 1]));
  const days = Promise.all(
    [...PEOPLE, ...PEOPLE, ...PEOPLE, null].map((person) => new Day(installation, person).work()),
  ).then(() => {
    installation.open = false;
  });
  world.spawn(() => days);
  await world.run();
  world.chaos = false;
}

/** What one person, or (null) the merchant's server, does one after the other. */
class Day {
  #keys = 0;

  constructor(
    private readonly installation: Installation,
    private readonly person: (typeof PEOPLE)[number] | null,
  ) {}

  async work(): Promise<void> {
    const { world } = this.installation;
    for (let acts = world.chance.between(2, 6); acts > 0; acts -= 1) {
      await world.ticket(null, 'somebody thinks', world.chance.pick([0, 0, 0, 0, 500, MINUTE_MS]));
      const redemption = world.chance.pick([...this.installation.database.rows.values()]);
      if (this.person === null) await this.#give(redemption);
      else
        await world.chance.pick([this.#give, this.#give, this.#ask, this.#decide, this.#decide]).call(this, redemption);
    }
  }

  async #give({ id, version }: Redemption): Promise<void> {
    const { chance } = this.installation.world;
    const caller = this.person ?? CALLER;
    const amountCents = chance.pick([undefined, 100, 200, 300]);
    const guard = chance.hit(0.8) ? this.#key(`give ${id} ${String(amountCents)}`) : { ifMatch: version };
    const command = { reason: 'returned', amountCents, ...guard };
    await this.#call((services) => reverseRedemption(services, id, command, caller));
  }

  async #ask({ id }: Redemption): Promise<void> {
    const amountCents = this.installation.world.chance.pick([undefined, 100, 400]);
    const command = { reason: 'returned', amountCents, ...this.#key(`ask ${id} ${String(amountCents)}`) };
    await this.#call((services) => proposeReversal(services, id, command, this.person ?? CALLER));
  }

  /** Also on what this very person asked for, and on what somebody else has decided by then. */
  async #decide({ id }: Redemption): Promise<void> {
    const { database, world } = this.installation;
    const { proposals = [] } = database.rows.get(id) ?? {};
    if (proposals.length === 0 || !this.person) return;
    const { id: proposalId } = world.chance.pick(proposals);
    const isFor = world.chance.hit(0.75);
    await this.#call((services) => {
      const seen = { ifMatch: database.rows.get(id)?.version };
      return isFor
        ? approveProposal(services, proposalId, seen, this.person ?? CALLER)
        : rejectProposal(services, proposalId, { ...seen, note: 'no' }, this.person ?? CALLER);
    });
  }

  #key(request: string) {
    this.#keys += 1;
    const who = `${this.person?.user.id ?? 'server'} ${String(this.installation.world.chance.next())}`;
    return { idempotency: { key: `${who} ${String(this.#keys)}`, request } };
  }

  /** At any server; after a lost connection or an error the same again, as a page does. Now and then twice at once. */
  async #call(work: (services: Services) => Promise<unknown>): Promise<void> {
    const { world } = this.installation;
    const once = async () => {
      for (let tries = 0; tries < 4; tries += 1) {
        const { process, services } = this.installation.anyServer();
        try {
          await process.serve(() => work(services));
          return;
        } catch (error) {
          world.note(this.person?.user.id ?? 'server', String(error));
          if (error instanceof Refusal && error.code !== 'too_many_concurrent_writes') return;
          await world.ticket(null, 'page waits', world.chance.between(500, 8000));
        }
      }
    };
    await Promise.all(world.chance.hit(0.3) ? [once(), once()] : [once()]);
  }
}

/** Until nothing is due any more: a proposal that nobody decided on has lapsed by then. */
async function settle(installation: Installation): Promise<void> {
  const { world, database } = installation;
  world.spawn(async () => {
    const { process, services } = installation.anyServer();
    for (;;) {
      const due = [...database.rows.values()].filter((row) => row.dueAt !== null);
      const next = due.sort((left, right) => (left.dueAt ?? 0) - (right.dueAt ?? 0))[0];
      if (!next) return;
      await world.ticket(null, 'time passes', Math.max(0, (next.dueAt ?? 0) - services.clock.now()));
      await process.serve(() => resolveRedemption(services, next.id));
    }
  });
  await world.run();
}

/** Every broken promise about people, in words. */
function checkPeople({ database }: Installation): string[] {
  const violations: string[] = [];
  for (const row of database.rows.values()) {
    const say = (what: string) => violations.push(`${row.id.slice(-4)}: ${what}`);
    for (const { id, status, by, decidedBy, reversalId, amountCents } of row.proposals ?? []) {
      if (status === 'waiting') say(`${id} waits for ever`);
      if (status !== 'approved') continue;
      if (decidedBy?.id === by.id) say(`${id} was approved by who asked for it`);
      const begun = row.journal.filter(
        ({ fact, detail }) => fact === 'reverse_requested' && detail['reversal_id'] === reversalId,
      );
      if (begun.length !== 1) say(`${id} began ${String(begun.length)} reversals`);
      if (begun[0]?.detail['amount'] !== amountCents) say(`${id} gave back another amount`);
    }
    for (const twice of askedTwice(row)) say(twice);
    if (freelyReversedCents(row) > ABOVE)
      say(`${String(freelyReversedCents(row))} cents went back without a second person`);
  }
  for (const { user } of PEOPLE) violations.push(...checkDays([...database.rows.values()], user.id));
  return violations;
}

/** What a person asked for while the same waited that he had asked for before. By the order of the journal: machines' clocks are apart. */
function askedTwice({ journal, proposals = [] }: Redemption): string[] {
  const waiting = new Map<unknown, Proposal>();
  return journal.flatMap(({ fact, actor, at, detail }) => {
    const id = detail['proposal_id'];
    if (fact !== 'reversal_proposed') {
      waiting.delete(id);
      return [];
    }
    const asked = proposals.find((proposal) => proposal.id === id);
    const isSame = ({ by, amountCents, lapsesAt }: Proposal) =>
      by.id === actor.id && amountCents === asked?.amountCents && at < lapsesAt;
    const same = actor.kind === 'user' ? [...waiting.values()].find(isSame) : undefined;
    if (asked) waiting.set(id, asked);
    return same ? [`${actor.id} asked for what ${same.id} had asked for already`] : [];
  });
}

/** What one person gave back alone within any stretch that is surely a day. */
function checkDays(rows: readonly Redemption[], userId: string): string[] {
  const gifts = rows.flatMap((row) => {
    const approved = new Set((row.proposals ?? []).map(({ reversalId }) => reversalId));
    return row.journal
      .filter(({ fact, actor }) => fact === 'reverse_requested' && actor.id === userId)
      .map(({ at, detail }) => ({ at, id: detail['reversal_id'] }))
      .filter(({ id }) => !approved.has(String(id)))
      .map(({ at, id }) => ({ at, reversal: row.reversals.find((one) => one.id === id) }));
  });
  const counted = gifts.filter(({ reversal }) => reversal && reversal.status !== 'failed');
  return counted.flatMap(({ at: from }) => {
    const within = counted.filter(({ at }) => at >= from && at < from + SURELY_A_DAY_MS);
    const sum = within.reduce((total, { reversal }) => total + (reversal?.amountCents ?? 0), 0);
    return sum > PER_DAY ? [`${userId} gave back ${String(sum)} cents in a day without a second person`] : [];
  });
}
