// The page lists every act that the server writes down, and no other: it is built without the server's sources.
import { ACTS as WRITTEN } from '../../src/core/people/audit';
import { ACTS as LISTED } from '../../web/console/api/documents';

it('offers the acts of the audit log', () => {
  expect([...LISTED].sort()).toEqual([...WRITTEN].sort());
});
