// One check of the conformance suite.

/** `run` rejects where the adapter breaks the promise that `name` states. */
export interface Check {
  readonly name: string;
  run(): Promise<void>;
}
