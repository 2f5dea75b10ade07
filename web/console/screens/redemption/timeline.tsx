// Everything that happened to a redemption: what, who, why, and under which request.
import { useQuery } from '@tanstack/react-query';
import type { Actor, TimelineEntry } from '../../api/documents';
import { recordsOf } from '../../api/records';
import { detailParts, factWords } from '../../language/facts';
import { words } from '../../language/language';
import { useMode } from '../../parts/link';
import { Moment } from '../../parts/moment';
import { Failure, Skeleton } from '../../parts/notice';
import { Panel, Soft } from '../../parts/page';
import { useSession } from '../../session/session';
import styles from './redemption.module.css';

export function useTimeline(id: string) {
  const mode = useMode();
  return useQuery({ queryKey: [mode, 'timeline', id], queryFn: () => recordsOf(mode).timeline(id) });
}

export function Timeline({ timeline }: { timeline: ReturnType<typeof useTimeline> }) {
  return (
    <Panel title={words.redemption.timeline} id="timeline">
      {timeline.isPending ? <Skeleton /> : null}
      {timeline.error ? <Failure error={timeline.error} retry={() => void timeline.refetch()} /> : null}
      {timeline.data ? <Entries entries={timeline.data.data} /> : null}
    </Panel>
  );
}

export function Entries({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className={styles['timeline']}>
      {entries.map((entry) => (
        <li key={entry.seq}>
          <Moment at={entry.at} />
          <div>
            <p>
              <span className={styles['what']}>{factWords(entry)}</span> <Who actor={entry.actor} />
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

/** Who did it, as far as it is known here: oneself, somebody else by his address, or the kind of what it was. */
export function Who({ actor }: { actor: Actor }) {
  const { user } = useSession();
  const known: Readonly<Record<string, string>> = words.actors;
  const name = actor.id === user.id ? user.email : (actor.email ?? known[actor.kind] ?? actor.kind);
  return (
    <Soft>
      {words.notice.by(name)}
      {actor.email || actor.id === user.id || actor.kind === 'system' ? '' : ` (${actor.id})`}
    </Soft>
  );
}

/** Why, how much, and what the provider said. All of it stands in the raw facts. */
function Why({ entry }: { entry: TimelineEntry }) {
  const parts = detailParts(entry);
  return parts.length === 0 ? null : <p>{parts.join(' · ')}</p>;
}
