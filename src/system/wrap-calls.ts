// Wraps every async method of an object: for timing, tracing and error translation.

/** One finished call. `operation` is `port.method`. */
export interface Observed {
  readonly operation: string;
  readonly seconds: number;
  readonly failed: boolean;
}

/** Runs `call` and returns what it returns; may look at it on the way. */
export type CallWrapper = <T>(operation: string, args: readonly unknown[], call: () => Promise<T>) => Promise<T>;

type Method = (...args: unknown[]) => unknown;

/**
 * The same object, whose methods named in `only` (all of them where it is absent) are called through `around`. These methods
 * must return promises. Everything else is read from the object itself. The methods are wrapped here, once: a call costs no
 * more than `around` itself does.
 */
export function wrapCalls<T extends object>(target: T, name: string, around: CallWrapper, only?: readonly string[]): T {
  const outer = Object.create(Object.getPrototypeOf(target) as object | null) as T;
  for (const [key, descriptor] of descriptorsOf(target)) {
    const method: unknown = descriptor.value;
    if (typeof method !== 'function') {
      // A field may change, and a getter may answer differently later: both are read when asked for.
      const get = () => (target as Record<string, unknown>)[key];
      Object.defineProperty(outer, key, { get, enumerable: true, configurable: true });
      continue;
    }
    const operation = `${name}.${key}`;
    const call = (args: unknown[]) => (method as Method).apply(target, args);
    const wrapped: Method =
      only && !only.includes(key)
        ? (...args) => call(args)
        : (...args) => around(operation, args, () => call(args) as Promise<unknown>);
    Object.defineProperty(outer, key, { value: wrapped, enumerable: true, configurable: true });
  }
  return outer;
}

/** Own and inherited properties, without the constructor and what every object has. The nearest one counts. */
function descriptorsOf(target: object): Map<string, PropertyDescriptor> {
  const found = new Map<string, PropertyDescriptor>();
  for (
    let level: object | null = target;
    level && level !== Object.prototype;
    level = Object.getPrototypeOf(level) as object | null
  ) {
    for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(level)))
      if (key !== 'constructor' && !found.has(key)) found.set(key, descriptor);
  }
  return found;
}
