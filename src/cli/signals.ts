// The polite stop: the first signal lets everything finish, the second one ends the process at once.

/** Resolves with the exit code once a signal has come and `close` is done. */
export function closeOnSignal(close: () => Promise<void>, warn: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let stopping = false;
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
