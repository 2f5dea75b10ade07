// Made from the API description by scripts/client-code.mjs. Not to be changed by hand.
import { Problem } from '../errors.js';

/** `invalid_json` */
export class InvalidJson extends Problem<'invalid_json'> {}

/** `invalid_request` */
export class InvalidRequest extends Problem<'invalid_request'> {}

/** `validation_failed` */
export class ValidationFailed extends Problem<'validation_failed'> {}

/** `pin_in_text` */
export class PinInText extends Problem<'pin_in_text'> {}

/** `key_missing` */
export class KeyMissing extends Problem<'key_missing'> {}

/** `key_invalid` */
export class KeyInvalid extends Problem<'key_invalid'> {}

/** `key_revoked` */
export class KeyRevoked extends Problem<'key_revoked'> {}

/** `key_not_allowed` */
export class KeyNotAllowed extends Problem<'key_not_allowed'> {}

/** `permission_missing` */
export class PermissionMissing extends Problem<'permission_missing'> {}

/** `step_up_required` */
export class StepUpRequired extends Problem<'step_up_required'> {}

/** `session_missing` */
export class SessionMissing extends Problem<'session_missing'> {}

/** `session_ended` */
export class SessionEnded extends Problem<'session_ended'> {}

/** `session_of_another` */
export class SessionOfAnother extends Problem<'session_of_another'> {}

/** `sign_in_failed` */
export class SignInFailed extends Problem<'sign_in_failed'> {}

/** `code_invalid` */
export class CodeInvalid extends Problem<'code_invalid'> {}

/** `session_incomplete` */
export class SessionIncomplete extends Problem<'session_incomplete'> {}

/** `too_many_sign_ins` */
export class TooManySignIns extends Problem<'too_many_sign_ins'> {}

/** `password_too_common` */
export class PasswordTooCommon extends Problem<'password_too_common'> {}

/** `last_admin` */
export class LastAdmin extends Problem<'last_admin'> {}

/** `own_account` */
export class OwnAccount extends Problem<'own_account'> {}

/** `too_many_keys` */
export class TooManyKeys extends Problem<'too_many_keys'> {}

/** `too_many_users` */
export class TooManyUsers extends Problem<'too_many_users'> {}

/** `second_factor_needed` */
export class SecondFactorNeeded extends Problem<'second_factor_needed'> {}

/** `approval_required` */
export class ApprovalRequired extends Problem<'approval_required'> {}

/** `own_proposal` */
export class OwnProposal extends Problem<'own_proposal'> {}

/** `cross_site_request` */
export class CrossSiteRequest extends Problem<'cross_site_request'> {}

/** `https_required` */
export class HttpsRequired extends Problem<'https_required'> {}

/** `secret_key_in_browser` */
export class SecretKeyInBrowser extends Problem<'secret_key_in_browser'> {}

/** `test_mode_only` */
export class TestModeOnly extends Problem<'test_mode_only'> {}

/** `not_found` */
export class NotFound extends Problem<'not_found'> {}

/** `not_received` */
export class NotReceived extends Problem<'not_received'> {}

/** `route_not_found` */
export class RouteNotFound extends Problem<'route_not_found'> {}

/** `method_not_allowed` */
export class MethodNotAllowed extends Problem<'method_not_allowed'> {}

/** `request_timeout` */
export class RequestTimeout extends Problem<'request_timeout'> {}

/** `voucher_in_use` */
export class VoucherInUse extends Problem<'voucher_in_use'> {}

/** `invalid_state` */
export class InvalidState extends Problem<'invalid_state'> {}

/** `outcome_unknown` */
export class OutcomeUnknown extends Problem<'outcome_unknown'> {}

/** `awaiting_statement` */
export class AwaitingStatement extends Problem<'awaiting_statement'> {}

/** `too_many_concurrent_writes` */
export class TooManyConcurrentWrites extends Problem<'too_many_concurrent_writes'> {}

/** `idempotency_key_reused` */
export class IdempotencyKeyReused extends Problem<'idempotency_key_reused'> {}

/** `idempotency_key_in_use` */
export class IdempotencyKeyInUse extends Problem<'idempotency_key_in_use'> {}

/** `idempotency_key_burnt` */
export class IdempotencyKeyBurnt extends Problem<'idempotency_key_burnt'> {}

/** `endpoint_disabled` */
export class EndpointDisabled extends Problem<'endpoint_disabled'> {}

/** `review_closed` */
export class ReviewClosed extends Problem<'review_closed'> {}

/** `proposal_waiting` */
export class ProposalWaiting extends Problem<'proposal_waiting'> {}

/** `proposal_decided` */
export class ProposalDecided extends Problem<'proposal_decided'> {}

/** `proposal_lapsed` */
export class ProposalLapsed extends Problem<'proposal_lapsed'> {}

/** `pin_erased` */
export class PinErased extends Problem<'pin_erased'> {}

/** `version_conflict` */
export class VersionConflict extends Problem<'version_conflict'> {}

/** `body_too_large` */
export class BodyTooLarge extends Problem<'body_too_large'> {}

/** `unsupported_media_type` */
export class UnsupportedMediaType extends Problem<'unsupported_media_type'> {}

/** `expectation_failed` */
export class ExpectationFailed extends Problem<'expectation_failed'> {}

/** `unknown_type` */
export class UnknownType extends Problem<'unknown_type'> {}

/** `unsupported_currency` */
export class UnsupportedCurrency extends Problem<'unsupported_currency'> {}

/** `provider_not_configured` */
export class ProviderNotConfigured extends Problem<'provider_not_configured'> {}

/** `partial_not_supported` */
export class PartialNotSupported extends Problem<'partial_not_supported'> {}

/** `lookup_not_supported` */
export class LookupNotSupported extends Problem<'lookup_not_supported'> {}

/** `capture_exceeds_reserved` */
export class CaptureExceedsReserved extends Problem<'capture_exceeds_reserved'> {}

/** `reversal_exceeds_redeemed` */
export class ReversalExceedsRedeemed extends Problem<'reversal_exceeds_redeemed'> {}

/** `reversal_not_supported` */
export class ReversalNotSupported extends Problem<'reversal_not_supported'> {}

/** `verdict_amount_required` */
export class VerdictAmountRequired extends Problem<'verdict_amount_required'> {}

/** `verdict_amount_exceeds` */
export class VerdictAmountExceeds extends Problem<'verdict_amount_exceeds'> {}

/** `verdict_reference_required` */
export class VerdictReferenceRequired extends Problem<'verdict_reference_required'> {}

/** `voucher_already_redeemed` */
export class VoucherAlreadyRedeemed extends Problem<'voucher_already_redeemed'> {}

/** `voucher_not_found` */
export class VoucherNotFound extends Problem<'voucher_not_found'> {}

/** `voucher_expired` */
export class VoucherExpired extends Problem<'voucher_expired'> {}

/** `voucher_cancelled` */
export class VoucherCancelled extends Problem<'voucher_cancelled'> {}

/** `insufficient_value` */
export class InsufficientValue extends Problem<'insufficient_value'> {}

/** `amount_too_small` */
export class AmountTooSmall extends Problem<'amount_too_small'> {}

/** `amount_too_large` */
export class AmountTooLarge extends Problem<'amount_too_large'> {}

/** `provider_rejected` */
export class ProviderRejected extends Problem<'provider_rejected'> {}

/** `voucher_not_redeemable` */
export class VoucherNotRedeemable extends Problem<'voucher_not_redeemable'> {}

/** `too_many_endpoints` */
export class TooManyEndpoints extends Problem<'too_many_endpoints'> {}

/** `too_many_captures` */
export class TooManyCaptures extends Problem<'too_many_captures'> {}

/** `too_many_reversals` */
export class TooManyReversals extends Problem<'too_many_reversals'> {}

/** `too_many_updates` */
export class TooManyUpdates extends Problem<'too_many_updates'> {}

/** `too_many_receipts` */
export class TooManyReceipts extends Problem<'too_many_receipts'> {}

/** `too_many_proposals` */
export class TooManyProposals extends Problem<'too_many_proposals'> {}

/** `reconciliation_running` */
export class ReconciliationRunning extends Problem<'reconciliation_running'> {}

/** `statement_unusable` */
export class StatementUnusable extends Problem<'statement_unusable'> {}

/** `too_many_assignments` */
export class TooManyAssignments extends Problem<'too_many_assignments'> {}

/** `too_many_notes` */
export class TooManyNotes extends Problem<'too_many_notes'> {}

/** `assignee_unknown` */
export class AssigneeUnknown extends Problem<'assignee_unknown'> {}

/** `pairing_code_invalid` */
export class PairingCodeInvalid extends Problem<'pairing_code_invalid'> {}

/** `idempotency_required` */
export class IdempotencyRequired extends Problem<'idempotency_required'> {}

/** `if_match_required` */
export class IfMatchRequired extends Problem<'if_match_required'> {}

/** `headers_too_large` */
export class HeadersTooLarge extends Problem<'headers_too_large'> {}

/** `rate_limited` */
export class RateLimited extends Problem<'rate_limited'> {}

/** `too_many_pin_attempts` */
export class TooManyPinAttempts extends Problem<'too_many_pin_attempts'> {}

/** `too_many_reveals` */
export class TooManyReveals extends Problem<'too_many_reveals'> {}

/** `too_many_pairing_attempts` */
export class TooManyPairingAttempts extends Problem<'too_many_pairing_attempts'> {}

/** `too_many_drafts` */
export class TooManyDrafts extends Problem<'too_many_drafts'> {}

/** `internal_error` */
export class InternalError extends Problem<'internal_error'> {}

/** `provider_misconfigured` */
export class ProviderMisconfigured extends Problem<'provider_misconfigured'> {}

/** `provider_unavailable` */
export class ProviderUnavailable extends Problem<'provider_unavailable'> {}

/** `invalid_scale` */
export class InvalidScale extends Problem<'invalid_scale'> {}

/** `lot_mode_required` */
export class LotModeRequired extends Problem<'lot_mode_required'> {}

/** `idempotency_conflict` */
export class IdempotencyConflict extends Problem<'idempotency_conflict'> {}

/** `name_taken` */
export class NameTaken extends Problem<'name_taken'> {}

/** `already_linked` */
export class AlreadyLinked extends Problem<'already_linked'> {}

/** `managed_by_redemption` */
export class ManagedByRedemption extends Problem<'managed_by_redemption'> {}

/** `insufficient_balance` */
export class InsufficientBalance extends Problem<'insufficient_balance'> {}

/** `participant_inactive` */
export class ParticipantInactive extends Problem<'participant_inactive'> {}

/** `program_inactive` */
export class ProgramInactive extends Problem<'program_inactive'> {}

/** `asset_inactive` */
export class AssetInactive extends Problem<'asset_inactive'> {}

/** `asset_not_linked` */
export class AssetNotLinked extends Problem<'asset_not_linked'> {}

/** `max_transaction_exceeded` */
export class MaxTransactionExceeded extends Problem<'max_transaction_exceeded'> {}

/** `reward_not_available` */
export class RewardNotAvailable extends Problem<'reward_not_available'> {}

/** `out_of_stock` */
export class OutOfStock extends Problem<'out_of_stock'> {}

/** `participant_limit_reached` */
export class ParticipantLimitReached extends Problem<'participant_limit_reached'> {}

/** `below_minimum` */
export class BelowMinimum extends Problem<'below_minimum'> {}

/** `wrong_amount_field` */
export class WrongAmountField extends Problem<'wrong_amount_field'> {}

/** `hold_not_found` */
export class HoldNotFound extends Problem<'hold_not_found'> {}

/** `too_many_holds` */
export class TooManyHolds extends Problem<'too_many_holds'> {}

/** `too_many_lots` */
export class TooManyLots extends Problem<'too_many_lots'> {}

/** `too_many_links` */
export class TooManyLinks extends Problem<'too_many_links'> {}

/** `too_many_in_book` */
export class TooManyInBook extends Problem<'too_many_in_book'> {}

/** `wallet_empty` */
export class WalletEmpty extends Problem<'wallet_empty'> {}

/** `cash_rate_missing` */
export class CashRateMissing extends Problem<'cash_rate_missing'> {}

/** `replica_set_required` */
export class ReplicaSetRequired extends Problem<'replica_set_required'> {}

/** `overloaded` */
export class Overloaded extends Problem<'overloaded'> {}

/** `key_unknown` */
export class KeyUnknown extends Problem<'key_unknown'> {}

/** `store_unavailable` */
export class StoreUnavailable extends Problem<'store_unavailable'> {}

/** `not_ready` */
export class NotReady extends Problem<'not_ready'> {}

/** `shutting_down` */
export class ShuttingDown extends Problem<'shutting_down'> {}
