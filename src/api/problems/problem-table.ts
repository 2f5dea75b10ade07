// Every code a problem document can carry. docs/errors.md and the examples in the API description are made from this table.

/** What one code stands for, the same wherever it is sent. */
export interface ProblemMeaning {
  readonly status: number;
  readonly title: string;
  /** Whether the identical request may succeed later. Never true where value may have moved. */
  readonly retryable: boolean;
  readonly meaning: string;
}

const entry = (status: number, title: string, meaning: string, retryable = false): ProblemMeaning => ({
  status,
  title,
  retryable,
  meaning,
});

/** By code. A code that is published keeps its name and its status. */
export const PROBLEMS = {
  invalid_json: entry(400, 'The body is not JSON', 'The request body could not be parsed as a JSON object in UTF-8.'),
  invalid_request: entry(
    400,
    'The request cannot be understood',
    'Something about the request as a whole is wrong; `detail` says what.',
  ),
  validation_failed: entry(
    400,
    'The request has faults',
    'One or more fields or headers are missing or wrong. `errors[]` lists the faults, at most 50, each with its `param`. Nothing was stored, and the idempotency key is still free.',
  ),
  pin_in_text: entry(
    400,
    'A PIN stands where it is kept in clear',
    'A text of the request, or its `X-Request-Id`, holds the PIN of the voucher (or of its change or refund), in whatever digits and with whatever between them. `errors[]` names each such field with this code, beside its other faults. Nothing was stored, and the idempotency key is still free.',
  ),
  key_missing: entry(401, 'No API key', 'Send `Authorization: Bearer <key>` or `X-API-Key: <key>`.'),
  key_invalid: entry(
    401,
    'Unknown API key',
    'The key is mistyped (its checksum is wrong) or does not exist here; or a terminal was paired anew since, or its key came in another way than it was handed out (cookie or header).',
  ),
  key_revoked: entry(403, 'The API key is revoked', 'The key, or the terminal, was valid once. Make a new one.'),
  key_not_allowed: entry(
    403,
    'This key may not do that',
    'Publishable keys may read types, look vouchers up, create redemptions and read their own. Terminals may do so too, and recover, list and acknowledge their own. Everything else needs a secret key.',
  ),
  cross_site_request: entry(
    403,
    'Not from the page of the till',
    'The cookie of a till alone is no proof of who asks: a request that changes something needs the header `Vouch-Till: 1` and must come from a page of this server (`Sec-Fetch-Site: same-origin`, or our own `Origin`).',
  ),
  https_required: entry(
    403,
    'Only over HTTPS',
    'A till gets its cookie over HTTPS alone; in test mode also on the machine that the server runs on. The pairing code still stands. Behind a proxy see `VOUCH_TRUST_PROXY`.',
  ),
  test_mode_only: entry(403, 'Only in test mode', 'The test helpers answer test keys only.'),
  not_found: entry(
    404,
    'Not found',
    'There is no such object, or it belongs to another account or mode, or (for a publishable key or a terminal) to somebody else. A terminal sees its own for 24 hours.',
  ),
  not_received: entry(
    404,
    'Nothing was received under this key',
    'No request came with this idempotency key, and none can come any more: the key is burnt. Nothing was taken. Redeem the voucher under a new key.',
  ),
  route_not_found: entry(404, 'No such address', 'No route has this path. See `/openapi.json`.'),
  method_not_allowed: entry(405, 'Wrong method', 'This path exists, but not with this method. See the `Allow` header.'),
  request_timeout: entry(408, 'The request took too long to arrive', 'Send it again.', true),
  voucher_in_use: entry(
    409,
    'The voucher is in use',
    'Another redemption that has not failed holds this voucher. `redemption_id` names it if it is yours. Do not retry under another key: read that redemption.',
  ),
  invalid_state: entry(
    409,
    'Not in this state',
    'The redemption is in a status that does not allow this call. `allowed_statuses` says which ones do.',
  ),
  outcome_unknown: entry(
    409,
    'The outcome is not known yet',
    'The provider has not given a certain answer about an earlier call, so nothing else may start. Vouch keeps asking.',
    true,
  ),
  awaiting_statement: entry(
    409,
    'A statement has to be read first',
    'The books were restored from a backup, so they may lack what was given back since. Reversals of older redemptions of this `voucher_type` wait until `vouch reconcile` has read a statement from `since` to `until`. Nothing was sent. An operator has to act: do not give the value back another way.',
    true,
  ),
  too_many_concurrent_writes: entry(
    409,
    'Too many writes at once',
    'Others kept changing this redemption while this call tried to. Nothing was done.',
    true,
  ),
  idempotency_key_reused: entry(
    409,
    'The idempotency key is taken',
    'This key was used within 30 days for a request with another route, target or body.',
  ),
  idempotency_key_in_use: entry(
    409,
    'The first request is still running',
    'A request with this idempotency key is under way. Ask again with the same key after `Retry-After`.',
    true,
  ),
  idempotency_key_burnt: entry(
    409,
    'The idempotency key is burnt',
    'Somebody asked for this key with `POST /v1/redemptions/recover` before a request had come with it, and was answered `not_received`. That stays true: nothing is taken with this key. Redeem the voucher under a new one.',
  ),
  endpoint_disabled: entry(
    409,
    'The webhook endpoint is disabled',
    'Nothing is sent to it. Enable it with `disabled: false` first; `disabled_reason` says why it was disabled.',
  ),
  review_closed: entry(409, 'The review is closed', 'It has a verdict already.'),
  version_conflict: entry(
    412,
    'The redemption has changed',
    '`If-Match` names an older version. `current_version` is the newest: read it and decide again.',
  ),
  body_too_large: entry(
    413,
    'The body is too large',
    'A request body may have at most 256 KiB, and 1 KiB where no key is asked for.',
  ),
  unsupported_media_type: entry(
    415,
    'Wrong content type',
    'Send `Content-Type: application/json`, and the body as it is: a compressed one is not read.',
  ),
  expectation_failed: entry(417, 'The expectation cannot be met', '`Expect` may only say `100-continue`.'),
  unknown_type: entry(
    422,
    'Unknown voucher type',
    '`known_types` names those there are; `GET /v1/redemptions/types` says what each one needs.',
  ),
  unsupported_currency: entry(422, 'Unsupported currency', 'This type of voucher is not in that currency.'),
  provider_not_configured: entry(
    422,
    'The provider is not set up',
    'The type exists, but the variables this provider needs in live mode are not set on this server.',
  ),
  partial_not_supported: entry(
    422,
    'Less than the whole value cannot be taken',
    'This provider only redeems a voucher as a whole.',
  ),
  lookup_not_supported: entry(422, 'No look-up', 'Vouchers of this type cannot be read without being taken.'),
  capture_exceeds_reserved: entry(422, 'More than is reserved', 'A capture may take at most `reserved_amount`.'),
  reversal_exceeds_redeemed: entry(
    422,
    'More than was redeemed',
    'All reversals together may give back at most `redeemed_amount`.',
  ),
  reversal_not_supported: entry(
    422,
    'The provider cannot give value back',
    'Neither restoring the voucher nor issuing a new one is possible here.',
  ),
  verdict_amount_required: entry(
    422,
    'The verdict needs an amount',
    'The whole value was asked for, so a verdict of paid has to say how much was taken.',
  ),
  verdict_amount_exceeds: entry(
    422,
    'The verdict says too much',
    'No more can have moved than was asked for, or than any voucher is worth. `most_amount` says how much.',
  ),
  voucher_already_redeemed: entry(422, 'Already redeemed', 'The voucher was spent before, elsewhere.'),
  voucher_not_found: entry(422, 'No such voucher', 'The provider does not know this PIN.'),
  voucher_expired: entry(422, 'The voucher has expired', 'The provider no longer honours it.'),
  voucher_cancelled: entry(422, 'The voucher is cancelled', 'The provider has blocked or cancelled it.'),
  insufficient_value: entry(422, 'Not enough value', 'The voucher is worth less than the amount asked for.'),
  amount_too_small: entry(422, 'The amount is too small', 'The provider has a minimum, and this is below it.'),
  amount_too_large: entry(422, 'The amount is too large', 'The provider has a maximum, and this is above it.'),
  provider_rejected: entry(422, 'The provider said no', 'The provider refused for a reason of its own.'),
  voucher_not_redeemable: entry(
    422,
    'The voucher cannot be redeemed',
    'All that a publishable key is told about a refused voucher. Ask with a secret key for the reason.',
  ),
  too_many_endpoints: entry(
    422,
    'Too many webhook endpoints',
    'An account may have 20 in each mode, disabled ones included: delete one first. `most_endpoints` says how many.',
  ),
  too_many_captures: entry(
    422,
    'Too many captures',
    'A redemption may have 30 captures, those that were not sent included. Nothing was sent. Cancel it, or let it lapse, and make another. `most_captures` says how many.',
  ),
  too_many_reversals: entry(
    422,
    'Too many reversals',
    'A redemption may have 200 reversals, failed ones included, and its record a certain size. Nothing was sent. `most_reversals` says how many.',
  ),
  too_many_updates: entry(
    422,
    'Too many updates',
    'Metadata and external reference of one redemption may be changed 1,000 times. Nothing was changed. `most_updates` says how many.',
  ),
  too_many_receipts: entry(422, 'Too many receipts', 'The receipt of one redemption may be acknowledged 100 times.'),
  pairing_code_invalid: entry(
    422,
    'This pairing code does not stand',
    'It is wrong, was used before, is older than ten minutes, or its terminal was revoked: the answer does not say which. Make a new one with POST /v1/terminals/{id}/pair.',
  ),
  idempotency_required: entry(
    428,
    'An idempotency key or If-Match is needed',
    'A reversal of a voucher needs one of them, so that it cannot happen twice by accident. A reversal of points needs none: without a key, its repeat is a second reversal.',
  ),
  if_match_required: entry(
    428,
    'If-Match is needed',
    'A verdict is about what its author has seen: send in `If-Match` the `version` that you read.',
  ),
  headers_too_large: entry(431, 'The headers are too large', 'Address and headers may have 16 KiB together.'),
  rate_limited: entry(
    429,
    'Too many requests',
    'This key has used up its requests for this minute. Wait for `Retry-After`.',
    true,
  ),
  too_many_pin_attempts: entry(
    429,
    'Too many wrong PINs',
    'Too many PINs were refused for this key, terminal or address in the last 15 minutes, or too many are being tried at once; or a publishable key asked for too many ids that do not exist. Nothing was sent to the provider.',
    true,
  ),
  too_many_pairing_attempts: entry(
    429,
    'Too many wrong pairing codes',
    'Too many wrong pairing codes came from this address, or in all, in the last 15 minutes. Nothing was looked up. Wait for `Retry-After`.',
    true,
  ),
  too_many_drafts: entry(
    429,
    'Too many drafts',
    'Too many redemptions that no value was taken for were made with this publishable key, from this address or in all. Nothing was stored. Wait for `Retry-After`.',
    true,
  ),
  internal_error: entry(
    500,
    'Something broke here',
    'A defect, or a store that is damaged. The request may or may not have had an effect: send it again with the same idempotency key, or read.',
    true,
  ),
  provider_misconfigured: entry(
    502,
    'The provider refused our credentials',
    'Nothing was taken. The operator has to correct the credentials of this provider.',
  ),
  provider_unavailable: entry(
    503,
    'The provider cannot be reached',
    'Certain: nothing was taken. Try again later.',
    true,
  ),
  invalid_scale: entry(
    400,
    'Too many decimals',
    'An amount of points has more decimals than its asset, and they are not zero. `param` names the field.',
  ),
  lot_mode_required: entry(
    400,
    'Only for assets with lots',
    'Dates of credits, and asking for points by lot, need an asset whose `inventory_mode` is `LOT`.',
  ),
  idempotency_conflict: entry(
    409,
    'The idempotency key is taken',
    'This key stands for another call on points of the same program. Two bodies that mean the same are the same call.',
  ),
  name_taken: entry(
    409,
    'The name is taken',
    'Another record bears this name. `id` says which one, where it may. Of a terminal: one that is not revoked has this `terminal_id`.',
  ),
  already_linked: entry(409, 'Linked already', 'The asset belongs to this program already.'),
  managed_by_redemption: entry(
    409,
    'Part of another redemption',
    'These points were taken, or are held, for the redemption that `redemption_id` names. Reverse, capture or cancel that one, so that both agree.',
  ),
  insufficient_balance: entry(
    422,
    'Not enough points',
    'Less is available (or held) than was asked for. `available` says how much. Nothing moved, and the key is free.',
  ),
  participant_inactive: entry(
    422,
    'The participant is not active',
    'It is suspended or closed. Forfeits and reversals still work.',
  ),
  program_inactive: entry(422, 'The program is not active', 'It is suspended or archived. Reversals still work.'),
  asset_inactive: entry(422, 'The asset is not active', 'It is suspended or archived. Reversals still work.'),
  asset_not_linked: entry(
    422,
    'The asset is not linked',
    'Link it to the program first: `POST /v1/programs/{id}/assets`.',
  ),
  max_transaction_exceeded: entry(
    422,
    'Too much at once',
    'The asset has a maximum for one movement. `max_transaction_amount` says how much.',
  ),
  reward_not_available: entry(
    422,
    'The reward is not available',
    'It is a draft or archived, or this is not its time: `detail` says which.',
  ),
  out_of_stock: entry(
    422,
    'Out of stock',
    '`left` says how many pieces there are. It comes back when one is given back.',
  ),
  participant_limit_reached: entry(
    422,
    'The limit of this participant',
    'A participant may have only so many of this reward. `left` says how many more.',
  ),
  below_minimum: entry(422, 'Below the minimum', 'The reward has a least amount. `minimum` says how much.'),
  wrong_amount_field: entry(
    422,
    'The wrong field',
    'What is counted by the piece takes `quantity`, everything else `amount`: redemptions and reversals alike.',
  ),
  hold_not_found: entry(422, 'Nothing is held', 'There is no open hold of this name, or none at all.'),
  too_many_holds: entry(
    422,
    'Too many holds',
    'A participant may have 500 holds of an asset at once: release one first.',
  ),
  too_many_lots: entry(422, 'Too many lots', 'One call may move 10,000 lots. Ask for a smaller amount.'),
  wallet_empty: entry(
    422,
    'The wallet is empty',
    'Credits of a prefunded asset draw on the program’s wallet, and it has less than this. `available` says how much.',
  ),
  cash_rate_missing: entry(
    422,
    'No cash rate',
    'The program does not say what this asset is worth in cents: set `cash_rate` where it is linked.',
  ),
  replica_set_required: entry(
    503,
    'Points need a replica set',
    'The MongoDB behind this server has no transactions. Vouchers work; points do not.',
  ),
  overloaded: entry(503, 'Too busy', 'As many calls are under way as this server allows. Nothing was started.', true),
  key_unknown: entry(
    503,
    'Sealed with a key that is not here',
    'Another instance sealed the voucher or the answer with a `VOUCH_SECRET_KEY` that this instance was not given, as may happen while a new key is brought in. No secret was shown, and nothing was sent or begun. Send the same request again, with the same idempotency key: another instance may answer. If it lasts, the operator has to add the key (docs/runbook.md).',
    true,
  ),
  store_unavailable: entry(
    503,
    'The store is not available',
    'It cannot be read or written right now: an election, a lost connection, a full disk. The request may or may not have had an effect, even at the provider: send it again with the same idempotency key, which is safe and says what became of it, or read.',
    true,
  ),
  not_ready: entry(
    503,
    'Not ready',
    "The store does not take writes right now, or its clock and this server's are apart. Only `/health/ready` says this.",
    true,
  ),
  shutting_down: entry(
    503,
    'The server is stopping',
    'Nothing was started. Another instance, or this one later.',
    true,
  ),
} as const satisfies Record<string, ProblemMeaning>;

export type ProblemCode = keyof typeof PROBLEMS;

/** Codes that appear only in `last_error` of a redemption, never as a problem document. */
export const LAST_ERROR_ONLY = {
  canceled: 'A caller canceled it before any value was taken.',
  reservation_lapsed: 'The reservation ran out before it was captured. No value was taken.',
  draft_lapsed:
    'The draft was not reserved in time: an hour with a publishable key, 30 days with a secret one. Nothing was sent.',
} as const;
