// Reads variables by their tables, collecting faults instead of stopping at the first.
import type { ConfigFault } from './faults';
import { BadValue } from './parse';
import { VARIABLES, type Values, type Variable } from './variables';

export type Env = Readonly<Record<string, string | undefined>>;

/** The text of a variable; undefined where it is not set or blank. */
export function textOf(env: Env, name: string): string | undefined {
  const text = env[name]?.trim();
  return text === undefined || text === '' ? undefined : text;
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

/** A mistyped variable would otherwise be a setting that silently does nothing. */
export function noteUnknown(env: Env, faults: ConfigFault[]): void {
  const known = Object.values(VARIABLES).map((variable) => variable.env);
  for (const name of Object.keys(env)) {
    if (!name.startsWith('VOUCH_') || known.some((other) => other === name)) continue;
    const near = nearest(name, known);
    faults.push({ env: name, problem: `is not a variable of Vouch${near ? `; did you mean ${near}?` : ''}` });
  }
}

function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((other) => ({ other, distance: distance(name, other) }));
  ranked.sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(2, name.length / 4) ? best.other : undefined;
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
