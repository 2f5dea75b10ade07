// Deliveries as rows: what was sent, what was answered, and when it is tried again.
import { useQueryClient } from '@tanstack/react-query';
import { Fragment } from 'react';
import { webhooksOf } from '../../api/desk';
import type { Delivery } from '../../api/documents';
import { words } from '../../language/language';
import { count } from '../../language/money';
import { shortId } from '../../language/names';
import { Button } from '../../parts/button';
import { Go, useMode } from '../../parts/link';
import { Moment } from '../../parts/moment';
import { Failure } from '../../parts/notice';
import { Soft } from '../../parts/page';
import { Table, type Column } from '../../parts/table';
import { StatusTag } from '../../parts/tag';
import { useCan } from '../../session/session';
import { useAct } from '../../session/use-act';
import styles from './webhooks.module.css';

const { columns } = words.deliveries;

export const DELIVERY_COLUMNS: readonly Column<Delivery>[] = [
  { head: columns.at, cell: ({ created_at }) => <Moment at={created_at} /> },
  { head: columns.event, cell: ({ event_type }) => <EventName name={event_type} /> },
  { head: columns.status, cell: ({ status }) => <StatusTag status={status} /> },
  { head: columns.answer, cell: (delivery) => <Attempts delivery={delivery} /> },
  {
    head: columns.next,
    cell: ({ next_attempt_at }) => (next_attempt_at === null ? '–' : <Moment at={next_attempt_at} />),
  },
  {
    head: columns.about,
    cell: ({ redemption_id, subject_id }) =>
      redemption_id === null ? (
        (subject_id ?? '–')
      ) : (
        <Go to={`/redemptions/${redemption_id}`}>{shortId(redemption_id)}</Go>
      ),
  },
  { head: columns.acts, cell: (delivery) => <Retry delivery={delivery} /> },
];

/** `redemption.confirmed`: where there is little room, a line ends after the point. */
function EventName({ name }: { name: string }) {
  const [first = '', ...rest] = name.split('.');
  return (
    <>
      {first}
      {rest.map((part) => (
        <Fragment key={part}>
          .<wbr />
          {part}
        </Fragment>
      ))}
    </>
  );
}

/** Of one redemption: what they are about goes without saying. */
export function DeliveryTable({ rows }: { rows: readonly Delivery[] }) {
  const shown = DELIVERY_COLUMNS.filter(({ head }) => head !== columns.about);
  return <Table caption={words.deliveries.title} columns={shown} rows={rows} keyOf={({ id }) => id} />;
}

function answerWords({ status, error }: Delivery['attempts'][number]): string {
  const { deliveries } = words;
  const said = status === null ? deliveries.noAnswer : deliveries.answered(String(status));
  return error === null ? said : `${said}: ${error}`;
}

/** The last answer, and behind it every one of them with its text. */
function Attempts({ delivery }: { delivery: Delivery }) {
  const { deliveries } = words;
  const last = delivery.attempts.at(-1);
  if (!last) return <Soft>–</Soft>;
  return (
    <details className={styles['attempts']}>
      <summary>
        {answerWords(last)} <Soft>({count(delivery.attempt_count)})</Soft>
      </summary>
      <ol>
        {delivery.attempts.map((attempt) => (
          <li key={attempt.at}>
            <p>
              <Moment at={attempt.at} /> {answerWords(attempt)}{' '}
              <Soft>
                {deliveries.ms(count(attempt.duration_ms))}
                {attempt.manual ? `, ${deliveries.manual}` : ''}
              </Soft>
            </p>
            {attempt.answer === null || attempt.answer === '' ? null : <pre>{attempt.answer}</pre>}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** A pending one comes by itself, and says when: nobody has to press. */
function Retry({ delivery }: { delivery: Delivery }) {
  const mode = useMode();
  const client = useQueryClient();
  const can = useCan();
  const act = useAct();
  const { deliveries } = words;
  if (!can('deliveries.retry')) return <Soft>–</Soft>;
  if (delivery.status === 'pending') return <Soft>{deliveries.byItself}</Soft>;
  return (
    <>
      <Button
        busy={act.isBusy}
        onPress={() => {
          act.run(async () => {
            await webhooksOf(mode).retry(delivery.id);
            await client.invalidateQueries({ queryKey: [mode, 'deliveries'] });
          });
        }}
        label={`${deliveries.retry}. ${deliveries.again}`}
      >
        {deliveries.retry}
      </Button>
      {act.error === null ? null : <Failure error={act.error} />}
    </>
  );
}
