// Writes docs/errors.md from the table of problems. A test keeps the committed file equal to this.
import { LAST_ERROR_ONLY, PROBLEMS } from './problem-table';

/** The whole text of docs/errors.md, with a line end at its end. */
export function errorsDoc(): string {
  const entries = Object.entries(PROBLEMS);
  return [
    '# Errors',
    '',
    'Every error is a problem document (RFC 9457, `application/problem+json`) with a stable `code`. `errors[]` lists every fault',
    'of a request, up to 50, not just the first. `retryable` says whether the identical request may succeed later; `Retry-After` says when.',
    'A running server explains each code at `/problems/<code>`, where `type` points.',
    '',
    'This file is written by `npm run docs` from `src/api/problems/problem-table.ts`.',
    '',
    '| code | status | retry | meaning |',
    '| --- | --- | --- | --- |',
    ...entries.map(
      ([code, { status, title, retryable, meaning }]) =>
        `| \`${code}\` | ${String(status)} | ${retryable ? 'yes' : 'no'} | **${title}.** ${meaning} |`,
    ),
    '',
    '## In a redemption',
    '',
    'A voucher that the provider refuses is no error of the call: the redemption is created, with `outcome` `not_paid` and the reason',
    'in `last_error.code`. That is one of the voucher and provider codes above, or one of these:',
    '',
    '| code | meaning |',
    '| --- | --- |',
    ...Object.entries(LAST_ERROR_ONLY).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`),
    '',
    'While an operation is in doubt (`status` `unknown`), its `operations[].error.code` is `outcome_unknown`: it may have',
    'moved the value. The provider is asked until it is certain. Every other code says that the operation moved nothing.',
    '',
    '## Limits',
    '',
    '`VOUCH_RATE_LIMIT`, `VOUCH_PIN_ATTEMPTS` and `VOUCH_DRAFT_LIMIT` are counted in the memory of each process: with several processes',
    'behind a load balancer each counts for itself, and a restart begins anew.',
    '',
  ].join('\n');
}
