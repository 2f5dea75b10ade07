// The edge of every engine: turns a driver's own words for "not now" into `StoreUnavailable`, and lets the rest through.
import { Store } from '../core/store';
import { StoreUnavailable } from '../core/store-unavailable';

type Method = (...args: unknown[]) => Promise<unknown>;

/** An engine whose ports throw `StoreUnavailable` wherever `isUnavailable` knows the error. */
export class EdgeStore extends Store {
  readonly #edges = new WeakMap<object, object>();

  constructor(
    private readonly inner: Store,
    private readonly isUnavailable: (error: unknown) => boolean,
  ) {
    super();
  }

  override get engine(): Store['engine'] {
    return this.inner.engine;
  }

  override get redemptions(): Store['redemptions'] {
    return this.#edge(this.inner.redemptions);
  }

  override get events(): Store['events'] {
    return this.#edge(this.inner.events);
  }

  override get storedAnswers(): Store['storedAnswers'] {
    return this.#edge(this.inner.storedAnswers);
  }

  override get accounts(): Store['accounts'] {
    return this.#edge(this.inner.accounts);
  }

  override get findings(): Store['findings'] {
    return this.#edge(this.inner.findings);
  }

  override get webhooks(): Store['webhooks'] {
    return this.#edge(this.inner.webhooks);
  }

  /** What stops a store from opening is for whoever starts it, in the driver's own words. */
  override readonly open: Store['open'] = () => this.inner.open();
  override readonly ping: Store['ping'] = () => this.inner.ping();
  override readonly stats: Store['stats'] = () => this.inner.stats();
  override readonly backlog: Store['backlog'] = (now) => this.inner.backlog(now);
  override readonly close: Store['close'] = () => this.inner.close();

  #edge<P extends object>(port: P): P {
    let edge = this.#edges.get(port);
    if (!edge) {
      edge = edgeOf(port, this.isUnavailable);
      this.#edges.set(port, edge);
    }
    return edge as P;
  }
}

/** The same port: made once, so that a call costs no more than one promise. */
function edgeOf(port: object, isUnavailable: (error: unknown) => boolean): object {
  const edge = Object.create(Object.getPrototypeOf(port) as object) as object;
  for (const name of namesOf(port)) {
    const method = (port as Record<string, unknown>)[name];
    if (typeof method !== 'function') continue;
    const value: Method = async (...args) => {
      try {
        return await (method as Method).apply(port, args);
      } catch (error) {
        throw isUnavailable(error) ? new StoreUnavailable(error) : error;
      }
    };
    Object.defineProperty(edge, name, { value, writable: true, configurable: true });
  }
  return edge;
}

function namesOf(port: object): Set<string> {
  const names = new Set<string>();
  for (
    let level: object | null = port;
    level && level !== Object.prototype;
    level = Object.getPrototypeOf(level) as object | null
  ) {
    for (const name of Object.getOwnPropertyNames(level)) if (name !== 'constructor') names.add(name);
  }
  return names;
}
