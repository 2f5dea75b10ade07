// A redemption as a text for a ticket. No PIN in it, whatever the record holds. Pure.
import type { Redemption } from '../../api/documents';
import { money } from '../../language/money';
import { words } from '../../language/language';
import { moment } from '../../language/time';
import { sourceEnding, typeName } from '../../language/names';

/** `told`: what the page says first, line by line. */
export function ticketOf(redemption: Redemption, told: readonly string[], zone: string): string {
  const { redemption: names } = words;
  const { terminal_id: till } = redemption.redemption_options;
  const lines: readonly (readonly [string, string | null | undefined])[] = [
    [names.id, redemption.id],
    [names.type, `${typeName(redemption.type)} ${sourceEnding(redemption)}`],
    [names.asked, redemption.amount === 0 ? names.wholeValue : money(redemption.amount)],
    [names.taken, money(redemption.redeemed_amount)],
    [names.back, money(redemption.reversed_amount)],
    [names.reference, redemption.external_reference],
    [names.terminal, till],
    [names.provider, redemption.provider_reference?.transaction_id ?? redemption.provider_reference?.reference],
    [names.created, moment(redemption.created_at, zone)],
    [names.settled, redemption.settled_at === null ? null : moment(redemption.settled_at, zone)],
  ];
  const known = lines.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return [
    ...(redemption.livemode ? [] : ['TEST']),
    ...told,
    ...known.map(([name, value]) => `${name}: ${value ?? ''}`),
  ].join('\n');
}
