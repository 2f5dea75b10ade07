// A statement of any size in the memory of a small one: the process gets a heap in which the lines could not be held.
// `SOAK=true` makes it a million lines.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { vouch } from './vouch';
import { BLU_TYPE, openWorld, OPERATOR } from './world';

const LINES = process.env['SOAK'] === 'true' ? 1_000_000 : 300_000;
/** Of these, one in a thousand falls into the period. */
const IN_PERIOD = 1000;

it(`finds its own among ${String(LINES)} lines with a heap of 128 MiB`, async () => {
  const world = await openWorld();
  try {
    const ours = await world.redeem(OPERATOR, BLU_TYPE, 1900);
    const [header = '', line = ''] = await world.statement('blu');
    const file = join(world.folder, 'large.csv');
    await writeLarge(file, header, line, ours.operations.at(-1)?.reference ?? '');
    const today = new Date(ours.createdAt).toISOString().slice(0, 10);
    const args = ['reconcile', '--provider', 'blu', '--mode', 'test', '--statement', file, '--most-reviews', '10'];
    const ended = await vouch([...args, '--from', today, '--to', today, '--json'], world.databaseUrl, [
      '--max-old-space-size=128',
    ]);
    expect(ended).toMatchObject({ code: 1, errors: '' });
    const inPeriod = LINES / IN_PERIOD;
    expect(JSON.parse(ended.out)).toMatchObject({
      lines: LINES + 1,
      counts: { matched: 1, theirs_only: inPeriod, outside_period: LINES - inPeriod },
      reviews: { opened: 10, known: 0, not_opened: inPeriod - 10 },
    });
  } finally {
    await world.close();
  }
}, 180_000);

/** Foreign lines with our own in their midst. */
async function writeLarge(file: string, header: string, line: string, reference: string): Promise<void> {
  const out = createWriteStream(file);
  const old = line.replace(/^[^;]*/, '2020-01-01T10:00:00.000Z');
  out.write(`${header}\n`);
  for (let index = 0; index < LINES; index += 1) {
    const text = (index % IN_PERIOD === 0 ? line : old).replace(reference, `foreign-${String(index * 7919)}`);
    if (index === LINES / 2) out.write(`${line}\n`);
    if (!out.write(`${text}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
