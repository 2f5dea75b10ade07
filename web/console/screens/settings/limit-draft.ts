// Limits as somebody types them, and as they are sent. Empty is what the server was set up with. Pure.
import type { Settings } from '../../api/documents';
import { words } from '../../language/language';
import { centsOf } from '../../language/money';

export type LimitDraft = Readonly<Record<keyof Settings, string>>;

const AMOUNTS = ['approval_above', 'approval_above_per_day'] as const;
const NUMBERS = ['session_idle_minutes', 'session_hours'] as const;

export function draftOf(settings: Settings): LimitDraft {
  const rand = (cents: number | null): string => (cents === null ? '' : (cents / 100).toFixed(2));
  const whole = (number: number | null): string => (number === null ? '' : String(number));
  return {
    time_zone: settings.time_zone ?? '',
    approval_above: rand(settings.approval_above),
    approval_above_per_day: rand(settings.approval_above_per_day),
    session_idle_minutes: whole(settings.session_idle_minutes),
    session_hours: whole(settings.session_hours),
  };
}

export function limitFaults(draft: LimitDraft): Partial<Record<keyof Settings, string>> {
  const faults: Partial<Record<keyof Settings, string>> = {};
  for (const name of AMOUNTS)
    if (draft[name].trim() !== '' && centsOf(draft[name]) === null) faults[name] = words.limits.faultAmount;
  for (const name of NUMBERS)
    if (draft[name].trim() !== '' && !/^\d{1,5}$/.test(draft[name].trim())) faults[name] = words.limits.faultNumber;
  return faults;
}

/** What is different from before: nobody overwrites what somebody else set meanwhile. */
export function changeOf(before: Settings, draft: LimitDraft): Partial<Settings> {
  const old = draftOf(before);
  const names = (Object.keys(old) as (keyof Settings)[]).filter((name) => old[name] !== draft[name].trim());
  return Object.fromEntries(names.map((name) => [name, valueOf(name, draft[name].trim())]));
}

function valueOf(name: keyof Settings, text: string): string | number | null {
  if (text === '') return null;
  if (name === 'time_zone') return text;
  return AMOUNTS.some((known) => known === name) ? centsOf(text) : Number(text);
}
