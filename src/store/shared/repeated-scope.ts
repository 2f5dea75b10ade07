// Idempotency scopes of one document. A unique index compares documents with each other, never a document with itself.
import type { Redemption } from '../../core/redemption/redemption';

/** A scope that stands twice in this redemption, or null. */
export function repeatedScope(redemption: Redemption): string | null {
  const seen = new Set<string>();
  for (const { scope } of redemption.idempotency) {
    if (seen.has(scope)) return scope;
    seen.add(scope);
  }
  return null;
}
