// Points at which a test process dies: before or after a durable write, before or after a provider call. As many arrivals as
// asked for are held at the point, and then the process kills itself with a signal that nothing can catch.
import { Providers, type Engine, type ProviderGate } from '../../src/core/engine';
import type { Redemption } from '../../src/core/redemption';
import type { Traits } from '../../src/core/provider';
import { surround, type Around } from '../../src/metrics/around';
import { observeStore } from '../../src/metrics/observe-store';

const CALLS = [
  'capture',
  'inquireCapture',
  'reserve',
  'restore',
  'inquireRestore',
  'refund',
  'inquireRefund',
] as const satisfies readonly (keyof ProviderGate)[];

/**
 * `point` is `write:FACT:before|after` (the last fact of the write) or `call.NAME:before|after`; `count` arrivals there, and
 * the process is gone. Everything else goes on as ever.
 */
export function mortal(engine: Engine, point: string, count: number): Engine {
  const reaper = new Reaper(point, count);
  const writes: Around = async (operation, args, call) => {
    if (operation !== 'redemptions.insert' && operation !== 'redemptions.replace') return call();
    return reaper.about(`write:${(args[0] as Redemption).journal.at(-1)?.fact ?? ''}`, call);
  };
  return {
    ...engine,
    store: observeStore(engine.store, writes),
    providers: new MortalProviders(engine.providers, reaper),
  };
}

class Reaper {
  #arrived = 0;

  constructor(
    private readonly point: string,
    private readonly count: number,
  ) {}

  async about<T>(name: string, call: () => Promise<T>): Promise<T> {
    await this.#at(`${name}:before`);
    const result = await call();
    await this.#at(`${name}:after`);
    return result;
  }

  async #at(point: string): Promise<void> {
    if (point !== this.point) return;
    this.#arrived += 1;
    if (this.#arrived >= this.count) process.kill(process.pid, 'SIGKILL');
    await new Promise(() => undefined);
  }
}

class MortalProviders extends Providers {
  readonly #gates = new Map<ProviderGate, ProviderGate>();

  constructor(
    private readonly inner: Providers,
    private readonly reaper: Reaper,
  ) {
    super();
  }

  find(type: string, livemode: boolean): ProviderGate | null | undefined {
    const gate = this.inner.find(type, livemode);
    if (!gate) return gate;
    const known = this.#gates.get(gate);
    if (known) return known;
    const about: Around = (operation, _args, call) => this.reaper.about(operation, call);
    const mortalGate = surround(gate, 'call', about, CALLS);
    this.#gates.set(gate, mortalGate);
    return mortalGate;
  }

  list(livemode: boolean): readonly Traits[] {
    return this.inner.list(livemode);
  }
}
