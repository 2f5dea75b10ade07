// Words of state. Colour is never alone: a mark and the word are always there.
import type { Redemption } from '../api/documents';
import { backTag } from '../language/given-back';
import { words } from '../language/language';
import styles from './tag.module.css';

export type Tone = 'good' | 'bad' | 'doubt' | 'part' | 'plain' | 'back';

const MARKS: Readonly<Record<Tone, string>> = { good: '✓', bad: '✕', doubt: '?', part: '◐', plain: '○', back: '←' };

export function Tag({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={styles['tag']} data-tone={tone}>
      <span aria-hidden="true">{MARKS[tone]}</span>
      {children}
    </span>
  );
}

const OUTCOMES = { paid: 'good', not_paid: 'bad', checking: 'doubt', open: 'plain' } as const;

/** A reversal never changes the word `paid`: what was given back stands in a column of its own. */
export function OutcomeTag({ outcome }: Pick<Redemption, 'outcome'>) {
  return <Tag tone={OUTCOMES[outcome]}>{words.outcomes[outcome]}</Tag>;
}

/** Beside the word `paid`: whether the customer has it again, all of it or a part. */
export function BackTag({ redemption }: { redemption: Parameters<typeof backTag>[0] }) {
  const text = backTag(redemption);
  return text === '' ? null : <Tag tone="back">{text}</Tag>;
}

const STATUSES: Readonly<Record<string, Tone>> = {
  succeeded: 'good',
  failed: 'bad',
  unknown: 'doubt',
  pending: 'part',
  waiting: 'part',
  approved: 'good',
  rejected: 'bad',
  lapsed: 'plain',
  open: 'part',
  closed: 'plain',
  active: 'good',
  disabled: 'bad',
  invited: 'part',
  paired: 'good',
  pairing: 'part',
  unpaired: 'plain',
  revoked: 'bad',
  ending: 'part',
  ended: 'plain',
  done: 'good',
  comparing: 'part',
  enabled: 'good',
  failing: 'bad',
};

export function StatusTag({ status }: { status: string }) {
  const known: Readonly<Record<string, string>> = words.statuses;
  return <Tag tone={STATUSES[status] ?? 'plain'}>{known[status] ?? status}</Tag>;
}
