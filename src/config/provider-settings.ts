// Reads each provider's variables by the table in its own folder.
import type { ProviderDefinition, Setting, Settings } from '../../adapters/kit/define';
import type { ConfigFault } from './faults';
import { durationMs, flag, httpUrl, integer, plain } from './parse';
import { parseNoting, textOf, type Env } from './read-variables';

/** The settings of every provider, by its short name (`one_voucher`). */
export interface ProviderConfig {
  /** Laid over the simulator's own settings: how long to wait, and switches, but never an address or a credential. */
  readonly test: Readonly<Record<string, Settings>>;
  /** Null where none of the variables is set that live keys need. */
  readonly live: Readonly<Record<string, Settings | null>>;
}

type Parsed = string | number | boolean;

/**
 * Adds to `faults`; use the result only where there are none. A provider is meant to be live once one variable is set that live
 * keys need: then each missing one is a fault, and those of live mode are looked for beside it.
 */
export function readProviders(
  env: Env,
  providers: readonly ProviderDefinition[],
  faults: ConfigFault[],
): ProviderConfig {
  const test: Record<string, Settings> = {};
  const live: Record<string, Settings | null> = {};
  for (const definition of providers) {
    const ofThis: ConfigFault[] = [];
    const set = readSet(env, definition.settings, ofThis);
    test[definition.provider] = Object.freeze(testOverrides(definition.settings, set));
    live[definition.provider] = null;
    if (isMeantLive(env, definition.settings, ofThis)) {
      const settings = Object.freeze({ ...fallbacks(definition.settings), ...set });
      noteRejected(definition, settings, ofThis);
      live[definition.provider] = settings;
    }
    faults.push(...ofThis);
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
function isMeantLive(env: Env, settings: readonly Setting[], faults: ConfigFault[]): boolean {
  const needed = neededForLive(settings);
  const there = needed.find((setting) => textOf(env, setting.env) !== undefined);
  if (!there) return false;
  for (const setting of needed) {
    if (textOf(env, setting.env) !== undefined) continue;
    faults.push({ env: setting.env, problem: `is missing: ${there.env} is set, so it is needed too` });
  }
  return true;
}

function neededForLive(settings: readonly Setting[]): Setting[] {
  return settings.filter((setting) => setting.requiredForLive && setting.fallback === undefined);
}

/** What the adapters say of their live settings. */
export function notesOfLive(providers: readonly ProviderDefinition[], { live }: ProviderConfig): string[] {
  return providers.flatMap((definition) => {
    const settings = live[definition.provider];
    return settings ? [...(definition.notesForLive?.(settings) ?? [])] : [];
  });
}

/**
 * An adapter may know more about its settings than their kinds say. Its words name variables, never values. It tells of one at a time, so
 * that one is left out and it is asked again. What names no variable counts where nothing else is wrong with this provider: it may
 * follow from that.
 */
function noteRejected(definition: ProviderDefinition, settings: Settings, ofThis: ConfigFault[]): void {
  let asked = { ...standIns(definition, settings), ...settings };
  for (;;) {
    const reason = rejectionOf(definition, asked);
    if (reason === null) return;
    const known = definition.settings.find(({ env }) => reason.includes(env));
    if (ofThis.some(({ env }) => !known || env === known.env)) return;
    const env = (known ?? neededForLive(definition.settings)[0])?.env ?? definition.provider;
    const problem = known ? reason.replace(env, '').trim() : `and its neighbours cannot be used: ${reason}`;
    ofThis.push({ env, problem });
    if (known) asked = { ...asked, [known.key]: undefined };
  }
}

function rejectionOf(definition: ProviderDefinition, settings: Settings): string | null {
  try {
    definition.adapter(settings);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'unusable';
  }
}

/** For what is missing, which has its fault already: the simulator's own, so that the rest can be looked at. */
function standIns(definition: ProviderDefinition, given: Settings): Settings {
  const own = definition.simulatorSettings('http://127.0.0.1');
  const missing = neededForLive(definition.settings).filter(({ key }) => given[key] === undefined);
  return Object.fromEntries(missing.map(({ key }) => [key, own[key]]));
}
