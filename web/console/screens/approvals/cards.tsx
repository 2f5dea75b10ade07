// Proposals as cards, and the dialog in which one of them is decided on.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Proposal } from '../../api/documents';
import { useMode } from '../../parts/link';
import { Notice } from '../../parts/notice';
import { useShortcut } from '../../parts/shortcuts';
import { useCan, useSession } from '../../session/session';
import { DecideDialog } from './decide';
import type { Decision } from './decision';
import { ProposalCard } from './proposal-card';

export function Cards({ proposals }: { proposals: readonly Proposal[] }) {
  const mode = useMode();
  const client = useQueryClient();
  const can = useCan();
  const { user } = useSession();
  const [deciding, setDeciding] = useState<{ proposal: Proposal; decision: Decision } | null>(null);
  const [at, setAt] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const mayDecide = can('reversals.decide');
  const isOpenToMe = (proposal: Proposal): boolean =>
    proposal.status === 'waiting' && mayDecide && proposal.proposed_by.id !== user.id;
  const current = proposals.find(({ id }) => id === at) ?? proposals.find(isOpenToMe);
  const decide = (decision: Decision) => (): void => {
    if (current && isOpenToMe(current)) setDeciding({ proposal: current, decision });
  };
  useShortcut('a', decide('approve'));
  useShortcut('x', decide('reject'));
  return (
    <>
      {said === '' ? null : <Notice kind="good" heading={said} />}
      {proposals.map((proposal) => (
        <ProposalCard
          key={proposal.id}
          proposal={proposal}
          isCurrent={proposal.id === current?.id}
          mayDecide={isOpenToMe(proposal)}
          onFocus={() => {
            setAt(proposal.id);
          }}
          onDecide={(decision) => {
            setDeciding({ proposal, decision });
          }}
        />
      ))}
      {deciding ? (
        <DecideDialog
          proposal={deciding.proposal}
          decision={deciding.decision}
          onClose={() => {
            setDeciding(null);
          }}
          onDone={(text) => {
            setDeciding(null);
            setSaid(text);
            void client.invalidateQueries({ queryKey: [mode] });
          }}
        />
      ) : null}
    </>
  );
}
