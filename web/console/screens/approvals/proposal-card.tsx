// One proposal: how much, who asked and why, and what became of the redemption it is about.
import { useQuery } from '@tanstack/react-query';
import type { Proposal } from '../../api/documents';
import { recordsOf } from '../../api/records';
import { words } from '../../language/language';
import { money } from '../../language/money';
import { sentenceOf } from '../../language/sentence';
import { age } from '../../language/time';
import { Button } from '../../parts/button';
import { Go, useMode } from '../../parts/link';
import { Moment } from '../../parts/moment';
import { Panel, Row, Soft } from '../../parts/page';
import { StatusTag } from '../../parts/tag';
import { useSession, useZone } from '../../session/session';
import type { Decision } from './decision';
import styles from './approvals.module.css';

/** The redemption of a proposal, as it is now. */
export function useRedemptionOf({ redemption_id }: Proposal) {
  const mode = useMode();
  return useQuery({
    queryKey: [mode, 'redemption', redemption_id],
    queryFn: ({ signal }) => recordsOf(mode).retrieve(redemption_id, signal),
  });
}

interface CardProps {
  readonly proposal: Proposal;
  readonly isCurrent: boolean;
  readonly mayDecide: boolean;
  readonly onFocus: () => void;
  readonly onDecide: (decision: Decision) => void;
}

export function ProposalCard({ proposal, isCurrent, mayDecide, onFocus, onDecide }: CardProps) {
  const { user } = useSession();
  const zone = useZone();
  const redemption = useRedemptionOf(proposal);
  const { approvals } = words;
  const isOwn = proposal.proposed_by.id === user.id;
  const who = isOwn ? user.email : (proposal.proposed_by.email ?? proposal.proposed_by.id);
  const at = proposal.created_at;
  const waited = age(at, Date.now());
  return (
    <div onFocus={onFocus} data-current={isCurrent ? '' : undefined} className={styles['card']}>
      <Panel
        title={
          <>
            {money(proposal.amount)} <StatusTag status={proposal.status} />
          </>
        }
      >
        <p>
          <Go to={`/redemptions/${proposal.redemption_id}`}>
            {redemption.data ? sentenceOf(redemption.data, zone) : proposal.redemption_id}
          </Go>
        </p>
        <p className={styles['reason']}>{proposal.reason}</p>
        <p>
          <Soft>
            {waited === 'just now' ? approvals.askedNow(who) : approvals.asked(who, waited)}, <Moment at={at} />
          </Soft>
        </p>
        {proposal.status === 'waiting' ? (
          <p>
            <Soft>
              {approvals.lapses} <Moment at={proposal.lapses_at} />
            </Soft>
          </p>
        ) : null}
        {proposal.decided_by === null ? null : (
          <p>
            <Soft>{approvals.decided(proposal.decided_by.email ?? proposal.decided_by.id)}</Soft> {proposal.note}
          </p>
        )}
        {proposal.status === 'waiting' ? (
          <Row>
            <Button
              kind="primary"
              disabled={!mayDecide}
              onPress={() => {
                onDecide('approve');
              }}
              {...(isCurrent ? { shortcut: 'a' } : {})}
            >
              {approvals.approve}
            </Button>
            <Button
              disabled={!mayDecide}
              onPress={() => {
                onDecide('reject');
              }}
              {...(isCurrent ? { shortcut: 'x' } : {})}
            >
              {approvals.reject}
            </Button>
            {isOwn ? <Soft>{approvals.own}</Soft> : null}
          </Row>
        ) : null}
      </Panel>
    </div>
  );
}
