// The engines that the API specs run on: the embedded one always, MongoDB where a replica set can be started here.
export interface EngineUnderTest {
  readonly name: string;
  /** Null: an embedded store in a folder of its own. */
  readonly databaseUrl: string | null;
}

export function describeApi(title: string, suite: (engine: EngineUnderTest) => void): void {
  describe(`${title} (sqlite)`, () => suite({ name: 'sqlite', databaseUrl: null }));
}
