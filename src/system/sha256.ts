// SHA-256, for what the core chains: it has no cryptography of its own.
import { createHash } from 'node:crypto';

/** 64 hex digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
