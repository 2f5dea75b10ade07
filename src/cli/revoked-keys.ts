// The journal of keys beside the store, as `vouch restored` reads it: what a restored backup has forgotten stands in there.
import { readFileSync } from 'node:fs';

/** A key that was revoked after the backup was made. */
export interface RevokedKey {
  readonly id: string;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** Prefix and last characters, to recognise it by; empty where the journal does not say. */
  readonly hint: string;
}

/** Revocations at or after `since`, the oldest first; null where there is no journal. A line that is torn or strange is left out. */
export function revokedSince(file: string, since: number): RevokedKey[] | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  return text.split('\n').flatMap((line) => {
    const entry = parsed(line);
    const at = Date.parse(String(entry['at']));
    const id = entry['key_id'];
    if (entry['action'] !== 'revoked' || typeof id !== 'string' || !/^key_[0-9a-f]{24}$/.test(id)) return [];
    const hint = typeof entry['hint'] === 'string' ? entry['hint'].replace(/[^\w…*.-]/g, '') : '';
    return at >= since ? [{ id, at, hint }] : [];
  });
}

function parsed(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
