// A line of a timeline in words: what happened, and what belongs to it. Pure.
import type { TimelineEntry } from '../api/documents';
import { reasons } from './en/reasons';
import { words } from './language';
import { count, money } from './money';

interface Entry extends Pick<TimelineEntry, 'fact'> {
  readonly detail: Readonly<Record<string, unknown>>;
}
/** Members and codes that a later server may have added are no error: what is not known here is shown as it stands. */
type Known = Readonly<Partial<Record<string, string>>>;

const ANSWER = /^(reserve|confirm|reverse|release)_(answered|answered_late|contradicted)$/;

/** What happened. */
export function factWords({ fact, detail }: Entry): string {
  const [, about, how] = ANSWER.exec(fact) ?? [];
  if (about !== undefined) return answerWords(about as keyof typeof words.answered, how, detail['answer']);
  const known: Known = words.facts;
  return known[nameOf(fact, detail)] ?? fact.replaceAll('_', ' ');
}

function answerWords(about: keyof typeof words.answered, how: string | undefined, answer: unknown): string {
  const said = typeof answer === 'string' ? ((words.answers as Known)[answer] ?? answer) : words.noAnswer;
  if (how === 'contradicted') return `${words.answered[about]}: ${words.contradicted} (${said})`;
  return `${words.answered[about]}: ${said}${how === 'answered_late' ? `, ${words.late}` : ''}`;
}

/** Two facts say in their detail which of two things happened. */
function nameOf(fact: string, detail: Entry['detail']): string {
  if (fact === 'review_assigned' && detail['user_id'] === null) return 'review_given_back';
  if (fact === 'acknowledged' && detail['receipt'] === 'printed') return 'receipt_printed';
  return fact;
}

/** How much, why, and what the provider said: the rest stands in the raw facts. */
export function detailParts({ fact, detail }: Entry): string[] {
  const { amount, released, copy } = detail;
  const cents = [amount, released].find((value): value is number => typeof value === 'number' && value > 0);
  const of = (name: string, known: Known): string | undefined => {
    const value = detail[name];
    return typeof value === 'string' ? (known[value] ?? value) : undefined;
  };
  return [
    cents === undefined ? undefined : money(cents),
    typeof copy === 'number' && copy > 1 ? words.copy(count(copy)) : undefined,
    of('decision', words.review.decisions),
    fact === 'pin_revealed' ? of('voucher', words.seen) : undefined,
    of('why', words.erased),
    of('code', reasons),
    of('reason', fact === 'review_opened' ? words.reviews.reasons : {}),
    ...['summary', 'note', 'evidence', 'provider_message'].map((name) => of(name, {})),
  ].filter((text): text is string => text !== undefined && text !== '');
}
