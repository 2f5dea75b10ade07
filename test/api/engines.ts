// The engines that the API specs run on: the embedded one always, MongoDB on the replica set of the run.
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';

export interface EngineUnderTest {
  readonly name: 'sqlite' | 'mongodb';
  /** Null: an embedded store in a folder of its own. */
  readonly databaseUrl: (() => Promise<string>) | null;
}

/** Runs a suite once on each engine: the same promises, held by the same specs. */
export function describeApi(title: string, suite: (engine: EngineUnderTest) => void): void {
  describe(`${title} on sqlite`, () => suite({ name: 'sqlite', databaseUrl: null }));
  describeWithMongo(`${title} on mongodb`, () => suite({ name: 'mongodb', databaseUrl: freshMongoUrl }));
}
