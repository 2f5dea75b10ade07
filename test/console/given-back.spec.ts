// What was given back, in words: as what it came back, and how the customer gets at it.
import type { Reversal } from '../../web/console/api/documents';
import {
  backState,
  backTag,
  expectWords,
  isShowable,
  pinWords,
  returnsOf,
} from '../../web/console/language/given-back';
import { aRedemption } from './redemption';

const AT = '2026-11-26T12:03:22.000Z';
type Voucher = NonNullable<Reversal['refund_voucher']>;
const voucher = (fields: Partial<Voucher> = {}): Voucher => ({
  pin: '************5512',
  serial_number: null,
  expires_at: null,
  amount: 1500,
  delivery: 'inline',
  ...fields,
});
const reversal = (fields: Partial<Reversal> = {}): Reversal => ({
  id: 'rev_6740aa51c2f9d1e0b7a3c455',
  object: 'reversal',
  redemption_id: 'rdm_6740aa51c2f9d1e0b7a3c455',
  type: 'vouchers.one_voucher',
  external_reference: 'INV-7',
  provider_reference: null,
  amount: 1500,
  currency: 'ZAR',
  reason: 'Goods were returned',
  status: 'succeeded',
  method: 'refund_voucher',
  refund_voucher: voucher(),
  error: null,
  settled_at: AT,
  created_at: AT,
  updated_at: AT,
  ...fields,
});
const ROLES = ['approver'];

it.each<[what: string, fields: Partial<Reversal>, words: string[]]>([
  ['a new voucher', {}, ['R15.00 came back as a new voucher ending 5512.']],
  [
    'one whose PIN was erased',
    { refund_voucher: voucher({ pin: null, masked_pin: '************5512', pin_erased_at: AT }) },
    ['R15.00 came back as a new voucher ending 5512.'],
  ],
  [
    'one of which the provider says no PIN',
    { refund_voucher: { serial_number: null, expires_at: null, delivery: 'inline' } },
    [
      'R15.00 came back as a new voucher. Its PIN is not known here: ask the provider, the reviews say by which reference.',
    ],
  ],
  [
    'one by SMS',
    { refund_voucher: voucher({ delivery: 'sms' }) },
    ['R15.00 went to the customer as a new voucher by SMS.'],
  ],
  [
    'the voucher that was used',
    { method: 'restored', refund_voucher: null },
    ['R15.00 was put back on the voucher ending 9838.'],
  ],
  ['nothing, as it was refused', { status: 'failed', refund_voucher: null }, []],
  ['nothing yet', { status: 'unknown', refund_voucher: null }, []],
])('says that it came back as %s', (_what, fields, words) => {
  expect(returnsOf([reversal(fields)], aRedemption())).toEqual(words);
});

it('leaves many to their table', () => {
  expect(
    returnsOf(
      Array.from({ length: 3 }, () => reversal()),
      aRedemption(),
    ),
  ).toHaveLength(3);
  expect(
    returnsOf(
      Array.from({ length: 4 }, () => reversal()),
      aRedemption(),
    ),
  ).toEqual([]);
});

it('says how the customer gets the PIN, by the table of permissions, where there is one to get', () => {
  expect(pinWords(reversal(), ROLES)).toBe(
    'The customer needs the PIN of the new voucher. Whoever has the role approver can show it, on the page of this redemption.',
  );
  const erased = reversal({ refund_voucher: voucher({ pin: null, pin_erased_at: AT }) });
  expect(pinWords(erased, ROLES)).toContain('is not kept any more');
  const others = [
    reversal({ refund_voucher: voucher({ delivery: 'sms' }) }),
    reversal({ method: 'restored', refund_voucher: null }),
    reversal({ status: 'failed', refund_voucher: null }),
  ];
  expect(others.map((other) => pinWords(other, ROLES))).toEqual(['', '', '']);
  expect([reversal(), erased, ...others].map(isShowable)).toEqual([true, false, false, false, false]);
});

it('says what to expect while nobody knows, and nothing of it after that', () => {
  const zone = 'Africa/Johannesburg';
  const asked = aRedemption({ next_check_at: '2026-11-26T12:08:00.000Z' });
  const doubtful = reversal({ status: 'unknown', refund_voucher: null });
  expect(expectWords(doubtful, asked, zone)).toBe(
    'Vouch asks the provider again at 14:08:00, and this page looks by itself. If it went through, the last four digits of a new voucher will stand here. Give nothing back by another way until then.',
  );
  expect(expectWords({ ...doubtful, method: 'restored' }, asked, zone)).toContain(
    'the amount was put back on the voucher that it was taken from',
  );
  expect(expectWords(doubtful, aRedemption(), zone)).toContain('A person has to find out');
  expect(expectWords(reversal(), asked, zone)).toBe('');
});

it('stands beside the word paid, whole or in part', () => {
  const back = (reversed_amount: number) => aRedemption({ reversed_amount });
  expect([0, 500, 1500].map((cents) => backState(back(cents)))).toEqual(['none', 'part', 'whole']);
  expect([0, 500, 1500].map((cents) => backTag(back(cents)))).toEqual([
    '',
    'R5.00 given back',
    'all given back: R15.00',
  ]);
  expect(backState(aRedemption({ outcome: 'not_paid', redeemed_amount: 0 }))).toBe('none');
});
