// When something happened: in the account's zone with its offset, and in UTC for whoever points at it.
import { useZone } from '../session/session';
import { partsOf, utc, type Instant } from '../language/time';
import { Soft } from './page';

export function Moment({ at }: { at: Instant | null | undefined }) {
  const zone = useZone();
  if (at === null || at === undefined) return <span>–</span>;
  const { day, clock, offset } = partsOf(at, zone);
  return (
    <time dateTime={new Date(at).toISOString()} title={utc(at)}>
      <span>{day},</span>{' '}
      <span>
        {clock} <Soft>{offset}</Soft>
      </span>
    </time>
  );
}
