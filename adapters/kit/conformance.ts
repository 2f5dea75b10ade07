// The conformance suite: one call in an adapter's spec runs every check on it. What the rules are stands in
// src/core/provider.ts; how they are checked, in conformance/.
import type { Subject } from './conformance/bench';
import { conformanceChecks } from './conformance/checks';

export { type Subject } from './conformance/bench';
export { conformanceChecks } from './conformance/checks';
export { loadFixtures } from './conformance/fixture';
export { describeStories } from './conformance/shared-stories';

/** Registers every check with jest, under the name of the provider. */
export function describeConformance(subject: Subject): void {
  describe(`${subject.definition.type} conforms`, () => {
    for (const check of conformanceChecks(subject)) it(check.name, () => check.run());
  });
}
