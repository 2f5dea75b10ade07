// What somebody asked to give back and what waits for a second person: said before the same is asked or decided again.
import type { Proposal } from '../../api/documents';
import { detailsOf, problemOf } from '../../api/problem';
import { words } from '../../language/language';
import { money } from '../../language/money';
import { lately } from '../../language/time';
import { Go } from '../../parts/link';
import { Failure, Notice } from '../../parts/notice';
import { useNames } from '../../session/names';
import { useSession, useZone } from '../../session/session';

export function Waiting({ heading, proposals }: { heading: string; proposals: readonly Proposal[] }) {
  const { user } = useSession();
  const zone = useZone();
  const names = useNames();
  if (proposals.length === 0) return null;
  return (
    <Notice heading={heading}>
      {proposals.map(({ id, amount, proposed_by: by, created_at: at }) => (
        <p key={id}>
          {words.waiting.asked(
            by.id === user.id ? words.waiting.you : names.actor(by),
            money(amount),
            lately(at, zone, Date.now()),
          )}{' '}
          <ToProposal id={id} />
        </p>
      ))}
    </Notice>
  );
}

/** A refusal; where it is that the same waits already, with the way to that. */
export function Refused({ error }: { error: unknown }) {
  const { code } = problemOf(error);
  const id = detailsOf(error)['proposal_id'];
  return (
    <Failure error={error}>
      {code === 'proposal_waiting' && typeof id === 'string' ? (
        <p>
          <ToProposal id={id} />
        </p>
      ) : null}
    </Failure>
  );
}

function ToProposal({ id }: { id: string }) {
  return (
    <Go to="/approvals" query={{ proposal: id }}>
      {words.waiting.see}
    </Go>
  );
}
