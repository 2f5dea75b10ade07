// One proposal: how much, who asked and why, and what became of the redemption it is about.
import { useQuery } from '@tanstack/react-query';
import type { Proposal, Redemption } from '../../api/documents';
import { recordsOf } from '../../api/records';
import { words } from '../../language/language';
import { money } from '../../language/money';
import { sourceEnding, typeName } from '../../language/names';
import { sentenceOf } from '../../language/sentence';
import { age } from '../../language/time';
import { Button } from '../../parts/button';
import { Go, useMode } from '../../parts/link';
import { Moment } from '../../parts/moment';
import { Facts, Panel, Row, Soft } from '../../parts/page';
import { StatusTag } from '../../parts/tag';
import { useNames } from '../../session/names';
import { useSession, useZone } from '../../session/session';
import { AlsoWaiting } from './also-waiting';
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
  const names = useNames();
  const redemption = useRedemptionOf(proposal);
  const { approvals } = words;
  const isOwn = proposal.proposed_by.id === user.id;
  const who = names.actor(proposal.proposed_by);
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
        {redemption.data ? <Sale redemption={redemption.data} /> : null}
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
        {redemption.data ? <AlsoWaiting proposal={proposal} redemption={redemption.data} /> : null}
        {proposal.decided_by === null ? null : (
          <p>
            <Soft>{approvals.decided(names.actor(proposal.decided_by))}</Soft> {proposal.note}
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

/** What a customer at the counter, or on the telephone, can tell of it. */
function Sale({ redemption }: { redemption: Redemption }) {
  const { redemption: names } = words;
  return (
    <Facts
      facts={[
        [names.type, typeName(redemption.type)],
        [names.pin, sourceEnding(redemption)],
        [names.terminal, redemption.redemption_options.terminal_id],
        [names.reference, redemption.external_reference],
      ]}
    />
  );
}
