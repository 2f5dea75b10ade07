# For Schemathesis, in test/api/schemathesis.spec.ts: of requests that fit the description none may be refused as malformed, but for what a
# schema cannot say, and each way is named here.
import schemathesis

# One field in its relation to another one, to what is kept, or to the time: (operation, field, code). None stands for every one.
RELATIONS = {
    # A cursor is what a page gave: none can be made up.
    (None, "cursor", "malformed"),
    (None, "idempotency_key", "conflict"),
    (None, "url", "not_allowed"),
    (None, "to", "out_of_range"),
    # A day or a time: no schema says both, nor which days there are.
    ("POST /v1/reconciliations", "from", "malformed"),
    ("POST /v1/reconciliations", "to", "malformed"),
    # What cannot be seen is no name.
    ("POST /v1/reconciliations", "statement", "malformed"),
    ("POST /v1/redemptions/search", "created_from", "malformed"),
    ("POST /v1/redemptions/search", "created_to", "malformed"),
    ("POST /v1/redemptions/{id}/reveal", "reversal_id", "not_allowed"),
    # Which there are is up to the installation.
    ("POST /v1/reconciliations", "provider", "not_allowed"),
    ("POST /v1/redemptions/search", "type", "not_allowed"),
    ("POST /v1/redemptions", "amount", "required_together"),
    ("POST /v1/redemptions", "currency", "required_together"),
    ("GET /v1/events", "participant_id", "not_allowed"),
    ("GET /v1/journal-entries", "external_id", "conflict"),
    ("GET /v1/journal-entries", "group_id", "conflict"),
    ("GET /v1/reports/ledger-summary", "from", "required_together"),
    ("GET /v1/reports/ledger-summary", "to", "required_together"),
    ("POST /v1/programs", "redemption_target_entity_id", "not_allowed"),
    ("PATCH /v1/programs/{id}", "redemption_target_entity_id", "not_allowed"),
    ("PATCH /v1/programs/{id}", "redemption_target_type", "not_allowed"),
}
# Of these every fault but those of form is a relation.
MOVEMENTS = ("/balances/", "/rewards")
OF_RELATION = {"conflict", "not_allowed", "out_of_range"}
# Refused by what is kept, with a code of its own.
BY_WHAT_IS_KEPT = {"invalid_scale", "lot_mode_required", "pin_in_text"}


@schemathesis.check
def refused_for_a_reason(ctx, response, case):
    if response.status_code != 400 or case.meta is None or not case.meta.generation.mode.is_positive:
        return
    problem = response.json()
    if problem["code"] in BY_WHAT_IS_KEPT:
        return
    operation = case.operation.label
    # Which of two bodies is meant stands in the form of the id.
    if operation == "POST /v1/redemptions/{id}/reverse":
        return
    for fault in problem.get("errors") or [{"param": None, "code": problem["code"]}]:
        relation = any(part in operation for part in MOVEMENTS) and fault["code"] in OF_RELATION
        named = any((of, fault["param"], fault["code"]) in RELATIONS for of in (operation, None))
        assert relation or named, f"{operation}: {fault['param']} {fault['code']} {fault.get('message')}"
