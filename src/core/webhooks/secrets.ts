// Which secrets of an endpoint sign, and how one takes over from another. Pure.
import type { Instant } from '../values/time';
import type { WebhookEndpoint } from './endpoint';

/**
 * The endpoint with a new current secret (`sealed`, to its id); the one before it signs as well until `overlapMs` are
 * over.
 */
export function rotated(endpoint: WebhookEndpoint, sealed: string, overlapMs: number, now: Instant): WebhookEndpoint {
  const [current] = endpoint.secrets;
  const previous = current && overlapMs > 0 ? [{ ...current, expiresAt: now + overlapMs }] : [];
  return {
    ...endpoint,
    rev: endpoint.rev + 1,
    secrets: [{ sealed, createdAt: now, expiresAt: null }, ...previous],
    updatedAt: now,
  };
}

/** The sealed secrets that sign at this moment, newest first. */
export function signingSecrets(endpoint: WebhookEndpoint, now: Instant): string[] {
  return endpoint.secrets
    .filter((secret) => secret.expiresAt === null || secret.expiresAt > now)
    .map((secret) => secret.sealed);
}
