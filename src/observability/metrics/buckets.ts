// The histogram buckets, in seconds, and how many samples a label may have. One place, so that dashboards stay comparable.

/** What happens inside the service: a store call, a request that asks no provider. */
export const FAST_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** A request may wait for a provider, whose own deadline is at most half a minute or so. */
export const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** A provider is another company behind the internet. */
export const PROVIDER_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60];

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** A client can make methods up; a label must not grow with them. */
export function methodLabel(method: string): string {
  return METHODS.has(method) ? method : 'OTHER';
}
