// Puts something around every asynchronous method of an object, without the object knowing. Used to time and to trace ports.

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
 * The same object with `around` about its methods named in `only`, or about all of them. Methods must return promises.
 * Everything else is read from the object itself. Built once: no cost per call but `around`'s own.
 */
export function wrapCalls<T extends object>(target: T, name: string, around: CallWrapper, only?: readonly string[]): T {
  const outer = Object.create(Object.getPrototypeOf(target) as object | null) as T;
  for (const [key, descriptor] of descriptorsOf(target)) {
    const method: unknown = descriptor.value;
    if (typeof method !== 'function') {
      // A getter may not be ready yet, and a field may change: both are read when asked for.
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
