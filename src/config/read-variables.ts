// Reads variables by their tables, collecting faults instead of stopping at the first.
import type { ConfigFault } from './faults';
import { BadValue } from './parse';
import { VARIABLES, type Values, type Variable } from './variables';

/** The environment, or a part of it. */
export type Env = Readonly<Record<string, string | undefined>>;

/**
 * What Kubernetes gives every container for a Service named `vouch` or `vouch-…`. VOUCH_METRICS_PORT, too, is an address then,
 * and no number of ours.
 */
function isOfAService(name: string, text: string): boolean {
  if (/_SERVICE_(?:HOST|PORT(?:_[A-Z0-9_]+)?)$|_PORT_\d+_(?:TCP|UDP|SCTP)(?:_(?:ADDR|PORT|PROTO))?$/.test(name))
    return true;
  return /^VOUCH_(?:[A-Z0-9_]+_)?PORT$/.test(name) && /^(?:tcp|udp|sctp):\/\//.test(text);
}

/** The text of a variable; undefined where it is not set or blank, and where Kubernetes set it for a Service. */
export function textOf(env: Env, name: string): string | undefined {
  const text = env[name]?.trim();
  return text === undefined || text === '' || isOfAService(name, text) ? undefined : text;
}

/** Parses, or notes a fault and returns undefined. */
export function parseNoting<T>(
  faults: ConfigFault[],
  env: string,
  text: string,
  parse: (text: string) => T,
): T | undefined {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    faults.push({ env, problem: error.message });
    return undefined;
  }
}

/** Every variable of Vouch's own. Where there were faults, the values at fault are missing. */
export function readVariables(env: Env, faults: ConfigFault[]): Values {
  const entries = Object.entries(VARIABLES).map(([key, entry]) => {
    const variable: Variable<unknown> = entry;
    const text = textOf(env, variable.env) ?? variable.fallback;
    return [key, text === undefined ? null : parseNoting(faults, variable.env, text, variable.parse)];
  });
  return Object.fromEntries(entries) as Values;
}

/** Names that the command line and its examples use besides the settings: known, and read elsewhere. */
const NO_SETTINGS: readonly string[] = ['VOUCH_KEY', 'VOUCH_URL'];
/** So many letters apart, and it is a slip of the fingers rather than a name of its own. */
const NEAR = 2;
/**
 * Looks at the names that begin with VOUCH_ and mean nothing here. A near miss of a setting is a fault: the setting would silently
 * do nothing. Every other one is returned, for a warning: other programs name their variables after this one, too.
 */
export function noteUnknown(env: Env, ofProviders: readonly string[], faults: ConfigFault[]): string[] {
  const known = [...Object.values(VARIABLES).map((variable) => variable.env), ...ofProviders];
  const strangers: string[] = [];
  for (const [name, value] of Object.entries(env)) {
    const isForeign = isOfAService(name, value ?? '');
    if (!name.startsWith('VOUCH_') || (!isForeign && [...known, ...NO_SETTINGS].includes(name))) continue;
    const meant = isForeign ? undefined : nearMiss(name, known);
    if (meant === undefined) strangers.push(name);
    else faults.push({ env: name, problem: `is not a variable of Vouch; did you mean ${meant}?` });
  }
  return strangers.sort();
}

/** The setting that this name probably means: a few letters apart, a word short or long, or the same with our prefix before it. */
function nearMiss(name: string, known: readonly string[]): string | undefined {
  const begun = (long: string, short: string) => long.startsWith(`${short}_`);
  const isSame = (other: string) =>
    name === `VOUCH_${other}` || begun(`VOUCH_${other}`, name) || begun(name, other) || begun(other, name);
  const ranked = known.map((other) => ({ other, apart: isSame(other) ? 0 : distance(name, other) }));
  ranked.sort((a, b) => a.apart - b.apart);
  const best = ranked[0];
  return best && best.apart <= NEAR ? best.other : undefined;
}

/** Levenshtein's edit distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
