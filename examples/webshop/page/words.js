// What the page says to its customer, of what the shop and Vouch answered.

/** @typedef {{ by: 'page' | 'sms' | 'support', cents: number | null }} Issued a new voucher: its PIN is on the page, it comes by SMS, or it got lost */
/** @typedef {{ type: string, outcome: string, cents: number, why?: 'refused' | 'later' | 'unused', change: Issued | null }} Payment */
/** @typedef {{ cents: number, status: string, voucher: Issued | null }} GivenBack */
/**
 * @typedef {{ id: string, total: number, rest: number, status: 'open' | 'checking' | 'shipped', payments: Payment[],
 *   given_back: GivenBack[], new_vouchers: number }} Order
 */

export const rand = (cents) => `R${(cents / 100).toFixed(2)}`;

/** Of an answer that is no success. */
export function wordsFor({ status, advice }) {
  if (status === undefined) return 'There was no answer. Send the same voucher again: it is taken once.';
  if (advice === 'try_another_voucher' || advice === 'read_again') return 'This voucher cannot be used.';
  if (advice === 'fix_request') return 'Look at the number once more.';
  return 'This does not work at the moment. Try again later.';
}

/** @param {Order} order */
export function wordsOfOrder({ status, rest, payments }) {
  if (status === 'shipped') return 'Paid. Your parcel is on its way.';
  if (status === 'checking')
    return 'We are finding out what became of your voucher. It is not taken twice: please wait.';
  const last = payments.at(-1);
  if (last?.why === 'refused') return 'This voucher cannot be used.';
  if (last?.why === 'later') return 'This does not work at the moment. Nothing was taken: try again later.';
  return last?.outcome === 'paid' ? `${rand(rest)} is left to pay.` : '';
}

/** One line for each payment, and for each time that something was given back. @param {Order} order */
export function linesOf({ payments, given_back: givenBack }, names) {
  return [...payments.map((payment) => wordsOf(payment, names)), ...givenBack.map(wordsOfGivenBack)];
}

function wordsOf({ type, outcome, cents, change }, names) {
  const words = { paid: `${rand(cents)} paid`, not_paid: 'nothing was taken', checking: 'we are finding out' };
  return `${names.get(type) ?? type}: ${words[outcome] ?? 'claimed'}${notHere('Your change', change)}`;
}

function wordsOfGivenBack({ cents, status, voucher }) {
  if (status !== 'succeeded') return `${rand(cents)} is being given back`;
  return `${rand(cents)} given back${notHere('It', voucher)}`;
}

/** Nothing is to be written down then, and this page has no PIN to show. */
function notHere(what, voucher) {
  if (!voucher || voucher.by === 'page') return '';
  const amount = voucher.cents === null ? '' : ` (${rand(voucher.cents)})`;
  return voucher.by === 'sms'
    ? `. ${what}${amount} comes by SMS, to the phone number that you gave.`
    : `. ${what}${amount} is owed to you, and its PIN did not reach us: we ask for it, and you hear of us.`;
}

/** What a list of orders says of one. @param {Order} order */
export function shortWordsOf({ total, rest, status, new_vouchers: vouchers }) {
  const words = { shipped: 'paid', checking: 'we are finding out', open: `${rand(rest)} is left to pay` };
  const waiting = { 0: '', 1: '. A new voucher waits for you' }[vouchers] ?? `. ${vouchers} new vouchers wait for you`;
  return `${rand(total)}, ${words[status]}${waiting}`;
}
