// One check of the conformance suite.

export interface Check {
  readonly name: string;
  run(): Promise<void>;
}
