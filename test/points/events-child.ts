// A process that moves points and kills itself, as kill -9 would, at the point it is given. Started by events.spec.ts.
import { openStore } from '../../src/store/open';
import { SystemClock } from '../../src/system/clock';
import { mortalStore } from '../webhooks/mortal';
import { worldOn } from '../webhooks/world';
import { give, participant, pointsOver, program } from './world';

/** `before` or `after`, and the call of the store. */
const [, , url = '', point = ''] = process.argv;

async function main(): Promise<void> {
  const opened = await openStore(url);
  // Set up unharmed: what is killed is a movement, or the telling of it.
  const points = pointsOver(opened.points, new SystemClock());
  const setting = await program(points);
  const who = await participant(points, 'customer');
  const mortal = mortalStore(opened, point);
  await give(pointsOver(mortal.points, new SystemClock()), setting, who, '10');
  await give(points, setting, who, '20');
  await worldOn(mortal, { clock: new SystemClock() }).notifier.runOnce();
}

void main();
