// The first line of a redemption, in every state it can be in.
import { sentenceOf, type Told } from '../../web/console/language/sentence';

const ZONE = 'Africa/Johannesburg';
const AT = '2026-11-26T12:03:22.000Z';

type Change = NonNullable<Told['change_voucher']>;
const change = (fields: Partial<Change>): Change => ({
  pin: '************5512',
  serial_number: null,
  expires_at: null,
  delivery: 'inline',
  ...fields,
});

const told = (fields: Partial<Told>): Told => ({
  outcome: 'paid',
  status: 'confirmed',
  amount: 1500,
  reserved_amount: 0,
  redeemed_amount: 1500,
  reversed_amount: 0,
  change_voucher: null,
  external_reference: 'INV-7',
  last_error: null,
  operations: [],
  created_at: AT,
  reserved_until: null,
  next_check_at: null,
  settled_at: AT,
  ...fields,
});

const error = (code: string, message = 'Words of the provider.'): Told['last_error'] =>
  ({
    code,
    message,
    advice: 'wait',
    provider_code: null,
    provider_message: null,
    operation_id: null,
    at: AT,
  }) as Told['last_error'];

const reverse = (status: 'pending' | 'unknown' | 'succeeded', amount: number) => ({
  id: `op_${status}`,
  type: 'reverse' as const,
  status,
  amount,
  provider_reference: null,
  error: null,
  created_at: AT,
  updated_at: AT,
});

const notTaken: Partial<Told> = { outcome: 'not_paid', status: 'failed', redeemed_amount: 0 };
const unknown: Partial<Told> = { outcome: 'checking', status: 'reserved', redeemed_amount: 0, settled_at: null };
const open: Partial<Told> = { outcome: 'open', redeemed_amount: 0, settled_at: null };

it.each<[state: string, fields: Partial<Told>, sentence: string]>([
  ['paid', {}, 'R15.00 paid sale INV-7 at 14:03:22.'],
  ['paid, without a reference', { external_reference: null }, 'R15.00 paid a sale at 14:03:22.'],
  [
    'paid, with change',
    { change_voucher: change({ amount: 400 }) },
    'R15.00 of R19.00 paid sale INV-7 at 14:03:22. R4.00 came back as a voucher ending 5512.',
  ],
  [
    'paid, with change of which the provider does not say how much',
    { change_voucher: change({}) },
    'R15.00 paid sale INV-7 at 14:03:22. What was left came back as a voucher ending 5512.',
  ],
  [
    'paid, with change by SMS',
    { change_voucher: change({ amount: 400, delivery: 'sms', pin: null }) },
    'R15.00 of R19.00 paid sale INV-7 at 14:03:22. R4.00 went to the customer as a voucher by SMS.',
  ],
  [
    'paid, with change whose PIN was erased',
    { change_voucher: change({ amount: 400, pin: null, masked_pin: '************0293' }) },
    'R15.00 of R19.00 paid sale INV-7 at 14:03:22. R4.00 came back as a voucher ending 0293.',
  ],
  [
    'paid, with change whose PIN did not come back',
    { change_voucher: { amount: 400, serial_number: null, expires_at: null, delivery: 'inline' } },
    'R15.00 of R19.00 paid sale INV-7 at 14:03:22. R4.00 is owed to the customer: it was issued as a voucher, and its PIN did not come back.',
  ],
  [
    'paid, with change of which neither amount nor PIN came back',
    { change_voucher: { serial_number: null, expires_at: null, delivery: 'inline' } },
    'R15.00 paid sale INV-7 at 14:03:22. What was left is owed to the customer: it was issued as a voucher, and its PIN did not come back.',
  ],
  [
    'paid in part',
    { amount: 5000, redeemed_amount: 1900 },
    'R19.00 paid a part of sale INV-7 at 14:03:22: R50.00 was asked, R31.00 was still to pay.',
  ],
  ['paid, the whole value', { amount: 0, redeemed_amount: 1900 }, 'R19.00 paid sale INV-7 at 14:03:22.'],
  ['given back in part', { reversed_amount: 500 }, 'R15.00 paid sale INV-7 at 14:03:22. R5.00 of it was given back.'],
  [
    'given back whole',
    { reversed_amount: 1500, operations: [reverse('succeeded', 1500)] },
    'All of it was given back: R15.00. R15.00 paid sale INV-7 at 14:03:22.',
  ],
  [
    'given back in part, and another reversal in doubt',
    { reversed_amount: 500, operations: [reverse('succeeded', 500), reverse('unknown', 700)] },
    'R15.00 paid sale INV-7 at 14:03:22. R5.00 of it was given back. It is not known yet whether another R7.00 was given back.',
  ],
  [
    'whose first reversal is in doubt',
    { operations: [reverse('unknown', 700)] },
    'R15.00 paid sale INV-7 at 14:03:22. It is not known yet whether R7.00 was given back.',
  ],
  [
    'waiting for a second person',
    { proposed_amount: 800 },
    'R15.00 paid sale INV-7 at 14:03:22. To give back R8.00 waits for a second person.',
  ],
  [
    'not paid',
    { ...notTaken, last_error: error('voucher_already_redeemed') },
    'Nothing was taken for sale INV-7 at 14:03:22: the voucher was spent before.',
  ],
  [
    'not paid, for a reason that this page does not know',
    { ...notTaken, last_error: error('quite_new', 'The moon was full.') },
    'Nothing was taken for sale INV-7 at 14:03:22: The moon was full.',
  ],
  ['not paid, without a reason', notTaken, 'Nothing was taken for sale INV-7 at 14:03:22: no reason was kept.'],
  [
    'not known yet',
    { ...unknown, next_check_at: '2026-11-26T12:08:00.000Z' },
    'It is not known yet whether R15.00 was taken for sale INV-7 at 14:03:22. Vouch asks again at 14:08:00.',
  ],
  [
    'not known yet, and a person has to find out',
    { ...unknown, amount: 0 },
    'It is not known yet whether the whole value of a voucher was taken for sale INV-7 at 14:03:22. A person has to find out: there is a review of it.',
  ],
  [
    'a draft',
    { ...open, status: 'draft' },
    'R15.00 was recorded for sale INV-7 at 14:03:22. Nothing was sent, and nothing was taken.',
  ],
  [
    'held',
    { ...open, status: 'reserved', reserved_amount: 1500, reserved_until: '2026-11-26T12:33:22.000Z' },
    'R15.00 is held for sale INV-7 since 14:03:22, until 14:33:22. Nothing was taken yet.',
  ],
])('says of a redemption that is %s', (_state, fields, sentence) => {
  expect(sentenceOf(told(fields), ZONE)).toBe(sentence);
});

it('says what came back after what was given back, and before what waits', () => {
  const redemption = told({ reversed_amount: 500, proposed_amount: 800 });
  expect(sentenceOf(redemption, ZONE, ['R5.00 came back as a new voucher ending 5512.'])).toBe(
    'R15.00 paid sale INV-7 at 14:03:22. R5.00 of it was given back. R5.00 came back as a new voucher ending 5512. To give back R8.00 waits for a second person.',
  );
});

it('says the time of the zone of the account', () => {
  expect(sentenceOf(told({}), 'Asia/Tokyo')).toBe('R15.00 paid sale INV-7 at 21:03:22.');
});
