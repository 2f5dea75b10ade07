// What is wrong with the configuration, all of it at once.

/** One variable that is wrong or missing. */
export interface ConfigFault {
  /** The variable at fault. */
  readonly env: string;
  /** A sentence without a subject: "must be …". Never the value. */
  readonly problem: string;
}

/** Every fault of the environment at once. Its message has one line a fault. */
export class ConfigFaults extends Error {
  constructor(readonly faults: readonly ConfigFault[]) {
    super(faults.map(({ env, problem }) => `${env} ${problem}`).join('\n'));
    this.name = 'ConfigFaults';
  }
}
