// Everything that happened to a redemption: what, who, why, and under which request.
import { useQuery } from '@tanstack/react-query';
import type { Redemption, TimelineEntry } from '../../api/documents';
import { recordsOf } from '../../api/records';
import { detailParts, factWords } from '../../language/facts';
import { words } from '../../language/language';
import { useMode } from '../../parts/link';
import { Moment } from '../../parts/moment';
import { Failure, Skeleton } from '../../parts/notice';
import { Panel } from '../../parts/page';
import { Who } from '../../session/who';
import { useNames } from '../../session/names';
import styles from './redemption.module.css';

/** What moves neither the version nor what waits is in it after the next look: whoever does something here invalidates it. */
export function useTimeline({ id, version, proposed_amount: waiting = 0 }: Redemption) {
  const mode = useMode();
  return useQuery({
    queryKey: [mode, 'timeline', id, version, waiting],
    queryFn: () => recordsOf(mode).timeline(id),
    placeholderData: (before) => before,
  });
}

export function Timeline({ timeline, till }: { timeline: ReturnType<typeof useTimeline>; till: Till }) {
  return (
    <Panel title={words.redemption.timeline} id="timeline">
      {timeline.isPending ? <Skeleton /> : null}
      {timeline.error ? <Failure error={timeline.error} retry={() => void timeline.refetch()} /> : null}
      {timeline.data ? <Entries entries={timeline.data.data} till={till} /> : null}
    </Panel>
  );
}

/** The shop's own number of the till whose redemption it is: no other till may touch it. */
type Till = string | null | undefined;

export function Entries({ entries, till }: { entries: readonly TimelineEntry[]; till: Till }) {
  return (
    <ol className={styles['timeline']}>
      {entries.map((entry) => (
        <li key={entry.seq}>
          <Moment at={entry.at} />
          <div>
            <p>
              <span className={styles['what']}>{factWords(entry)}</span> <Who actor={entry.actor} till={till} />
            </p>
            <Why entry={entry} />
            {entry.request_id === null ? null : (
              <p className={styles['id']}>
                {words.redemption.request} {entry.request_id}
              </p>
            )}
            {Object.keys(entry.detail).length === 0 ? null : (
              <details>
                <summary>{words.redemption.raw}</summary>
                <pre>{JSON.stringify(entry.detail, null, 2)}</pre>
              </details>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** About whom, how much, why, and what the provider said. All of it stands in the raw facts. */
function Why({ entry }: { entry: TimelineEntry }) {
  const names = useNames();
  const { proposed_by: asker, user_id: taker } = entry.detail;
  const parts = [
    ...(typeof asker === 'string' ? [words.approvals.askedFor(names.person(asker))] : []),
    ...(typeof taker === 'string' && taker !== entry.actor.id ? [names.person(taker)] : []),
    ...detailParts(entry),
  ];
  return parts.length === 0 ? null : <p>{parts.join(' · ')}</p>;
}
