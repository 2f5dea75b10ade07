// What must be true once all is quiet: Vouch's books against the provider's, redemption by redemption and PIN by PIN.
import { publicRedemption, publicReversal, publicTimeline } from '../../src/core/redemption/shown/present';
import { isUnsettled, type Operation, type Redemption } from '../../src/core/redemption/redemption';
import type { Review } from '../../src/core/redemption/review';
import { RECOVERIES, type Installation, type Server } from './installation';
import { typeOf } from './gate';
import type { Actors } from './actors';
import type { ProviderBooks, Recovery } from './provider';

/** Every broken promise, in words. */
export function checkEnd(installation: Installation, actors: Actors, healed: boolean): string[] {
  const violations = [...installation.database.violations, ...actors.violations];
  const server = installation.servers.find((candidate) => candidate.process.alive);
  if (!server) return [...violations, 'No server survived'];
  for (const row of installation.database.rows.values()) {
    const recovery = RECOVERIES.find((candidate) => typeOf(candidate) === row.type);
    const told = actors.told.get(row.id);
    if (told && told.outcome !== row.outcome)
      violations.push(`${row.id.slice(-4)}: a till was told ${told.outcome}, but it is ${row.outcome}`);
    // Of points: see check-points.ts.
    if (!recovery) continue;
    const say = (what: string) => violations.push(`${row.id.slice(-4)} (${recovery}, ${row.status}): ${what}`);
    checkMoney(row, installation.books[recovery], say);
    checkDoubt(row, recovery, healed, say);
    checkVouchers(row, installation.books[recovery], server, say);
    checkSecrets(row, installation.books[recovery], say);
    checkEvents(row, installation, say);
  }
  for (const recovery of RECOVERIES) violations.push(...checkProvider(installation, recovery));
  return violations;
}

type Say = (what: string) => void;

function checkMoney(row: Redemption, books: ProviderBooks, say: Say): void {
  const open = (type: string) => row.operations.some((operation) => operation.type === type && isUnsettled(operation));
  const taken = sum(row, 'confirm', (reference) => books.takes.get(reference)?.amountCents);
  const given = sum(row, 'reverse', (reference) => books.given.get(reference)?.amountCents);
  if (!open('confirm') && taken !== row.redeemedCents) {
    say(`the provider took ${String(taken)}, the books say ${String(row.redeemedCents)}`);
  }
  if (!open('reverse') && given !== row.reversedCents) {
    say(`the provider gave ${String(given)} back, the books say ${String(row.reversedCents)}`);
  }
  if (given > taken) say(`${String(given)} was given back of ${String(taken)}`);
}

function sum(row: Redemption, type: string, amountOf: (reference: string) => number | undefined): number {
  return row.operations
    .filter((operation) => operation.type === type && operation.reference !== null)
    .reduce((total, operation) => total + (amountOf(operation.reference ?? '') ?? 0), 0);
}

/** Doubt that is left must be under review, and real: no certain answer ever reached us. */
function checkDoubt(row: Redemption, recovery: Recovery, healed: boolean, say: Say): void {
  if (row.dueAt !== null) say('it is still due');
  for (const operation of row.operations.filter(isUnsettled)) {
    const review = row.reviews.some(
      (candidate) => candidate.operationId === operation.id && candidate.closedAt === null,
    );
    if (!review) say(`${operation.type} is open, but nobody looks at it`);
    const canBeAsked = recovery !== 'resend' && operation.method === 'capture';
    if (healed && canBeAsked) say('in doubt, though the provider could have been asked');
    if (operation.asks.some((ask) => ask.answer === 'not_sent') && operation.asks.length === 1)
      say('never sent, yet in doubt');
  }
  for (const review of row.reviews) {
    if (review.reason === 'answer_contradicts_state') say(`contradicted: ${review.summary}`);
  }
}

/** A PIN that an answer brought home must open for its owner. */
function checkVouchers(row: Redemption, books: ProviderBooks, server: Server, say: Say): void {
  const open = (sealed: string) => server.services.sealer.open(sealed, row.id);
  const seen = publicRedemption(row, open);
  for (const operation of row.operations.filter((candidate) => candidate.status === 'succeeded')) {
    const reference = operation.reference ?? '';
    if (operation.type === 'confirm') checkOwed(row, operation, books, say);
    if (!broughtPin(operation, books.recovery)) continue;
    if (operation.type === 'confirm') {
      const { changePin } = books.takes.get(reference) ?? { changePin: null };
      if (changePin !== null && seen.change_voucher?.pin !== changePin) say('the change PIN is lost');
    }
    const reversal = row.reversals.find((candidate) => candidate.operationId === operation.id);
    const given = books.given.get(reference);
    if (reversal && given?.pin && publicReversal(row, reversal, open).refund_voucher?.pin !== given.pin) {
      say('the refund PIN is lost');
    }
  }
}

/** Change that an answer spoke of is said, and where its PIN is not here a person is called. */
function checkOwed({ changeVoucher, reviews }: Redemption, operation: Operation, books: ProviderBooks, say: Say): void {
  const changeCents = books.takes.get(operation.reference ?? '')?.changeCents ?? 0;
  if (changeCents === 0 || !operation.asks.some(({ answer }) => answer === 'accepted')) return;
  if (changeVoucher?.amountCents !== changeCents) say(`change of ${String(changeCents)} was issued, and is not said`);
  if (changeVoucher?.sealedPin !== null || changeVoucher.delivery === 'sms') return;
  const called = ({ reason, operationId }: Review) => reason === 'change_unknown' && operationId === operation.id;
  if (!reviews.some(called)) say('change is owed, but nobody is called');
}

function broughtPin(operation: Operation, recovery: Recovery): boolean {
  if (recovery === 'status' && operation.type === 'confirm') return false;
  const accepted = operation.asks.filter((ask) => ask.answer === 'accepted');
  // An answer whose amount made no sense brought nothing; the first to settle it did.
  const settled = accepted.some((ask) => ask.answeredAt === operation.updatedAt);
  return recovery === 'lookup' ? settled && operation.asks[0]?.answer === 'accepted' && accepted.length === 1 : settled;
}

function checkSecrets(row: Redemption, books: ProviderBooks, say: Say): void {
  const shown = JSON.stringify([
    publicRedemption(row),
    row.reversals.map((one) => publicReversal(row, one)),
    publicTimeline(row),
    row,
  ]);
  for (const pin of books.vouchers.keys()) if (shown.includes(pin)) say(`PIN ${pin} can be read`);
}

function checkEvents(row: Redemption, { database }: Installation, say: Say): void {
  const seqs = database.events.filter((event) => event.redemptionId === row.id).map((event) => event.seq);
  if (seqs.length !== row.eventCount || seqs.some((seq, index) => seq !== index + 1)) {
    say(`its events are numbered ${seqs.join(',')} of ${String(row.eventCount)}`);
  }
}

/** Nothing was taken or given for a reference that the books do not know, and no PIN paid for two redemptions. */
function checkProvider({ books, database }: Installation, recovery: Recovery): string[] {
  const violations: string[] = [];
  const rows = [...database.rows.values()].filter((row) => row.type === typeOf(recovery));
  const references = new Set(rows.flatMap((row) => row.operations.flatMap((operation) => operation.reference ?? [])));
  for (const reference of [...books[recovery].takes.keys(), ...books[recovery].given.keys()]) {
    if (!references.has(reference))
      violations.push(`${recovery}: value moved for ${reference}, which no operation has`);
  }
  const holders = new Map<string, string>();
  for (const row of rows.filter((candidate) => candidate.claimed)) {
    const other = holders.get(row.claim);
    if (other) violations.push(`${recovery}: ${other.slice(-4)} and ${row.id.slice(-4)} hold the same voucher`);
    holders.set(row.claim, row.id);
  }
  return violations;
}
