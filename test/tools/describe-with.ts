// Suites that need something which may not be here: a database, a browser.

/**
 * `describe`, or where something is `missing` (said why), the only way to leave a suite out: loudly, shown as skipped, and never
 * on CI.
 */
export function describeWith(what: string, missing: string | null, name: string, suite: () => void): void {
  if (missing === null) {
    describe(name, suite);
    return;
  }
  const message = `${what} was NOT exercised: ${missing}`;
  process.stderr.write(`\n${message}\n\n`);
  if (process.env['CI'] !== 'true') {
    describe.skip(`${name} [${message}]`, suite);
    return;
  }
  describe(name, () => {
    it(`runs with ${what}`, () => {
      throw new Error(message);
    });
  });
}
