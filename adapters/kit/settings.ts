// Reads parsed settings by key. Throws on a missing value: configuration is checked at boot, before any call.
import type { Setting, Settings } from './define';

/** Text that must be there. */
export function requiredText(settings: Settings, key: string): string {
  const value = optionalText(settings, key);
  if (value === undefined) throw new Error(`setting ${key} is missing`);
  return value;
}

/** Text, or undefined where it is not set or empty. */
export function optionalText(settings: Settings, key: string): string | undefined {
  const value = settings[key];
  return value === undefined || value === '' ? undefined : String(value);
}

/** A positive number of milliseconds. */
export function durationMs(settings: Settings, key: string): number {
  const value = settings[key];
  if (typeof value !== 'number' || !(value > 0))
    throw new Error(`setting ${key} must be a positive number of milliseconds`);
  return value;
}

/** False where it is not set. */
export function flag(settings: Settings, key: string): boolean {
  return settings[key] === true;
}

/** The note of a provider that gives value back only with credentials of their own: which of `needed` are not set. */
export function missingCredentials(settings: Settings, needed: readonly Setting[], provider: string): string {
  const missing = needed.filter(({ key }) => optionalText(settings, key) === undefined).map(({ env }) => env);
  const verb = missing.length === 1 ? 'is' : 'are';
  return `${missing.join(', ')} ${verb} not set: value of ${provider} vouchers cannot be given back, and every reversal of one is refused`;
}
