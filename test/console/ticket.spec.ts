// A redemption as text for a ticket.
import type { Redemption } from '../../web/console/api/documents';
import { ticketOf } from '../../web/console/screens/redemption/ticket';
import { aRedemption } from './redemption';

it('tells everything that a ticket needs, and no PIN', () => {
  const redemption = aRedemption({
    source: { pin: '************9838' },
    change_voucher: { pin: '4821930475610293', serial_number: null, expires_at: null, amount: 400, delivery: 'inline' },
  });
  const text = ticketOf(redemption, ['R15.00 paid sale INV-7.', 'Who may show the PIN.'], 'Africa/Johannesburg');
  expect(text.split('\n')).toEqual([
    'TEST',
    'R15.00 paid sale INV-7.',
    'Who may show the PIN.',
    'Id: rdm_6740aa51c2f9d1e0b7a3c455',
    'Type: 1Voucher …9838',
    'Asked for: R15.00',
    'Taken: R15.00',
    'Given back: R0.00',
    'Reference: INV-7',
    'Till: T12',
    "Provider's number: 4711",
    'Begun: 26 Nov 2026, 14:03:20 +02:00',
    'Decided: 26 Nov 2026, 14:03:22 +02:00',
  ]);
  expect(text).not.toContain('4821930475610293');
});

it('says nothing of TEST in live mode, and leaves out what is not known', () => {
  const bare: Redemption = aRedemption({
    livemode: true,
    external_reference: null,
    settled_at: null,
    provider_reference: null,
  });
  const text = ticketOf(bare, ['Words.'], 'Africa/Johannesburg');
  expect(text).not.toMatch(/TEST|Reference|Decided|number/);
});
