// A process that tells one redemption and kills itself, as kill -9 would, at the point it is given. Started by crash.spec.ts.
import { openStore } from '../../src/store/open';
import { SystemClock } from '../../src/system/clock';
import { worldOn } from './world';

/** `before` or `after`, and the call of the store. */
const [, , url = '', point = ''] = process.argv;
const [moment, call] = point.split(':');

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('still alive');
}

/** The same port, except that it does not survive the named call. */
function mortal<T extends object>(port: T, name: string): T {
  return new Proxy(port, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]): Promise<unknown> => {
        const here = `${name}.${String(key)}` === call;
        if (here && moment === 'before') die();
        const result: unknown = await Reflect.apply(member, target, args);
        if (here && moment === 'after') die();
        return result;
      };
    },
  });
}

async function main(): Promise<void> {
  const store = await openStore(url);
  const seen = new Proxy(store, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      const isPort = key === 'redemptions' || key === 'events' || key === 'webhooks';
      return isPort ? mortal(member as object, key) : member;
    },
  });
  const world = worldOn(seen, { clock: new SystemClock() });
  await world.story();
  await world.notifier.runOnce();
}

void main();
