// Puts something around every asynchronous method of an object, without the object knowing. Used to time and to trace ports.

/** One finished call. `operation` is `port.method`. */
export interface Observed {
  readonly operation: string;
  readonly seconds: number;
  readonly failed: boolean;
}

/** Runs `call` and returns what it returns; may look at it on the way. */
export type Around = <T>(operation: string, args: readonly unknown[], call: () => Promise<T>) => Promise<T>;

type Method = (...args: unknown[]) => unknown;

/**
 * The same object with `around` about its methods named in `only`, or about all of them. Methods must return promises.
 * Everything else is read from the object itself. Built once: no cost per call but `around`'s own.
 */
export function surround<T extends object>(target: T, name: string, around: Around, only?: readonly string[]): T {
  const outer = Object.create(Object.getPrototypeOf(target) as object | null) as T;
  for (const key of keysOf(target)) {
    const value = (target as Record<string, unknown>)[key];
    if (typeof value !== 'function') {
      Object.defineProperty(outer, key, { get: () => (target as Record<string, unknown>)[key], enumerable: true });
      continue;
    }
    const method = value as Method;
    const operation = `${name}.${key}`;
    const wrapped: Method =
      only && !only.includes(key)
        ? (...args) => method.apply(target, args)
        : (...args) => around(operation, args, () => method.apply(target, args) as Promise<unknown>);
    Object.defineProperty(outer, key, { value: wrapped, enumerable: true });
  }
  return outer;
}

/** Own and inherited names, without the constructor and what every object has. */
function keysOf(target: object): Set<string> {
  const keys = new Set<string>();
  for (
    let level: object | null = target;
    level && level !== Object.prototype;
    level = Object.getPrototypeOf(level) as object | null
  ) {
    for (const key of Object.getOwnPropertyNames(level)) if (key !== 'constructor') keys.add(key);
  }
  return keys;
}
