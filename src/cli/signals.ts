// The polite stop: the first signal lets everything finish, the second one ends the process at once. And the signal that never
// comes: npm passes it to a shell, which ends without passing it on.

/** Whether a signal has come. One process, one stop. */
let stopping = false;

/**
 * Resolves once SIGTERM or SIGINT has come and `close` is done; rejects as `close` does. A second signal exits with
 * 130. `warn` is told once, with a line for a person.
 */
export function closeOnSignal(close: () => Promise<void>, warn: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const onSignal = (signal: NodeJS.Signals) => {
      if (stopping) process.exit(130);
      stopping = true;
      warn(`${signal}: finishing what is under way; once more ends at once`);
      close().then(() => {
        process.off('SIGTERM', onSignal).off('SIGINT', onSignal);
        resolve();
      }, reject);
    };
    process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  });
}

/** A script that is this program and nothing else: not one that leaves it running and ends. npx puts each word into quotes. */
const OUR_SCRIPT = /^(?:node(?: --[\w=-]+)* dist\/src\/main\.js|'?vouch'?)(?: '?[\w=./-]+'?)*$/;
/** How often the parent is looked at. Looking costs a system call. */
const LOOK_EVERY_MS = 250;

/**
 * Started by npm, this process stands behind a shell. A SIGTERM to npm ends the shell and leaves us behind, on the port and at work:
 * so once that parent is gone we send ourselves the signal that it did not pass on. Started in any other way it does nothing:
 * a parent may well go away then, as one does that starts a daemon. `env` is that of the process.
 */
export function endWithNpm(env: Readonly<Record<string, string | undefined>> = process.env): void {
  if (!OUR_SCRIPT.test(env['npm_lifecycle_script'] ?? '')) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    // Whoever stops a whole group of processes has sent us the signal already, and a second one would end us at once. It may be on its way
    // while this runs: a busy process hears of it only after its timers.
    setTimeout(() => {
      if (!stopping) process.kill(process.pid, 'SIGTERM');
    }, LOOK_EVERY_MS);
  }, LOOK_EVERY_MS);
  timer.unref();
}
