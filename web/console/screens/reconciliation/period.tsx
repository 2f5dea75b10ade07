// Which days a statement is compared for.
import type { Reconciliation } from '../../api/documents';
import { partsOf } from '../../language/time';
import { useZone } from '../../session/session';

export function Period({ period }: Pick<Reconciliation, 'period'>) {
  const zone = useZone();
  const first = partsOf(period.from, zone).day;
  // The end is not included: the last day is the one before it.
  const last = partsOf(Date.parse(period.to) - 1, zone).day;
  return first === last ? first : `${first} – ${last}`;
}
