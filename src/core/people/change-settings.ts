// How an account changes its settings.
import { Refusal } from '../values/refusal';
import { recordActOf } from './record-act';
import type { PeopleParts } from './parts';
import { unchosenSettings, type AccountSettings } from './settings';
import type { Manager } from './users';

/** What may be chosen. Null: as the configuration says. */
export type SettingsChanges = Partial<
  Pick<
    AccountSettings,
    'timeZone' | 'approvalAboveCents' | 'approvalAbovePerDayCents' | 'sessionIdleMinutes' | 'sessionHours'
  >
>;

/** More writers at once than an account has admins. */
const MOST_TRIES = 20;

/** The settings of an account, whether it chose or not. */
export async function settingsOf({ store }: Pick<PeopleParts, 'store'>, accountId: string): Promise<AccountSettings> {
  return (await store.people.findSettings(accountId)) ?? unchosenSettings(accountId);
}

/** Throws `Refusal` too_many_concurrent_writes. */
export async function changeSettings(
  parts: Pick<PeopleParts, 'store' | 'ids' | 'clock' | 'journal'>,
  changes: SettingsChanges,
  by: Manager,
): Promise<AccountSettings> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const standing = await settingsOf(parts, by.accountId);
    const chosen = { ...standing, ...changes, updatedAt: parts.clock.now(), updatedBy: by.user?.id ?? null };
    const next = { ...chosen, rev: standing.rev + 1 };
    if (!(await parts.store.people.replaceSettings(next))) continue;
    await recordActOf(parts, by, 'settings_changed', { kind: 'account', id: by.accountId }, { ...changes });
    return next;
  }
  throw new Refusal('too_many_concurrent_writes', 'Others keep changing the settings: try again', {
    retryAfterMs: 1000,
  });
}
