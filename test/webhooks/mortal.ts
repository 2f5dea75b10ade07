// A store in a process that kills itself, as kill -9 would, before or after one call of it.
import type { Store } from '../../src/core/store';

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('still alive');
}

/** The same store, except that the process does not survive `point`: `before:` or `after:`, and the call. */
export function mortalStore(store: Store, point: string): Store {
  return new Proxy(store, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      const isPort = key === 'redemptions' || key === 'events' || key === 'webhooks' || key === 'points';
      return isPort ? mortal(member as object, key, point) : member;
    },
  });
}

function mortal<T extends object>(port: T, name: string, point: string): T {
  return new Proxy(port, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]): Promise<unknown> => {
        const call = `${name}.${String(key)}`;
        if (`before:${call}` === point) die();
        // On the port itself: its private fields are not those of a proxy.
        const result: unknown = await Reflect.apply(member, target, args);
        if (`after:${call}` === point) die();
        return result;
      };
    },
  });
}
