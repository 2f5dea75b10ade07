// What the server took the words of a search for.
import type { Understood as Part } from '../../api/documents';
import { words } from '../../language/language';
import { partsOf } from '../../language/time';
import { Go, useMode } from '../../parts/link';
import { Notice } from '../../parts/notice';
import { Soft } from '../../parts/page';
import { useZone } from '../../session/session';
import styles from './search.module.css';

export function Chips({ understood }: { understood: readonly Part[] }) {
  if (understood.length === 0) return null;
  return (
    <ul className={styles['chips']} aria-label={words.search.understood}>
      {understood.map((part, index) => (
        <li key={index}>
          <PartWords part={part} />
        </li>
      ))}
    </ul>
  );
}

/** What a part was taken for, and the part. */
export function PartWords({ part: { kind, value, also } }: { part: Part }) {
  const { search } = words;
  const zone = useZone();
  const kinds: Readonly<Record<string, string>> = search.kinds;
  return (
    <>
      <Soft>
        {kinds[kind] ?? kind}
        {also === 'reference' ? search.orReference : ''}
      </Soft>{' '}
      <b>{kind === 'created' ? spanWords(value, zone) : value}</b>
    </>
  );
}

/** Where what an id names belongs to the other mode: the way there. */
export function Elsewhere({ understood }: { understood: readonly Part[] }) {
  const { search } = words;
  const here = useMode();
  const elsewhere = understood.find(({ kind }) => kind === 'other_mode');
  if (!elsewhere?.value.startsWith('rdm_')) return null;
  return (
    <Notice heading={search.otherMode}>
      <Go to={`/redemptions/${elsewhere.value}`} mode={here === 'live' ? 'test' : 'live'}>
        {search.openOtherMode}
      </Go>
    </Notice>
  );
}

/** `from/to`, as this page says times: the day once where it is one. */
function spanWords(value: string, zone: string): string {
  const [from = '', to = ''] = value.split('/');
  if (Number.isNaN(Date.parse(from)) || Number.isNaN(Date.parse(to))) return value;
  const [begin, end] = [partsOf(from, zone), partsOf(to, zone)];
  const last = `${minuteOf(end.clock)} ${end.offset}`;
  return `${begin.day}, ${minuteOf(begin.clock)} – ${begin.day === end.day ? last : `${end.day}, ${last}`}`;
}

function minuteOf(clock: string): string {
  return clock.replace(/:00$/, '');
}
