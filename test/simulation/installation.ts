// Vouch in the simulated world: two processes over one disk, each with its services and its resolver, restarted when they die.
import type { ApprovalLimits } from '../../src/core/accounts/allowance';
import type { Services } from '../../src/core/use-cases/services';
import type { Caller } from '../../src/core/accounts/caller';
import type { ProviderGate } from '../../src/core/providers/gate';
import type { Inquiry } from '../../src/core/providers/outcome';
import { submitAnswer } from '../../src/core/use-cases/operations/run-operation';
import type { Store } from '../../src/core/store';
import { Sealer } from '../../src/core/values/ports';
import { resolveRedemption } from '../../src/core/use-cases/resolve';
import { DEFAULT_SCHEDULE } from '../../src/core/redemption/schedule';
import type { Submitter } from '../../src/core/use-cases/submit';
import { ProcessKeyedLock } from '../../src/system/keyed-lock';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import { settleParticipant } from '../../src/core/points/use-cases/settle';
import { pointsOver } from '../points/world';
import { AllowanceDisk, SimulatedAllowances, type AllowanceFlaws } from './allowances';
import { gateOf, typeOf, type GateFlaws } from './gate';
import { LedgerDisk, type LedgerFlaws } from './ledger-disk';
import { LEDGER_TYPE, ledgerGate, pointsIn, uuidIn } from './ledger-gate';
import { Members } from './members';
import { Network } from './network';
import { MachineClock } from './machine-clock';
import { ProviderBooks, type Recovery } from './provider';
import { Database, SimulatedRedemptions, type StoreFlaws } from './store';
import { Process, type World } from './world';

export const RECOVERIES: readonly Recovery[] = ['resend', 'status', 'lookup'];
export const CALLER: Caller = {
  accountId: 'acc_1',
  livemode: false,
  keyId: 'key_1',
  actor: { kind: 'api_key', id: 'key_1' },
  publishable: false,
  requestId: null,
};

export type Flaws = StoreFlaws & GateFlaws & LedgerFlaws & AllowanceFlaws;

/** Not secret, but bound to its record and unreadable at a glance: enough to see a PIN that is not sealed. */
class VisibleSealer extends Sealer {
  seal(plain: string, record: string): string {
    return `${record}.${Buffer.from(plain).toString('base64')}`;
  }
  open(sealed: string, record: string): string {
    if (!sealed.startsWith(`${record}.`)) throw new Error('Sealed to another record');
    return Buffer.from(sealed.slice(record.length + 1), 'base64').toString();
  }
  knowsKeyOf(): boolean {
    return true;
  }
  isNewest(): boolean {
    return true;
  }
  claimDigest(text: string): string {
    return `claim:${Buffer.from(text).toString('base64')}`;
  }
  requestDigest(text: string): string {
    return `request:${Buffer.from(text).toString('base64')}`;
  }
  phoneDigest(text: string): string {
    return `phone:${Buffer.from(text).toString('base64')}`;
  }
  keyDigest(text: string): string {
    return `key:${Buffer.from(text).toString('base64')}`;
  }
}

export interface Server {
  readonly process: Process;
  readonly services: Services;
  readonly points: PointsServices;
  readonly networks: readonly Network[];
}

export class Installation {
  readonly books: Readonly<Record<Recovery, ProviderBooks>>;
  readonly database: Database;
  readonly disk: LedgerDisk;
  readonly allowances: AllowanceDisk;
  /** From which amounts on a person needs a second one. */
  limits: ApprovalLimits = { above: null, abovePerDay: null };
  readonly members: Members;
  readonly servers: Server[] = [];
  /** Resolvers go on while this is true. */
  open = true;
  trouble = 1;
  #started = 0;

  constructor(
    readonly world: World,
    readonly flaws: Flaws,
  ) {
    const { chance } = world;
    this.database = new Database(world, flaws);
    this.disk = new LedgerDisk(world, flaws);
    this.allowances = new AllowanceDisk(world, flaws);
    this.members = new Members(this);
    this.books = {
      resend: new ProviderBooks('resend', chance),
      status: new ProviderBooks('status', chance),
      lookup: new ProviderBooks('lookup', chance),
    };
    world.onCrash = (process) => {
      const slot = this.servers.findIndex((server) => server.process === process);
      world.spawn(async () => {
        await world.ticket(null, 'restart', chance.between(200, 5000));
        this.start(slot);
      });
    };
  }

  /** What the ledger has before the first process comes up. */
  openLedger(): Promise<void> {
    const { world, disk } = this;
    const clock = new MachineClock(world, 'setup', 0);
    return this.members.open(pointsOver(disk.plain, clock, { next: () => uuidIn(world) }, new VisibleSealer()));
  }

  start(slot: number): void {
    this.#started += 1;
    const process = new Process(`server ${String(this.#started)}`);
    const clock = new MachineClock(this.world, process.name, this.#aheadMs());
    process.clock = clock;
    const networks: Network[] = [];
    const gates = new Map<string, ProviderGate>();
    for (const recovery of RECOVERIES) {
      const network = new Network(this.world, process);
      network.trouble = this.trouble;
      networks.push(network);
      gates.set(
        typeOf(recovery),
        gateOf(
          this.books[recovery],
          network,
          (...told) => {
            this.#notify(...told);
          },
          this.flaws,
        ),
      );
    }
    const sealer = new VisibleSealer();
    const points = pointsIn(this.disk, process, clock, sealer);
    gates.set(LEDGER_TYPE, ledgerGate(points, this.world));
    const services: Services = {
      // The use cases touch nothing else of the store.
      store: {
        redemptions: new SimulatedRedemptions(this.database, process),
        allowances: new SimulatedAllowances(this.allowances, process),
        restores: { list: () => Promise.resolve([]) },
        // Nobody is let out.
        people: { findUser: () => Promise.resolve({ ...CALLER, role: 'approver', epoch: 0, disabledAt: null }) },
      } as unknown as Store,
      clock,
      ids: { next: (prefix) => `${prefix}_${this.world.nextId()}` },
      sealer,
      providers: { find: (type) => gates.get(type), list: () => [...gates.values()].map((gate) => gate.traits) },
      lock: new ProcessKeyedLock(),
      schedule: DEFAULT_SCHEDULE,
      approvalLimits: () => Promise.resolve(this.limits),
      guesses: { count: () => undefined },
    };
    const server = { process, services, points, networks };
    this.servers[slot] = server;
    this.world.spawn(() => process.serve(() => this.#resolve(server)));
  }

  /** In a calm world clocks are right: there a story can say when something is due. */
  #aheadMs(): number {
    const { chaos, chance } = this.world;
    return chaos ? chance.pick([0, 0, 1500, -1500, 20_000, -20_000, 600_000]) : 0;
  }

  /** Any server, dead or alive, as a load balancer would pick. */
  anyServer(): Server {
    return this.world.chance.pick(this.servers);
  }

  setTrouble(trouble: number): void {
    this.trouble = trouble;
    for (const server of this.servers) for (const network of server.networks) network.trouble = trouble;
  }

  async #resolve({ process, services, points }: Server): Promise<void> {
    const { world } = this;
    while (this.open) {
      try {
        for (const book of await points.store.due(points.clock.now(), 10))
          await settleParticipant(points, book, book.participantId);
        for (const { id } of await services.store.redemptions.due(services.clock.now(), 10))
          await resolveRedemption(services, id);
      } catch (error) {
        world.note(process.name, `resolver: ${String(error)}`);
      }
      await world.ticket(process, 'nap', world.chance.between(1000, 20_000));
    }
  }

  /** A provider says what became of an operation without having been asked, whenever it likes. */
  #notify(reference: string, inquiry: Inquiry): void {
    const { world } = this;
    world.spawn(async () => {
      await world.ticket(null, 'notice', world.chance.between(10, 40_000));
      world.count('notice');
      const { process, services } = this.anyServer();
      const by: Submitter = { actor: { kind: 'provider', id: 'notice' }, requestId: null };
      try {
        await process.serve(async () => {
          const redemption = await services.store.redemptions.findByReference(reference);
          const operation = redemption?.operations.find((candidate) => candidate.reference === reference);
          const gate = redemption ? services.providers.find(redemption.type, false) : null;
          if (redemption && operation && gate)
            await submitAnswer(services, gate, { redemption, operation, askId: null, inquiry, fallback: null }, by);
        });
      } catch (error) {
        world.note(process.name, `notice of ${reference.slice(-4)} was lost: ${String(error)}`);
      }
    });
  }
}
