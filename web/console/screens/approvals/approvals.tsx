// What somebody asked to give back, for somebody else to decide.
import { useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Proposal } from '../../api/documents';
import { recordsOf } from '../../api/records';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Choice } from '../../parts/field';
import { useGo, useMode } from '../../parts/link';
import { usePages } from '../../parts/listing';
import { Empty, Failure, NoRight, Notice, Skeleton } from '../../parts/notice';
import { Filters, Page } from '../../parts/page';
import { useShortcut } from '../../parts/shortcuts';
import { useCan, useSession } from '../../session/session';
import { DecideDialog } from './decide';
import type { Decision } from './decision';
import { ProposalCard } from './proposal-card';

const STATUSES = ['waiting', 'approved', 'rejected', 'lapsed'] as const;

export function Approvals() {
  const mode = useMode();
  const go = useGo();
  const client = useQueryClient();
  const can = useCan();
  const { user } = useSession();
  const { status: asked }: { status?: string } = useSearch({ strict: false });
  const status = STATUSES.find((known) => known === asked) ?? 'waiting';
  const pages = usePages<Proposal>([mode, 'proposals', status], ({ cursor }) =>
    recordsOf(mode).proposals(status, { cursor }),
  );
  const [deciding, setDeciding] = useState<{ proposal: Proposal; decision: Decision } | null>(null);
  const [at, setAt] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const mayDecide = can('reversals.decide');
  const isOpenToMe = (proposal: Proposal): boolean =>
    proposal.status === 'waiting' && mayDecide && proposal.proposed_by.id !== user.id;
  const current = pages.rows.find(({ id }) => id === at) ?? pages.rows.find(isOpenToMe);
  const decide = (decision: Decision) => (): void => {
    if (current && isOpenToMe(current)) setDeciding({ proposal: current, decision });
  };
  useShortcut('a', decide('approve'));
  useShortcut('x', decide('reject'));
  const { approvals } = words;
  return (
    <Page title={approvals.title} lead={approvals.lead}>
      <Filters>
        <Choice
          label={approvals.filter}
          small
          value={status}
          onChange={(next) => {
            go('/approvals', { query: { status: next } });
          }}
          options={STATUSES.map((known) => [known, approvals.statuses[known]] as const)}
        />
      </Filters>
      {mayDecide ? null : <NoRight permission="reversals.decide" />}
      {said === '' ? null : <Notice kind="good" heading={said} />}
      {pages.isPending ? <Skeleton /> : null}
      {pages.error ? <Failure error={pages.error} retry={() => void pages.refetch()} /> : null}
      {pages.data && pages.rows.length === 0 && !pages.hasNextPage ? <Empty heading={approvals.empty} /> : null}
      {pages.rows.map((proposal) => (
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
      {pages.hasNextPage ? (
        <Button onPress={() => void pages.fetchNextPage()} busy={pages.isFetchingNextPage}>
          {words.notice.older}
        </Button>
      ) : null}
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
    </Page>
  );
}
