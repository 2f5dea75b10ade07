// The codes that only calls on points are answered with. A part of the table in problem-table.ts.
import { ERROR_ADVICE } from '../../core/providers/advice';
import { entry } from './problem-entry';

/** By code. */
export const POINTS_PROBLEMS = {
  invalid_scale: entry(
    400,
    'Too many decimals',
    'An amount of points has more decimals than its asset, and they are not zero. `param` names the field.',
    'fix_request',
  ),
  lot_mode_required: entry(
    400,
    'Only for assets with lots',
    'Dates of credits, and asking for points by lot, need an asset whose `inventory_mode` is `LOT`.',
    'fix_request',
  ),
  idempotency_conflict: entry(
    409,
    'The idempotency key is taken',
    'This key stands for another call on points of the same program. Two bodies that mean the same are the same call.',
    'fix_request',
  ),
  name_taken: entry(
    409,
    'The name is taken',
    'Another record bears this name. `id` says which one, where it may. Of a terminal: one that is not revoked has this `terminal_id`.',
    'read_again',
  ),
  already_linked: entry(409, 'Linked already', 'The asset belongs to this program already.', 'read_again'),
  managed_by_redemption: entry(
    409,
    'Part of another redemption',
    'These points were taken, or are held, for the redemption that `redemption_id` names. Reverse, capture or cancel that one, so that both agree.',
    'fix_request',
  ),
  insufficient_balance: entry(
    422,
    'Not enough points',
    'Less is available (or held) than was asked for. `available` says how much. Nothing moved, and the key is free.',
    'change_amount',
  ),
  participant_inactive: entry(
    422,
    'The participant is not active',
    'It is suspended or closed. Forfeits and reversals still work.',
    'do_not_repeat',
  ),
  program_inactive: entry(
    422,
    'The program is not active',
    'It is suspended or archived. Reversals still work.',
    'do_not_repeat',
  ),
  asset_inactive: entry(
    422,
    'The asset is not active',
    'It is suspended or archived. Reversals still work.',
    'do_not_repeat',
  ),
  asset_not_linked: entry(
    422,
    'The asset is not linked',
    'Link it to the program first: `POST /v1/programs/{id}/assets`.',
    'fix_request',
  ),
  max_transaction_exceeded: entry(
    422,
    'Too much at once',
    'The asset has a maximum for one movement. `max_transaction_amount` says how much.',
    'change_amount',
  ),
  reward_not_available: entry(
    422,
    'The reward is not available',
    'It is a draft or archived, or this is not its time: `detail` says which.',
    'do_not_repeat',
  ),
  out_of_stock: entry(
    422,
    'Out of stock',
    '`left` says how many pieces there are. It comes back when one is given back.',
    'do_not_repeat',
  ),
  participant_limit_reached: entry(
    422,
    'The limit of this participant',
    'A participant may have only so many of this reward. `left` says how many more.',
    'do_not_repeat',
  ),
  below_minimum: entry(
    422,
    'Below the minimum',
    'The reward has a least amount. `minimum` says how much.',
    'change_amount',
  ),
  wrong_amount_field: entry(
    422,
    'The wrong field',
    'What is counted by the piece takes `quantity`, everything else `amount`: redemptions and reversals alike.',
    'fix_request',
  ),
  hold_not_found: entry(422, 'Nothing is held', 'There is no open hold of this name, or none at all.', 'read_again'),
  too_many_holds: entry(
    422,
    'Too many holds',
    'A participant may have 500 holds of an asset at once: release one first.',
    'do_not_repeat',
  ),
  too_many_lots: entry(
    422,
    'Too many lots',
    'One call may move 5,000 lots. Ask for a smaller amount.',
    'change_amount',
  ),
  too_many_links: entry(
    422,
    'Too many links',
    'A program may have 1,000 assets, and an asset 1,000 programs. `detail` says which of the two is full: link the asset to another program, or make another asset.',
    'do_not_repeat',
  ),
  too_many_in_book: entry(
    422,
    'Too much in one book',
    'A participant may have points of 1,000 assets and of 1,000 programs, 3,000 counter accounts behind them, and pieces of 5,000 rewards. `detail` says which is full. Movements that name nothing new go on.',
    'do_not_repeat',
  ),
  wallet_empty: entry(
    422,
    'The wallet is empty',
    'Credits of a prefunded asset draw on the program’s wallet, and it has less than this. `available` says how much.',
    'contact_support',
  ),
  cash_rate_missing: entry(
    422,
    'No cash rate',
    'The program does not say what this asset is worth in cents: set `cash_rate` where it is linked.',
    ERROR_ADVICE.cash_rate_missing,
  ),
  replica_set_required: entry(
    503,
    'Points need a replica set',
    'The MongoDB behind this server has no transactions. Vouchers work; points do not.',
    'contact_support',
  ),
} as const;
