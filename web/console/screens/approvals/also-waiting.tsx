// What else waits on the redemption of a proposal: whoever decides on one sees that it may have been asked for twice.
import { useQuery } from '@tanstack/react-query';
import type { Proposal, Redemption } from '../../api/documents';
import { recordsOf } from '../../api/records';
import { words } from '../../language/language';
import { useMode } from '../../parts/link';
import { Waiting } from '../redemption/waiting';

export function AlsoWaiting({ proposal, redemption }: { proposal: Proposal; redemption: Redemption }) {
  const mode = useMode();
  const { id, proposed_amount: asked = 0 } = redemption;
  const isAlone = proposal.status !== 'waiting' || asked <= proposal.amount;
  const terms = useQuery({
    queryKey: [mode, 'waiting', id, asked],
    queryFn: () => recordsOf(mode).terms(id),
    enabled: !isAlone,
  });
  if (isAlone || !terms.data) return null;
  const others = terms.data.waiting.filter((one) => one.id !== proposal.id);
  return <Waiting heading={words.approvals.also} proposals={others} />;
}
