// The polite stop: the first signal lets everything finish, the second one ends the process at once.

/**
 * Resolves once SIGTERM or SIGINT has come and `close` is done; rejects as `close` does. A second signal exits with
 * 130. `warn` is told once, with a line for a person.
 */
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
