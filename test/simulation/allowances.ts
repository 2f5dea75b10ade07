// What people have used of a day, in memory, over a bad disk: it throws before or after a write. One disk for all processes.
import { AllowanceStore, type Allowance } from '../../src/core/accounts/allowance';
import type { Process, World } from './world';

/** Ways to take the safeguard of this store away. */
export interface AllowanceFlaws {
  readonly noAllowanceCompareAndSet?: boolean;
}

/** The disk. */
export class AllowanceDisk {
  readonly rows = new Map<string, Allowance>();

  constructor(
    readonly world: World,
    readonly flaws: AllowanceFlaws,
  ) {}

  put(next: Allowance): boolean {
    const isNext = (this.rows.get(next.id)?.rev ?? 0) === next.rev - 1;
    if (!isNext && !this.flaws.noAllowanceCompareAndSet) return false;
    this.rows.set(next.id, next);
    return true;
  }
}

/** One process's connection to it. */
export class SimulatedAllowances extends AllowanceStore {
  constructor(
    private readonly disk: AllowanceDisk,
    private readonly process: Process,
  ) {
    super();
  }

  async find(id: string): Promise<Allowance | null> {
    await this.disk.world.ticket(this.process, 'read of an allowance');
    return this.disk.rows.get(id) ?? null;
  }

  async put(allowance: Allowance): Promise<boolean> {
    const { world } = this.disk;
    await world.ticket(this.process, 'write of an allowance');
    const fate = world.chaos ? world.chance.weighted({ fine: 90, unwritten: 3, written: 3 }) : 'fine';
    const written = fate === 'unwritten' ? false : this.disk.put(allowance);
    if (fate !== 'fine') throw new Error('The write of an allowance was not acknowledged');
    await world.ticket(this.process, 'written');
    return written;
  }
}
