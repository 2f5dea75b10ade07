// What people left for whoever looks at a review next.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { reviewsOf } from '../../api/desk';
import type { FullReview } from '../../api/documents';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Field } from '../../parts/field';
import { useMode } from '../../parts/link';
import { Moment } from '../../parts/moment';
import { Failure } from '../../parts/notice';
import { Form, Panel, Soft } from '../../parts/page';
import { Who } from '../../session/who';
import { useCan } from '../../session/session';
import { useAct } from '../../session/use-act';
import styles from './reviews.module.css';

export function Notes({ review }: { review: FullReview }) {
  const mode = useMode();
  const client = useQueryClient();
  const can = useCan();
  const [text, setText] = useState('');
  const act = useAct();
  const { notes } = review;
  const { review: names } = words;
  const mayAdd = review.status === 'open' && can('reviews.work');
  const add = (): void => {
    if (text.trim() === '') return;
    act.run(async () => {
      await reviewsOf(mode).note(review.id, text.trim());
      setText('');
      await client.invalidateQueries({ queryKey: [mode, 'review', review.id] });
    });
  };
  return (
    <Panel title={names.notes}>
      {notes.length === 0 ? <Soft>{names.noNotes}</Soft> : null}
      <ul className={styles['notes']}>
        {notes.map(({ text: said, by, at }) => (
          <li key={`${at} ${said}`}>
            <p>{said}</p>
            <p>
              <Who actor={by} />{' '}
              <Soft>
                <Moment at={at} />
              </Soft>
            </p>
          </li>
        ))}
      </ul>
      {mayAdd ? (
        <Form onSubmit={add}>
          <Field label={names.note} lines={2} maxLength={1000} value={text} onChange={setText} />
          {act.error === null ? null : <Failure error={act.error} />}
          <Button type="submit" busy={act.isBusy} disabled={text.trim() === ''}>
            {names.addNote}
          </Button>
        </Form>
      ) : null}
    </Panel>
  );
}
