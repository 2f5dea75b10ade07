// Points at which a test process dies: before or after a durable write, before or after a provider call. As many arrivals as
// asked for are held at the point, and then the process kills itself with a signal that nothing can catch.
import type { Services } from '../../src/core/use-cases/services';
import { OPERATION_NAMES, Providers, type ProviderGate } from '../../src/core/providers/gate';
import type { Redemption } from '../../src/core/redemption/redemption';
import type { Traits } from '../../src/core/providers/provider';
import { wrapCalls, type CallWrapper } from '../../src/system/wrap-calls';
import { observeStore } from '../../src/observability/metrics/observe-store';

/** What a server is told while it runs. */
export interface Doom {
  /**
   * `write:FACT:before|after` (the last fact of the write), `call.NAME:before|after`, or of the ledger of points
   * `points.read|commit:before|amid|after`; or several, each as good as the other. Absent: nothing kills it.
   */
  readonly dieAt?: string | readonly string[];
  /** So many calls on the ledger wait for each other, and then share a round. */
  readonly together?: number;
  /** So many arrivals there go on as if nothing were, before the first that counts. */
  readonly spare?: number;
  /** Of `amid`: so long after the call began. */
  readonly afterMs?: number;
  /** So many arrivals there, and the process is gone. */
  readonly count?: number;
  /** It does not die but stands still there, once, having said so; woken it goes on as if nothing were. */
  readonly stops?: boolean;
  /** False: nothing is ever due for the resolver, so that only what the test asks for happens. */
  readonly resolver?: boolean;
}

/** A silence of the ledger for so long is doubt. */
const LEDGER_MS = 1_500;

/** The same services, except that it goes through the reaper. Everything else goes on as ever. */
export function mortal(services: Pick<Services, keyof Services>, reaper: Reaper): Services {
  const around: CallWrapper = async (operation, args, call) => {
    if (operation === 'redemptions.due' && reaper.resolverSleeps) return [] as Awaited<ReturnType<typeof call>>;
    if (operation === 'points.read' || operation === 'points.commit') return reaper.about(operation, call);
    if (operation !== 'redemptions.insert' && operation !== 'redemptions.replace') return call();
    // What burns a key has no history.
    return reaper.about(`write:${(args[0] as Redemption).journal.at(-1)?.fact ?? 'key_burnt'}`, call);
  };
  return {
    ...services,
    store: observeStore(services.store, around),
    providers: new MortalProviders(services.providers, reaper),
  };
}

export class Reaper {
  #doom: Doom = {};
  #arrived = 0;
  #spared = 0;
  #waiting: (() => void)[] = [];

  /** `onHeld` is told how many calls are held at the point. */
  constructor(private readonly onHeld: (count: number) => void = () => undefined) {}

  /** From now on; what was told before no longer counts. */
  tell(doom: Doom): void {
    this.#doom = doom;
    this.#arrived = 0;
    this.#spared = 0;
  }

  /** Resolves, for all at one moment, once so many wait as are to come together. */
  async together(): Promise<void> {
    const { together = 0 } = this.#doom;
    if (together === 0) return;
    const gone = new Promise<void>((go) => this.#waiting.push(go));
    if (this.#waiting.length === together) for (const go of this.#waiting.splice(0)) go();
    await gone;
  }

  get resolverSleeps(): boolean {
    return this.#doom.resolver === false;
  }

  async about<T>(name: string, call: () => Promise<T>): Promise<T> {
    await this.#at(`${name}:before`);
    const running = call();
    // The call is under way: on its way to a database server, or waiting for its turn in a commit that others share.
    if (this.#isAt(`${name}:amid`)) await Promise.race([running, moments(this.#doom.afterMs ?? 0)]);
    await this.#at(`${name}:amid`);
    const result = await running;
    await this.#at(`${name}:after`);
    return result;
  }

  async #at(point: string): Promise<void> {
    const { count = 1 } = this.#doom;
    if (!this.#isAt(point)) return;
    this.#spared += 1;
    if (this.#spared <= (this.#doom.spare ?? 0)) return;
    this.#arrived += 1;
    if (this.#doom.stops === true) {
      this.#stop();
      return;
    }
    if (this.#arrived >= count) process.kill(process.pid, 'SIGKILL');
    this.onHeld(this.#arrived);
    await new Promise(() => undefined);
  }

  #stop(): void {
    this.#doom = {};
    process.send?.('stops');
    process.kill(process.pid, 'SIGSTOP');
  }

  #isAt(point: string): boolean {
    const { dieAt = [] } = this.#doom;
    return typeof dieAt === 'string' ? point === dieAt : dieAt.includes(point);
  }
}

async function moments(ms: number): Promise<void> {
  if (ms > 0) await new Promise((wake) => setTimeout(wake, ms));
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
    const about: CallWrapper = (operation, _args, call) => this.reaper.about(operation, call);
    const mortalGate = wrapCalls(gate, 'call', about, OPERATION_NAMES);
    const { traits } = gate;
    // That of others is a setting, which the stage makes short. Nobody waits ten seconds for a ledger that is gone.
    if (traits.keptHere) Object.defineProperty(mortalGate, 'traits', { value: { ...traits, timeoutMs: LEDGER_MS } });
    this.#gates.set(gate, mortalGate);
    return mortalGate;
  }

  list(livemode: boolean): readonly Traits[] {
    return this.inner.list(livemode);
  }
}
