// The host of all provider simulators: starts them on neighbouring loopback ports, takes them down and brings them back.
// Knows no provider: it is handed the registry. The HTTP side of it, for other processes, is control.ts.
import type { Books, Scenario, SimulatedVoucher } from './books';
import { openControl, type Steerable } from './control';
import { armFault, type Fault } from './server';
import type { SimulatedProvider, Simulator } from './simulator';

/** Which simulators to start, and where. */
/** The running simulators. */
export interface SimulatorsOptions {
  /** The registry, in the order in which ports are given out. */
  readonly providers: readonly SimulatedProvider[];
  readonly books: Books;
  /** The control server's port; the simulators get the ports after it. 0 (the default) picks free ones. */
  readonly port?: number;
  /** Whether other processes may steer the simulators over HTTP. Off by default. */
  readonly control?: boolean;
}

export interface Simulators extends Steerable {
  /** Closes every port. The books stay open: they belong to the caller. */
  close(): Promise<void>;
}

interface Running {
  readonly definition: SimulatedProvider;
  readonly simulator: Simulator;
  readonly port: number;
  open: boolean;
}

const PIN_LENGTH = 16;

/** Starts every provider's simulator. Rejects, with nothing left running, where a port is taken. */
export async function startSimulators(options: SimulatorsOptions): Promise<Simulators> {
  const host = new SimulatorHost(options.books, options.providers);
  try {
    await host.start(options.port ?? 0, options.control ?? false);
  } catch (error) {
    await host.close();
    throw error;
  }
  return host;
}

class SimulatorHost implements Simulators {
  addresses: Readonly<Record<string, string>> = {};
  private readonly running = new Map<string, Running>();
  private closeControl: (() => Promise<void>) | undefined;
  /** Outages one after the other: a port cannot be reopened while it is still closing. */
  private turn: Promise<void> = Promise.resolve();

  constructor(
    readonly books: Books,
    readonly providers: readonly SimulatedProvider[],
  ) {}

  async start(port: number, withControl: boolean): Promise<void> {
    const addresses: Record<string, string> = {};
    for (const [index, definition] of this.providers.entries()) {
      const simulator = definition.simulator(this.books);
      const bound = await simulator.listen(port === 0 ? 0 : port + 1 + index);
      this.running.set(definition.provider, { definition, simulator, port: bound, open: true });
      addresses[definition.provider] = addressOf(bound);
    }
    this.addresses = addresses;
    if (!withControl) return;
    const control = await openControl(this, port);
    this.closeControl = () => control.close();
    this.addresses = { control: addressOf(control.port), ...addresses };
  }

  issue(order: { type: string; value: number; scenario?: Scenario }): SimulatedVoucher {
    const running = [...this.running.values()].find(({ definition }) => definition.type === order.type);
    if (!running) throw new RangeError(`no simulator for ${order.type}`);
    return this.books.issue({ ...order, pinLength: running.simulator.pinLength ?? PIN_LENGTH });
  }

  operationsOf(provider: string): readonly string[] | undefined {
    return this.running.get(provider)?.simulator.operations;
  }

  outage(provider: string, on: boolean): Promise<void> {
    const running = this.named(provider);
    const done = this.turn.then(() => switchPort(running, !on));
    this.turn = done.catch(() => undefined);
    return done;
  }

  fault(provider: string, operation: string, fault: Fault): void {
    this.named(provider);
    armFault(this.books, provider, operation, fault);
  }

  async close(): Promise<void> {
    await this.turn;
    await this.closeControl?.();
    await Promise.all([...this.running.values()].map((running) => switchPort(running, false)));
  }

  private named(provider: string): Running {
    const running = this.running.get(provider);
    if (!running) throw new RangeError(`no simulator for ${provider}`);
    return running;
  }
}

async function switchPort(running: Running, open: boolean): Promise<void> {
  if (running.open === open) return;
  if (open) await running.simulator.listen(running.port);
  else await running.simulator.close();
  running.open = open;
}

function addressOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}
