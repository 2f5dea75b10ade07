// Limits as somebody types them, and as they are sent; and what counts now, in words. Pure.
import type { ApprovalChoice, ChosenSettings, CountingSettings, Settings } from '../../api/settings';
import { words } from '../../language/language';
import { canBeNamed, centsOf, count, money } from '../../language/money';

export const AMOUNTS = ['approval_above', 'approval_above_per_day'] as const;
export type AmountName = (typeof AMOUNTS)[number];
export const TEXTS = ['time_zone', 'session_idle_minutes', 'session_hours'] as const;
export type TextName = (typeof TEXTS)[number];

/** As the installation says, from an amount on, everything, nothing. */
export const WAYS = ['installation', 'amount', 'all', 'off'] as const;
export type Way = (typeof WAYS)[number];

export interface AmountDraft {
  readonly way: Way;
  /** Counts where the way is `amount`. */
  readonly amount: string;
}

/** An empty text is what the installation says. */
export type LimitDraft = Readonly<Record<TextName, string> & Record<AmountName, AmountDraft>>;

export function draftOf(settings: ChosenSettings): LimitDraft {
  const whole = (number: number | null): string => (number === null ? '' : String(number));
  return {
    time_zone: settings.time_zone ?? '',
    approval_above: amountDraft(settings.approval_above),
    approval_above_per_day: amountDraft(settings.approval_above_per_day),
    session_idle_minutes: whole(settings.session_idle_minutes),
    session_hours: whole(settings.session_hours),
  };
}

function amountDraft(chosen: ApprovalChoice | null): AmountDraft {
  if (chosen === null) return { way: 'installation', amount: '' };
  if (chosen === 'off') return { way: 'off', amount: '' };
  return chosen === 0 ? { way: 'all', amount: '' } : { way: 'amount', amount: (chosen / 100).toFixed(2) };
}

export function limitFaults(draft: LimitDraft): Partial<Record<keyof ChosenSettings, string>> {
  const faults: Partial<Record<keyof ChosenSettings, string>> = {};
  for (const name of AMOUNTS)
    if (draft[name].way === 'amount' && !canBeNamed(centsOf(draft[name].amount)))
      faults[name] = words.limits.faultAmount;
  for (const name of ['session_idle_minutes', 'session_hours'] as const)
    if (draft[name].trim() !== '' && !/^\d{1,5}$/.test(draft[name].trim())) faults[name] = words.limits.faultNumber;
  return faults;
}

/** What is different from before: nobody overwrites what somebody else set meanwhile. */
export function changeOf(before: ChosenSettings, draft: LimitDraft): Partial<ChosenSettings> {
  const typed: ChosenSettings = {
    time_zone: draft.time_zone.trim() === '' ? null : draft.time_zone.trim(),
    approval_above: choiceOf(draft.approval_above),
    approval_above_per_day: choiceOf(draft.approval_above_per_day),
    session_idle_minutes: numberOf(draft.session_idle_minutes),
    session_hours: numberOf(draft.session_hours),
  };
  const names = (Object.keys(typed) as (keyof ChosenSettings)[]).filter((name) => typed[name] !== before[name]);
  return Object.fromEntries(names.map((name) => [name, typed[name]]));
}

function numberOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text.trim());
}

function choiceOf({ way, amount }: AmountDraft): ApprovalChoice | null {
  switch (way) {
    case 'installation':
      return null;
    case 'off':
      return 'off';
    case 'all':
      return 0;
    case 'amount':
      return centsOf(amount);
    default:
      return way satisfies never;
  }
}

/** "Counts now: above R500.00. The installation says so." */
export function countsNow(settings: Settings, name: keyof ChosenSettings): string {
  const { limits } = words;
  const source = settings[name] === null ? limits.fromInstallation : limits.fromHere;
  return `${limits.counts(valueWords(settings.effective, name))} ${source}`;
}

/** What a field means that is left empty. */
export function emptyMeans({ installation }: Settings, name: TextName): string {
  return words.limits.empty(valueWords(installation, name));
}

/** What the installation says, as a choice beside an amount of one's own. */
export function installationWords({ installation }: Settings, name: AmountName): string {
  return words.limits.ways.installation(valueWords(installation, name));
}

function valueWords(counting: CountingSettings, name: keyof ChosenSettings): string {
  const { limits } = words;
  switch (name) {
    case 'time_zone':
      return counting.time_zone;
    case 'session_idle_minutes':
      return limits.minutes(count(counting.session_idle_minutes));
    case 'session_hours':
      return limits.ofHours(count(counting.session_hours));
    default: {
      const test = limitWords(counting.test[name]);
      const live = counting.live === null ? test : limitWords(counting.live[name]);
      return live === test ? live : limits.perMode(live, test);
    }
  }
}

function limitWords(cents: number | null): string {
  const { limits } = words;
  if (cents === null) return limits.none;
  return cents === 0 ? limits.everything : limits.over(money(cents));
}
