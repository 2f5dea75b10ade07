// Gives a verdict: what happened to the value, why somebody is sure, and where the proof is.
import { useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { reviewsOf } from '../../api/desk';
import type { FullReview } from '../../api/documents';
import { problemOf } from '../../api/problem';
import { newKey } from '../../api/transport';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { FaultText, Field } from '../../parts/field';
import { useMode } from '../../parts/link';
import { Failure, Notice } from '../../parts/notice';
import { Form } from '../../parts/page';
import { remember } from '../../session/recent';
import { useAct } from '../../session/use-act';
import { asksAmount, NO_VERDICT, verdictFaults, verdictOf, willDo, type VerdictDraft } from './judging';
import styles from './reviews.module.css';

const DECISIONS = ['paid', 'not_paid'] as const;

export function VerdictForm({ review, onDone }: { review: FullReview; onDone: () => void }) {
  const mode = useMode();
  const client = useQueryClient();
  const [draft, setDraft] = useState<VerdictDraft>(NO_VERDICT);
  const [isTried, setTried] = useState(false);
  // Of the form as it was opened: whoever judges has read this version, and not one that slipped in since.
  const [version, setVersion] = useState(review.version);
  const key = useRef(newKey());
  const act = useAct();
  const { review: names } = words;
  const faults = isTried ? verdictFaults(review, draft) : {};
  const set = (part: Partial<VerdictDraft>): void => {
    setDraft({ ...draft, ...part });
  };
  const submit = (): void => {
    setTried(true);
    const verdict = verdictOf(review, draft);
    if (!verdict) return;
    act.run(async () => {
      const { status } = await reviewsOf(mode).judge(review.id, verdict, { key: key.current, version });
      // Over the amount that takes two it is written down, and settles nothing yet.
      const text = status === 'closed' ? names.done : names.waits;
      remember({ at: Date.now(), text, href: `/${mode}/reviews/${review.id}` });
      onDone();
    });
  };
  const isStale = act.error !== null && problemOf(act.error).code === 'version_conflict';
  const lookAgain = async (): Promise<void> => {
    const now = await client.query({
      queryKey: [mode, 'review', review.id],
      queryFn: () => reviewsOf(mode).retrieve(review.id),
      staleTime: 0,
    });
    setVersion(now.version);
    key.current = newKey();
    act.clear();
  };
  return (
    <Form onSubmit={submit}>
      <Decision value={draft.decision} onChange={(decision) => set({ decision })} fault={faults.decision} />
      {asksAmount(review, draft) ? (
        <Field
          label={names.verdictAmount}
          inputMode="decimal"
          value={draft.amount}
          onChange={(amount) => set({ amount })}
          fault={faults.amount}
        />
      ) : null}
      <Field
        label={names.verdictNote}
        lines={2}
        maxLength={1000}
        value={draft.note}
        onChange={(note) => set({ note })}
        fault={faults.note}
      />
      <Field
        label={names.evidence}
        hint={names.evidenceHint}
        maxLength={500}
        value={draft.evidence}
        onChange={(evidence) => set({ evidence })}
        fault={faults.evidence}
      />
      <Notice>
        <p>{willDo(review, draft)}</p>
      </Notice>
      {act.error === null ? null : <Failure error={act.error} />}
      {isStale ? <Button onPress={() => void lookAgain()}>{words.reverse.goOn}</Button> : null}
      <Button type="submit" kind="primary" busy={act.isBusy} disabled={isStale}>
        {names.submit}
      </Button>
    </Form>
  );
}

function Decision(props: {
  value: VerdictDraft['decision'];
  onChange: (decision: (typeof DECISIONS)[number]) => void;
  fault: string | undefined;
}) {
  const { value, onChange, fault } = props;
  const name = useId();
  const { review: names } = words;
  return (
    <fieldset>
      <legend>{names.decision}</legend>
      <div className={styles['decisions']}>
        {DECISIONS.map((decision) => (
          <label key={decision}>
            <input
              type="radio"
              name={name}
              checked={value === decision}
              onChange={() => {
                onChange(decision);
              }}
            />
            {names.decisions[decision]}
          </label>
        ))}
      </div>
      <FaultText>{fault}</FaultText>
    </fieldset>
  );
}
