// Writes docs/errors.md from the table of problems. A test keeps the committed file equal to this.
import { ERROR_ADVICE } from '../../core/providers/advice';
import { ADVICE } from '../../core/values/advice';
import { LAST_ERROR_ONLY, PROBLEMS } from './problem-table';

/** The whole text of docs/errors.md, with a line end at its end. */
export function errorsDoc(): string {
  const entries = Object.entries(PROBLEMS);
  const lastErrorOnly = Object.entries(LAST_ERROR_ONLY) as [keyof typeof LAST_ERROR_ONLY, string][];
  return [
    '# Errors',
    '',
    'Every error is a problem document (RFC 9457, `application/problem+json`) with a stable `code`. `errors[]` lists every fault',
    'of a request, up to 50, not just the first. `retryable` says whether the identical request may succeed later; `Retry-After` says when.',
    '`advice` says in one word what to do next ([below](#advice)): few words for a program to switch over, where codes are many.',
    'A running server explains each code at `/problems/<code>`, where `type` points.',
    '',
    'This file is written by `npm run docs` from `src/api/problems/problem-table.ts`.',
    '',
    '| code | status | retry | advice | meaning |',
    '| --- | --- | --- | --- | --- |',
    ...entries.map(
      ([code, { status, title, retryable, advice, meaning }]) =>
        `| \`${code}\` | ${String(status)} | ${retryable ? 'yes' : 'no'} | \`${advice}\` | **${title}.** ${meaning} |`,
    ),
    '',
    '## Advice',
    '',
    'Every problem, `last_error` and the error of an operation carry one of these words as `advice`. New words may be added: treat one that',
    'you do not know as `contact_support`.',
    '',
    '| advice | what to do |',
    '| --- | --- |',
    ...Object.entries(ADVICE).map(([word, meaning]) => `| \`${word}\` | ${meaning} |`),
    '',
    '## In a redemption',
    '',
    'A voucher that the provider refuses is no error of the call: the redemption is created, with `outcome` `not_paid` and the reason',
    'in `last_error.code`. That is one of the voucher and provider codes above, or one of these:',
    '',
    '| code | advice | meaning |',
    '| --- | --- | --- |',
    ...lastErrorOnly.map(([code, meaning]) => `| \`${code}\` | \`${ERROR_ADVICE[code]}\` | ${meaning} |`),
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
