// What became of a redemption, said as to somebody on the telephone. Pure: the same record gives the same words everywhere.
import type { Redemption } from '../api/documents';
import { reasons } from './en/reasons';
import { money } from './money';
import { clockTime } from './time';

/** What the sentence is made of. A list row has all of it. */
export type Told = Pick<
  Redemption,
  | 'outcome'
  | 'status'
  | 'amount'
  | 'reserved_amount'
  | 'redeemed_amount'
  | 'reversed_amount'
  | 'change_voucher'
  | 'external_reference'
  | 'last_error'
  | 'created_at'
  | 'reserved_until'
  | 'next_check_at'
  | 'settled_at'
  | 'proposed_amount'
> & { readonly operations: readonly Pick<Redemption['operations'][number], 'type' | 'status' | 'amount'>[] };

/**
 * A few sentences; the first alone says who has the money. `returns`: what each reversal came back as, where they were read besides the
 * redemption.
 */
export function sentenceOf(redemption: Told, zone: string, returns: readonly string[] = []): string {
  return [
    wholeBackOf(redemption),
    mainOf(redemption, zone),
    changeOf(redemption),
    ...givenBackOf(redemption),
    ...returns,
    ...waitingOf(redemption),
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function mainOf(redemption: Told, zone: string): string {
  const at = clockTime(redemption.settled_at ?? redemption.created_at, zone);
  const started = clockTime(redemption.created_at, zone);
  const asked = redemption.amount === 0 ? 'the whole value of a voucher' : money(redemption.amount);
  switch (redemption.outcome) {
    case 'paid':
      return paidOf(redemption, at);
    case 'not_paid':
      return `Nothing was taken for ${saleOf(redemption)} at ${at}: ${reasonOf(redemption)}.`;
    case 'checking':
      return `It is not known yet whether ${asked} was taken for ${saleOf(redemption)} at ${started}. ${nextOf(redemption, zone)}`;
    case 'open':
      return redemption.status === 'draft'
        ? `${capital(asked)} was recorded for ${saleOf(redemption)} at ${started}. Nothing was sent, and nothing was taken.`
        : heldOf(redemption, zone, started);
    default:
      return redemption.outcome satisfies never;
  }
}

/** "R15.00 of R19.00 paid sale INV-7": what the voucher held, where the rest of it came back. */
function paidOf(redemption: Told, at: string): string {
  const { amount, redeemed_amount: taken, change_voucher: change } = redemption;
  const held = change?.amount === undefined ? '' : ` of ${money(taken + change.amount)}`;
  const short = amount - taken;
  if (short <= 0) return `${money(taken)}${held} paid ${saleOf(redemption)} at ${at}.`;
  return `${money(taken)} paid a part of ${saleOf(redemption)} at ${at}: ${money(amount)} was asked, ${money(short)} was still to pay.`;
}

function heldOf({ reserved_amount, amount, reserved_until, ...rest }: Told, zone: string, at: string): string {
  const sum = reserved_amount > 0 ? reserved_amount : amount;
  const what = sum === 0 ? 'The whole value of a voucher' : money(sum);
  const until = reserved_until === null ? '' : `, until ${clockTime(reserved_until, zone)}`;
  return `${what} is held for ${saleOf(rest)} since ${at}${until}. Nothing was taken yet.`;
}

function nextOf({ next_check_at }: Told, zone: string): string {
  return next_check_at === null
    ? 'A person has to find out: there is a review of it.'
    : `Vouch asks again at ${clockTime(next_check_at, zone)}.`;
}

function changeOf({ outcome, change_voucher: change }: Told): string {
  if (outcome !== 'paid' || !change) return '';
  const rest = change.amount === undefined ? 'What was left' : money(change.amount);
  if (change.delivery === 'sms') return `${rest} went to the customer as a voucher by SMS.`;
  if (isOwed(change))
    return `${rest} is owed to the customer: it was issued as a voucher, and its PIN did not come back.`;
  const ending = endingOf(change.pin ?? change.masked_pin);
  return `${rest} came back as a voucher${ending === '' ? '' : ` ending ${ending}`}.`;
}

/** Change that was issued, and whose PIN is not here: neither masked nor erased, and not on its way by SMS. */
export function isOwed({ pin, masked_pin, delivery }: NonNullable<Told['change_voucher']>): boolean {
  return delivery === 'inline' && !pin && !masked_pin;
}

/** Whoever hears "paid" first stops listening. */
function wholeBackOf({ redeemed_amount: taken, reversed_amount: back }: Told): string {
  return back > 0 && back === taken ? `All of it was given back: ${money(back)}.` : '';
}

function givenBackOf({ redeemed_amount: taken, reversed_amount: back }: Told): string[] {
  return back > 0 && back !== taken ? [`${money(back)} of it was given back.`] : [];
}

function waitingOf({ operations, reversed_amount: back, proposed_amount: waiting = 0 }: Told): string[] {
  const texts: string[] = [];
  const doubtful = operations.filter(
    ({ type, status }) => type === 'reverse' && (status === 'unknown' || status === 'pending'),
  );
  const sum = doubtful.reduce((total, { amount }) => total + amount, 0);
  if (sum > 0) texts.push(`It is not known yet whether ${back > 0 ? 'another ' : ''}${money(sum)} was given back.`);
  if (waiting > 0) texts.push(`To give back ${money(waiting)} waits for a second person.`);
  return texts;
}

function saleOf({ external_reference }: Pick<Told, 'external_reference'>): string {
  return external_reference === null ? 'a sale' : `sale ${external_reference}`;
}

function reasonOf({ last_error }: Told): string {
  if (!last_error) return 'no reason was kept';
  // A server that is newer than this page has reasons that it does not know.
  const known: Readonly<Partial<Record<string, string>>> = reasons;
  return known[last_error.code] ?? last_error.message.replace(/\.$/, '');
}

/** The last four digits of what is masked. */
export function endingOf(masked: string | null | undefined): string {
  return masked ? masked.slice(-4) : '';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
