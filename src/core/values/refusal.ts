// Why Vouch itself says no to a call. The API turns each into a problem document; docs/errors.md explains each code.

/** Every code, with the HTTP status it becomes. */
export const REFUSALS = {
  validation_failed: 400,
  pin_in_text: 400,
  key_not_allowed: 403,
  key_revoked: 403,
  permission_missing: 403,
  step_up_required: 403,
  session_incomplete: 403,
  session_missing: 401,
  session_ended: 401,
  sign_in_failed: 401,
  code_invalid: 401,
  password_too_common: 422,
  last_admin: 409,
  own_account: 403,
  second_factor_needed: 409,
  approval_required: 403,
  own_proposal: 403,
  proposal_waiting: 409,
  not_found: 404,
  voucher_in_use: 409,
  invalid_state: 409,
  outcome_unknown: 409,
  awaiting_statement: 409,
  too_many_concurrent_writes: 409,
  idempotency_key_reused: 409,
  idempotency_key_in_use: 409,
  idempotency_key_burnt: 409,
  not_received: 404,
  pairing_code_invalid: 422,
  version_conflict: 412,
  idempotency_required: 428,
  capture_exceeds_reserved: 422,
  reversal_exceeds_redeemed: 422,
  reversal_not_supported: 422,
  partial_not_supported: 422,
  lookup_not_supported: 422,
  unknown_type: 422,
  unsupported_currency: 422,
  provider_not_configured: 422,
  review_closed: 409,
  proposal_decided: 409,
  proposal_lapsed: 409,
  pin_erased: 410,
  endpoint_disabled: 409,
  reconciliation_running: 409,
  statement_unusable: 422,
  if_match_required: 428,
  verdict_amount_required: 422,
  verdict_amount_exceeds: 422,
  verdict_reference_required: 422,
  too_many_endpoints: 422,
  too_many_keys: 422,
  too_many_users: 422,
  too_many_captures: 422,
  too_many_reversals: 422,
  too_many_updates: 422,
  too_many_receipts: 422,
  too_many_proposals: 422,
  too_many_reveals: 429,
  too_many_pin_attempts: 429,
  too_many_assignments: 422,
  too_many_notes: 422,
  assignee_unknown: 422,
  overloaded: 503,
  key_unknown: 503,
  invalid_scale: 400,
  lot_mode_required: 400,
  idempotency_conflict: 409,
  name_taken: 409,
  already_linked: 409,
  managed_by_redemption: 409,
  insufficient_balance: 422,
  participant_inactive: 422,
  program_inactive: 422,
  asset_inactive: 422,
  asset_not_linked: 422,
  max_transaction_exceeded: 422,
  reward_not_available: 422,
  out_of_stock: 422,
  participant_limit_reached: 422,
  below_minimum: 422,
  wrong_amount_field: 422,
  hold_not_found: 422,
  too_many_holds: 422,
  too_many_lots: 422,
  too_many_links: 422,
  too_many_in_book: 422,
  wallet_empty: 422,
  cash_rate_missing: 422,
  replica_set_required: 503,
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** What a refusal carries apart from its code and words. */
export interface RefusalDetail {
  /** The request field at fault. */
  readonly param?: string;
  readonly retryAfterMs?: number;
  /** Further members of the problem document: `allowed_statuses`, `current_version`, `redemption_id` … */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * Thrown by use cases before anything was sent, and before anything was written unless it is the `refusal` of a
 * `Decision`.
 */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly detail: RefusalDetail = {},
  ) {
    super(message);
    this.name = 'Refusal';
  }

  get status(): number {
    return REFUSALS[this.code];
  }
}
