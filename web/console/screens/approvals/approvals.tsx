// What somebody asked to give back, for somebody else to decide: all of it by status, or the one that the address names.
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { Proposal } from '../../api/documents';
import { recordsOf } from '../../api/records';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Choice } from '../../parts/field';
import { Go, useGo, useMode } from '../../parts/link';
import { usePages } from '../../parts/listing';
import { Empty, Failure, NoRight, Skeleton } from '../../parts/notice';
import { Filters, Page } from '../../parts/page';
import { useCan } from '../../session/session';
import { Cards } from './cards';

const STATUSES = ['waiting', 'approved', 'rejected', 'lapsed'] as const;

/** Others ask and decide meanwhile. */
const ASKED_EVERY_MS = 10_000;

export function Approvals() {
  const can = useCan();
  const { status, proposal }: { status?: string; proposal?: string } = useSearch({ strict: false });
  const { approvals } = words;
  return (
    <Page title={approvals.title} lead={approvals.lead}>
      {can('reversals.decide') ? null : <NoRight permission="reversals.decide" />}
      {proposal === undefined ? (
        <All status={STATUSES.find((known) => known === status) ?? 'waiting'} />
      ) : (
        <One key={proposal} id={proposal} />
      )}
    </Page>
  );
}

function All({ status }: { status: Proposal['status'] }) {
  const mode = useMode();
  const go = useGo();
  const pages = usePages<Proposal>(
    [mode, 'proposals', status],
    ({ cursor }) => recordsOf(mode).proposals(status, { cursor }),
    { refetchInterval: ASKED_EVERY_MS },
  );
  const { approvals } = words;
  return (
    <>
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
      {pages.isPending ? <Skeleton /> : null}
      {pages.error ? <Failure error={pages.error} retry={() => void pages.refetch()} /> : null}
      {pages.data && pages.rows.length === 0 && !pages.hasNextPage ? <Empty heading={approvals.empty} /> : null}
      <Cards proposals={pages.rows} />
      {pages.hasNextPage ? (
        <Button onPress={() => void pages.fetchNextPage()} busy={pages.isFetchingNextPage}>
          {words.notice.older}
        </Button>
      ) : null}
    </>
  );
}

/** Whatever became of it: whoever was led here wants this one. */
function One({ id }: { id: string }) {
  const mode = useMode();
  const found = useQuery({
    queryKey: [mode, 'proposals', 'one', id],
    queryFn: () => recordsOf(mode).proposal(id),
    refetchInterval: ({ state }) => (state.data?.status === 'waiting' ? ASKED_EVERY_MS : false),
  });
  return (
    <>
      <p>
        <Go to="/approvals">{words.approvals.all}</Go>
      </p>
      {found.isPending ? <Skeleton rows={2} /> : null}
      {found.error ? <Failure error={found.error} retry={() => void found.refetch()} /> : null}
      <Cards proposals={found.data ? [found.data] : []} />
    </>
  );
}
