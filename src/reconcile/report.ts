// Tells the outcome of a reconciliation, as text for people or as one JSON document for programs. Written piece by piece:
// a list of a million lines is never in memory.
import { isoTime } from '../core/values/time';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { GapTold } from './gaps';
import type { Reconciliation } from './reconcile';
import { RESULT_KINDS, type Result, type ResultKind, type Sheet } from './sheet';

/** What was compared, for the first lines of a report. */
export interface ReportHead {
  readonly provider: string;
  readonly type: string;
  readonly livemode: boolean;
  readonly file: string;
}

const TITLES: Readonly<Record<ResultKind, string>> = {
  matched: 'matched',
  ours_only: 'ours only',
  theirs_only: 'theirs only',
  amount_differs: 'amount differs',
  state_differs: 'state differs',
};

/** One JSON object: the counts, then every list in full, `matched` included. */
export async function writeJson(out: Writable, head: ReportHead, done: Reconciliation, sheet: Sheet): Promise<void> {
  const { period, statement, counts, reviews } = done;
  const facts = {
    object: 'reconciliation',
    provider: head.provider,
    type: head.type,
    livemode: head.livemode,
    statement: head.file,
    period: { from: isoTime(period.fromAt), to: isoTime(period.toAt) },
    lines: statement.lines,
    counts: {
      ...counts,
      outside_period: done.outsidePeriod,
      in_doubt: done.inDoubt,
      after_file: done.afterFile,
      other_lines: statement.otherLines,
    },
    differences: done.differences,
    reviews: { opened: reviews.opened, known: reviews.known, not_opened: reviews.notOpened },
    restored: done.gaps.map(({ since, markedAt, closed, accounts, missing, held }) => ({
      since: isoTime(since),
      until: isoTime(markedAt),
      closed,
      accounts,
      missing,
      held,
    })),
  };
  await write(out, JSON.stringify(facts).slice(0, -1));
  for (const kind of RESULT_KINDS) {
    await write(out, `,"${kind}":[`);
    let separator = '\n';
    for (const result of sheet.results(kind)) {
      await write(out, separator + JSON.stringify(presentResult(result)));
      separator = ',\n';
    }
    await write(out, ']');
  }
  await write(out, '}\n');
}

function presentResult(result: Result) {
  return {
    reference: result.reference,
    redemption_id: result.redemptionId,
    operation_id: result.operationId,
    ours: result.oursCents,
    theirs: result.theirsCents,
    line: result.line,
    summary: result.summary,
    review_id: result.reviewId,
  };
}

/** The counts, then every difference with its review. */
export async function writeText(out: Writable, head: ReportHead, done: Reconciliation, sheet: Sheet): Promise<void> {
  const { period, statement, counts, reviews } = done;
  await write(
    out,
    `${head.provider}, ${head.livemode ? 'live' : 'test'}: ${head.file}, ${String(statement.lines)} lines\n`,
  );
  await write(out, `from ${isoTime(period.fromAt)} until before ${isoTime(period.toAt)}\n\n`);
  const rows: [string, number][] = RESULT_KINDS.map((kind) => [TITLES[kind], counts[kind]]);
  if (done.inDoubt > 0) rows.push(['in doubt, not mentioned', done.inDoubt]);
  if (done.afterFile > 0) rows.push(['after the file', done.afterFile]);
  if (done.outsidePeriod > 0) rows.push(['outside the period', done.outsidePeriod]);
  if (statement.otherLines > 0) rows.push(['other business', statement.otherLines]);
  for (const [title, count] of rows) await write(out, `${title.padEnd(24)}${String(count).padStart(9)}\n`);
  for (const kind of RESULT_KINDS.filter((candidate) => candidate !== 'matched' && counts[candidate] > 0)) {
    await write(out, `\n${TITLES[kind]}\n`);
    for (const result of sheet.results(kind)) await write(out, describe(result));
  }
  for (const gap of done.gaps) await write(out, describeGap(gap));
  if (done.differences === 0) return write(out, '\nNo differences.\n');
  const { opened, known, notOpened } = reviews;
  await write(out, `\n${String(opened)} reviews opened, ${String(known)} known already`);
  await write(out, notOpened > 0 ? `, ${String(notOpened)} differences without a review\n` : '\n');
}

function describeGap({ since, markedAt, closed, accounts, missing, held }: GapTold): string {
  const what = `\nrestored backup, lost from ${isoTime(since)} until ${isoTime(markedAt)}: `;
  if (accounts.length > 0)
    return `${what}told, but not to ${accounts.length === 1 ? 'one account' : `${String(accounts.length)} accounts`}, whose reversals still wait. ${missing ?? ''}\n`;
  if (!closed) return `${what}reversals still wait. ${missing ?? ''}\n`;
  if (missing !== null) return `${what}told by statements before this one. Of this one: ${missing}\n`;
  if (held === 0) return `${what}told, reversals go on\n`;
  return `${what}told. Reversals go on, but not of ${String(held)} redemptions of which it says otherwise than the books: each waits for the verdict of its review\n`;
}

function describe({ reference, redemptionId, reviewId, line, summary }: Result): string {
  const where = line === null ? '' : ` (line ${String(line)})`;
  const ids = [redemptionId, reviewId].filter((id) => id !== null).join('  ');
  // The reference may be any text from the file: quoted, so that it cannot steer a terminal.
  return `  ${JSON.stringify(reference)}${where}  ${ids}\n    ${printable(summary ?? '')}\n`;
}

function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '?');
}

async function write(out: Writable, text: string): Promise<void> {
  if (!out.write(text)) await once(out, 'drain');
}
