// The lines of a turn go out together, in their order; a warning does not wait, and a process that ends has said everything.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createLogger } from '../../src/observability/logging';
import { TurnLines } from '../../src/observability/turn-lines';

const TYPESCRIPT_HOOK = join(__dirname, '../tools/typescript.cjs');

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

it('writes the lines of a turn at once, and a warning without waiting', async () => {
  const writes: string[] = [];
  const logger = createLogger('info', new TurnLines({ write: (text) => void writes.push(text) }));
  const said = () => writes.map((text) => text.match(/(?<="msg":")[^"]+/g));
  logger.info('first');
  logger.child({ of: 'a child' }).info('second');
  expect(writes).toEqual([]);
  await nextTurn();
  expect(said()).toEqual([['first', 'second']]);
  logger.info('third');
  logger.warn('fourth');
  logger.info('fifth');
  expect(said().slice(1)).toEqual([['third', 'fourth']]);
  await nextTurn();
  expect(said().slice(2)).toEqual([['fifth']]);
});

it('writes no more in one piece than a pipe takes undivided', async () => {
  const writes: string[] = [];
  const logger = createLogger('info', new TurnLines({ write: (text) => void writes.push(text) }));
  for (let index = 0; index < 100; index += 1) logger.info({ index, filler: 'x'.repeat(200) });
  await nextTurn();
  expect(Math.max(...writes.map((text) => text.length))).toBeLessThanOrEqual(4096);
  const lines = writes.join('').trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { index: number }).index)).toEqual(lines.map((_, index) => index));
  expect(lines).toHaveLength(100);
});

it.each([
  ['by itself', ''],
  ['by a call', 'process.exit(3)'],
  ['by an error', "throw new Error('a defect')"],
])('has said everything when the process ends %s', (_, end) => {
  const program = `const { createLogger } = require('./src/observability/logging.ts');
    const logger = createLogger('info'); logger.info('first'); logger.info('last'); ${end}`;
  const options = { cwd: join(__dirname, '../..'), encoding: 'utf8' } as const;
  const { stdout } = spawnSync(process.execPath, ['-r', TYPESCRIPT_HOOK, '-e', program], options);
  expect(stdout.match(/(?<="msg":")[^"]+/g)).toEqual(['first', 'last']);
});
