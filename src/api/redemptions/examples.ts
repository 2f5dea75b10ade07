// Requests to copy: one for each thing that a create can do.
const PIN = '1115684091419838';

/** By name, as the API description wants them. The PIN is the built-in simulators' own (`FIXED_PIN`). */
export const CREATE_EXAMPLES = {
  whole: {
    summary: 'The whole value of a 1Voucher',
    value: { type: 'vouchers.one_voucher', source: { pin: PIN } },
  },
  part: {
    summary: 'R15.00 of an OTT voucher',
    value: {
      type: 'vouchers.ott',
      source: { pin: '684091419838', phone_number: '27821234567' },
      amount: 1500,
      currency: 'ZAR',
    },
  },
  manual: {
    summary: 'Reserve a Blu voucher, to be captured later',
    value: {
      type: 'vouchers.blu',
      source: { token: PIN },
      amount: 1500,
      currency: 'ZAR',
      capture_method: 'manual',
      redemption_options: { partial: 'allow', terminal_id: 'TILL3' },
      external_reference: 'order-1042',
      metadata: { order: '1042' },
    },
  },
};
