// A process that tells one redemption and kills itself, as kill -9 would, at the point it is given. Started by crash.spec.ts.
import { openStore } from '../../src/store/open';
import { SystemClock } from '../../src/system/clock';
import { mortalStore } from './mortal';
import { worldOn } from './world';

/** `before` or `after`, and the call of the store. */
const [, , url = '', point = ''] = process.argv;

async function main(): Promise<void> {
  const world = worldOn(mortalStore(await openStore(url), point), { clock: new SystemClock() });
  await world.story();
  await world.notifier.runOnce();
}

void main();
