// How slowly a statement may come, on a clock that the test sets: not for long at a trickle, however quickly it began.
import { PassThrough } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { piecesOf, type Timer } from '../../src/api/reconciliations/upload-stream';

const KIB = 1024;
const MINUTE = 60;

/** A sender on a clock of its own. */
class Sender {
  private readonly raw = Object.assign(new PassThrough({ highWaterMark: 1 }), { headers: {} });
  private nowMs = 0;
  private readonly due = new Map<object, { readonly atMs: number; readonly late: () => void }>();
  private readonly pieces: AsyncGenerator<Buffer>;

  constructor() {
    const time: Timer = {
      now: () => this.nowMs,
      after: (ms, late) => {
        const token = {};
        this.due.set(token, { atMs: this.nowMs + ms, late });
        return () => this.due.delete(token);
      },
    };
    this.pieces = piecesOf(this.raw as unknown as IncomingMessage, undefined, time);
  }

  get seconds(): number {
    return this.nowMs / 1000;
  }

  /** Lets so many seconds go by, then sends: whether it was taken, or the code of its refusal. */
  async send(bytes: number, afterSeconds: number): Promise<string> {
    const next = this.pieces.next().then(
      () => 'taken',
      (error: unknown) => (error as { readonly code: string }).code,
    );
    this.nowMs += afterSeconds * 1000;
    for (const { atMs, late } of this.due.values()) if (atMs <= this.nowMs) late();
    this.raw.write(Buffer.alloc(bytes));
    return next;
  }

  /** Goes on like this until it is refused, or for an hour and a half: how many seconds it took. */
  async goOn(bytes: number, everySeconds: number): Promise<number> {
    const since = this.seconds;
    while (this.seconds - since < 90 * MINUTE) if ((await this.send(bytes, everySeconds)) !== 'taken') break;
    return this.seconds - since;
  }
}

it('cuts off a trickle after its first minute', async () => {
  // More than 64 KiB in each 30 seconds, and so never standing still.
  expect(await new Sender().goOn(70 * KIB, 25)).toBeLessThan(1.5 * MINUTE);
});

it('gives nobody time for what came quickly before', async () => {
  const sender = new Sender();
  for (let sent = 0; sent < 150; sent += 1) expect(await sender.send(1024 * KIB, 0)).toBe('taken');
  expect(await sender.goOn(70 * KIB, 25)).toBeLessThan(1.5 * MINUTE);
});

it('takes what a slow line brings in a minute and a half, and goes on for an hour at half a megabit', async () => {
  const slow = new Sender();
  for (let seconds = 0; seconds < 85; seconds += 1) expect(await slow.send(20 * KIB, 1)).toBe('taken');
  expect(await new Sender().goOn(64 * KIB, 1)).toBeGreaterThanOrEqual(60 * MINUTE);
  expect(await new Sender().goOn(64 * KIB, 1)).toBeLessThan(61 * MINUTE);
});
