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
import { Form, Row } from '../../parts/page';
import { remember } from '../../session/recent';
import { useSession } from '../../session/session';
import { useAct } from '../../session/use-act';
import { asksAmount, NO_VERDICT, standingVerdict, verdictFaults, verdictOf, willDo } from './judging';
import type { Proposed, VerdictDraft } from './judging';
import styles from './reviews.module.css';

const DECISIONS = ['paid', 'not_paid'] as const;

/** `isSettled`: false where it was the first of two, and settles nothing yet. */
type Done = (isSettled: boolean) => void;

/** Whoever gave the first verdict has nothing more to do. */
export function Verdict({ review, onDone, onNext }: { review: FullReview; onDone: Done; onNext: () => void }) {
  const { user } = useSession();
  const [isChanging, setChanging] = useState(false);
  const standing = standingVerdict(review, Date.now());
  if (standing?.by.id !== user.id || isChanging)
    return (
      <VerdictForm
        review={review}
        other={standing?.by.id === user.id ? null : standing}
        onDone={(isSettled) => {
          setChanging(false);
          onDone(isSettled);
        }}
      />
    );
  const { review: names } = words;
  return (
    <Notice heading={names.waits}>
      <p>{names.waitsText}</p>
      <Row>
        <Button kind="primary" onPress={onNext} autoFocus>
          {names.next}
        </Button>
        <Button
          onPress={() => {
            setChanging(true);
          }}
        >
          {names.change}
        </Button>
      </Row>
    </Notice>
  );
}

function VerdictForm({ review, other, onDone }: { review: FullReview; other: Proposed | null; onDone: Done }) {
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
      onDone(status === 'closed');
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
        <p>{willDo(review, draft, other)}</p>
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
