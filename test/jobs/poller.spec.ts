// When a poller looks again: after its pause, at once where more is waiting or it is woken, and never once it is stopped.
import { Poller } from '../../src/jobs/poller';

const LONG_MS = 60_000;

/** A poller whose runs end one by one, when the test says so. */
function pollerUnderTest(everyMs: number) {
  const ends: ((more: boolean | Error) => void)[] = [];
  const errors: unknown[] = [];
  const work = () =>
    new Promise<boolean>((resolve, reject) => {
      ends.push((more) => (more instanceof Error ? reject(more) : resolve(more)));
    });
  const poller = new Poller(work, everyMs, (error) => void errors.push(error));
  const runs = async (count: number) => {
    const deadline = Date.now() + 5_000;
    while (ends.length < count && Date.now() < deadline) await pause();
    expect(ends).toHaveLength(count);
  };
  return { poller, ends, errors, runs };
}

/** Long enough for whatever follows at once. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 10));

it('looks again at once where more is waiting, and pauses where nothing is or a run has failed', async () => {
  const { poller, ends, errors, runs } = pollerUnderTest(LONG_MS);
  poller.start();
  poller.start();
  await runs(1);
  ends[0]?.(true);
  await runs(2);
  ends[1]?.(false);
  await pause();
  await runs(2);
  poller.wake();
  await runs(3);
  const fault = new Error('no store');
  ends[2]?.(fault);
  await pause();
  await runs(3);
  expect(errors).toEqual([fault]);
  await poller.stop();
});

it('runs once more after what it was woken during, and again after its pause', async () => {
  const { poller, ends, runs } = pollerUnderTest(20);
  poller.start();
  await runs(1);
  poller.wake();
  poller.wake();
  ends[0]?.(false);
  await runs(2);
  ends[1]?.(false);
  await runs(3);
  ends[2]?.(false);
  await poller.stop();
});

it('stops after the run under way, and begins no other one, until it is started again', async () => {
  const { poller, ends, runs } = pollerUnderTest(1);
  poller.wake();
  await pause();
  await runs(0);
  poller.start();
  await runs(1);
  let stopped = false;
  const stopping = poller.stop().then(() => (stopped = true));
  poller.wake();
  await pause();
  expect(stopped).toBe(false);
  ends[0]?.(true);
  await stopping;
  await pause();
  await runs(1);
  poller.start();
  await runs(2);
  ends[1]?.(false);
  await poller.stop();
});
