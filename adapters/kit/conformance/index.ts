// The conformance suite: one call in an adapter's spec runs every check on it. What the rules are stands in
// src/core/providers/provider.ts; how they are checked, in this folder.
import type { Subject } from './subject';
import { conformanceChecks } from './checks';

export { type Subject } from './subject';
export { conformanceChecks } from './checks';
export { loadFixtures } from './fixture';
export { describeStories } from './shared-stories';

/** Registers every check with jest, under the name of the provider. */
export function describeConformance(subject: Subject): void {
  describe(`${subject.definition.type} conforms`, () => {
    for (const check of conformanceChecks(subject)) it(check.name, () => check.run());
  });
}
