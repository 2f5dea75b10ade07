// Preloaded into a server process (`node --require`): its wall clock is ahead of the machine's by the milliseconds that stand in a
// file, and follows when they change. What a process counts by itself is left alone, as it is where somebody sets a clock.
const { readFileSync } = require('node:fs');
const { performance } = require('node:perf_hooks');

const file = process.env.TEST_CLOCK_FILE;
const READ_EVERY_MS = 20;
const RealDate = Date;
const realNow = Date.now.bind(Date);
let readAt = Number.NEGATIVE_INFINITY;
let aheadMs = 0;

function now() {
  const counted = performance.now();
  if (file && counted - readAt >= READ_EVERY_MS) {
    readAt = counted;
    aheadMs = Number(readFileSync(file, 'utf8')) || 0;
  }
  return realNow() + aheadMs;
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [now()] : args, self),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});
