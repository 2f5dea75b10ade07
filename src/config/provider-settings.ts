// Reads each provider's variables by the table in its own folder.
import type { ProviderDefinition, Setting, Settings } from '../../adapters/kit/define';
import type { ConfigFault } from './faults';
import { durationMs, flag, httpUrl, integer, plain } from './parse';
import { parseNoting, textOf, type Env } from './read-variables';

/** The settings of every provider, by its short name (`one_voucher`). */
export interface ProviderConfig {
  /** Laid over the simulator's own settings: how long to wait, and switches, but never an address or a credential. */
  readonly test: Readonly<Record<string, Settings>>;
  /** Null where a variable that live keys need is missing. */
  readonly live: Readonly<Record<string, Settings | null>>;
}

type Parsed = string | number | boolean;

/**
 * Adds to `faults`; use the result only where there are none. A provider is live once every variable is set that live
 * keys need; some of them alone are faults.
 */
export function readProviders(
  env: Env,
  providers: readonly ProviderDefinition[],
  faults: ConfigFault[],
): ProviderConfig {
  const test: Record<string, Settings> = {};
  const live: Record<string, Settings | null> = {};
  for (const definition of providers) {
    const before = faults.length;
    const set = readSet(env, definition.settings, faults);
    test[definition.provider] = Object.freeze(testOverrides(definition.settings, set));
    live[definition.provider] = null;
    if (!isLive(definition.settings, set, faults)) continue;
    const settings = Object.freeze({ ...fallbacks(definition.settings), ...set });
    if (faults.length === before) noteRejected(definition, settings, faults);
    live[definition.provider] = settings;
  }
  return { test: Object.freeze(test), live: Object.freeze(live) };
}

/** What applies where a variable is not set. */
export function fallbacks(settings: readonly Setting[]): Settings {
  return Object.fromEntries(
    settings.flatMap(({ key, fallback }) => (fallback === undefined ? [] : [[key, fallback] as const])),
  );
}

function readSet(env: Env, settings: readonly Setting[], faults: ConfigFault[]): Record<string, Parsed> {
  const set: Record<string, Parsed> = {};
  for (const setting of settings) {
    const text = textOf(env, setting.env);
    if (text === undefined) continue;
    const value = parseNoting<Parsed>(faults, setting.env, text, parserOf(setting.kind));
    if (value !== undefined) set[setting.key] = value;
  }
  return set;
}

function parserOf(kind: Setting['kind']): (text: string) => Parsed {
  switch (kind) {
    case 'text':
    case 'secret':
      return plain;
    case 'url':
      return httpUrl;
    case 'integer':
      return integer(0, Number.MAX_SAFE_INTEGER);
    case 'duration_ms':
      return durationMs;
    case 'flag':
      return flag;
    default:
      return kind satisfies never;
  }
}

function testOverrides(settings: readonly Setting[], set: Readonly<Record<string, Parsed>>): Settings {
  const kept = settings.filter(({ kind }) => kind === 'duration_ms' || kind === 'flag' || kind === 'integer');
  return Object.fromEntries(
    kept.flatMap(({ key }) => {
      const value = set[key];
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

/** All of what live keys need, or none of it: half is a mistake, and better found now than by the first customer. */
function isLive(settings: readonly Setting[], set: Readonly<Record<string, Parsed>>, faults: ConfigFault[]): boolean {
  const needed = settings.filter((setting) => setting.requiredForLive && setting.fallback === undefined);
  const missing = needed.filter(({ key }) => set[key] === undefined);
  if (missing.length === 0) return needed.length > 0;
  const there = needed.find(({ key }) => set[key] !== undefined);
  if (there) {
    for (const { env } of missing)
      faults.push({ env, problem: `is missing: ${there.env} is set, so it is needed too` });
  }
  return false;
}

/** What the adapters say of their live settings. */
export function notesOfLive(providers: readonly ProviderDefinition[], { live }: ProviderConfig): string[] {
  return providers.flatMap((definition) => {
    const settings = live[definition.provider];
    return settings ? [...(definition.notesForLive?.(settings) ?? [])] : [];
  });
}

/** An adapter may know more about its settings than their kinds say. Its words name variables, never values. */
function noteRejected(definition: ProviderDefinition, settings: Settings, faults: ConfigFault[]): void {
  try {
    definition.adapter(settings);
  } catch (error) {
    const known = definition.settings.find(({ env }) => error instanceof Error && error.message.includes(env));
    const first = definition.settings.find((setting) => setting.requiredForLive) ?? definition.settings[0];
    const reason = error instanceof Error ? error.message.replace(known?.env ?? '', '').trim() : 'unusable';
    faults.push({
      env: (known ?? first)?.env ?? definition.provider,
      problem: known ? reason : `and its neighbours cannot be used: ${reason}`,
    });
  }
}
