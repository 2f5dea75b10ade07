// Requests to copy: what each write on points can be sent. By name, as the API description wants them.
const PROGRAM = '019ac1f2-7a3b-7c4d-8e5f-60718293a4b5';
const ASSET = '019ac1f2-7a3b-7c4d-8e5f-60718293a4b6';
const REWARD = '019ac1f2-7a3b-7c4d-8e5f-60718293a4b7';
const LOT = '019ac1f2-7a3b-7c4d-8e5f-60718293a4b8';
const about = { program_id: PROGRAM, asset_id: ASSET };
const one = (summary: string, value: object) => ({ example: { summary, value } });

export const CREATE_PROGRAM = one('A program', { name: 'Stars', description: 'One star a rand' });
export const UPDATE_PROGRAM = {
  suspend: { summary: 'Take no new work', value: { status: 'SUSPENDED' } },
  target: {
    summary: 'Send redeemed value to an account of your own',
    value: { redemption_target_type: 'LEDGER_ENTITY', redemption_target_entity_id: REWARD },
  },
};
const CASH_RATE = { currency: 'ZAR', cents: 100, units: '10.00' };
export const LINK_ASSET = one('An asset with its worth at a till', { asset_id: ASSET, cash_rate: CASH_RATE });
export const CASH_RATE_CHANGE = {
  set: { summary: 'Ten points a rand', value: { cash_rate: CASH_RATE } },
  none: { summary: 'Worth nothing at a till', value: { cash_rate: null } },
};
export const CREATE_ENTITY = one('A counter account', { name: 'Partner charity' });
export const CREATE_ASSET = {
  lots: {
    summary: 'Points with dates, two decimals',
    value: { name: 'Star', symbol: 'STAR', scale: 2, inventory_mode: 'LOT', program_id: PROGRAM },
  },
  budget: {
    summary: 'Whole points that have to be funded first',
    value: { name: 'Mile', symbol: 'MILE', issuance_policy: 'PREFUNDED', max_transaction_amount: '10000' },
  },
};
export const UPDATE_ASSET = one('At most so much at once', { max_transaction_amount: '5000.00' });
export const UPSERT_PARTICIPANT = {
  least: { summary: 'A name of your own is enough', value: { external_id: 'customer-1001' } },
  full: {
    summary: 'With a profile',
    value: {
      external_id: 'customer-1001',
      email: 'thandi@example.com',
      phone: '+27821234567',
      first_name: 'Thandi',
      last_name: 'Nkosi',
      attributes: { branch: 'Soweto' },
      tags: ['vip'],
    },
  },
};
export const UPDATE_PARTICIPANT = one('Forget a phone number', { phone: null, tags: ['vip'] });
export const PARTICIPANT_STATUS = one('Suspend', { status: 'SUSPENDED' });
export const ADJUST = {
  credit: {
    summary: 'Credit points that expire',
    value: {
      ...about,
      type: 'CREDIT',
      amount: '1500.00',
      description: 'Welcome',
      expires_at: '2099-12-31T22:00:00Z',
      idempotency_key: 'welcome-1001',
    },
  },
  debit: {
    summary: 'Take points away, below zero if need be',
    value: { ...about, type: 'DEBIT', amount: '20.00', description: 'Correction', allow_negative: true },
  },
};
export const HOLD = one('Set points aside for a while', {
  ...about,
  amount: '200.00',
  description: 'At the till',
  reference_id: 'till-7',
  expires_at: '2099-12-31T22:00:00Z',
});
export const RELEASE = one('Free what is held under a name', {
  ...about,
  description: 'Changed their mind',
  reference_id: 'till-7',
});
export const FORFEIT = one('Take away what is left of one lot', {
  ...about,
  description: 'Broke the rules',
  bucket: 'AVAILABLE',
  lot_ids: [LOT],
});
export const WALLET_MOVE = one('A budget', { amount: '1000', description: 'May', idempotency_key: 'budget-may' });
export const CREATE_REWARD = {
  pieces: {
    summary: 'By the piece, out of a stock',
    value: {
      name: 'Mug',
      redemption_type: 'UNIT_BASED',
      asset_id: ASSET,
      unit_cost: '250.00',
      max_total: 20,
      max_per_participant: 2,
    },
  },
  amount: {
    summary: 'By amount, with a minimum',
    value: { name: 'Donation', redemption_type: 'AMOUNT_BASED', asset_id: ASSET, unit_cost: '10.00' },
  },
};
export const UPDATE_REWARD = one('More stock', { max_total: 40 });
export const REDEEM = {
  balance: {
    summary: 'From the balance',
    value: { ...about, amount: '1000.00', description: 'Gift card', idempotency_key: 'order-1042' },
  },
  hold: {
    summary: 'Out of a hold, whose rest is freed',
    value: { ...about, amount: '150.00', description: 'Lunch', hold_reference_id: 'till-7' },
  },
};
export const REDEEM_ITEM = {
  pieces: { summary: 'Two pieces', value: { program_id: PROGRAM, reward_id: REWARD, quantity: 2 } },
  amount: { summary: 'An amount', value: { program_id: PROGRAM, reward_id: REWARD, amount: '25.00' } },
};
