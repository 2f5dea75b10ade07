// The engines that a suite runs on.
import type { Store } from '../../src/core/ports';
import { openSqlite } from './world';

export type OpenStore = () => Promise<{ store: Store; drop: () => Promise<void> }>;

export function forEachEngine(name: string, suite: (openStore: OpenStore) => void): void {
  describe(`${name} on sqlite`, () => suite(openSqlite));
}
