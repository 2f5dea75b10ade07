// What only a person can settle, oldest first.
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { reviewsOf, type ReviewFilter } from '../../api/desk';
import type { Review } from '../../api/documents';
import { words } from '../../language/language';
import { count, money } from '../../language/money';
import { age } from '../../language/time';
import { Button } from '../../parts/button';
import { Choice } from '../../parts/field';
import { Go, useGo, useMode } from '../../parts/link';
import { Listing, usePages } from '../../parts/listing';
import { Moment } from '../../parts/moment';
import { Failure } from '../../parts/notice';
import { Filters, Page, Soft } from '../../parts/page';
import { saveFile } from '../../parts/save';
import type { Column } from '../../parts/table';
import { useNames } from '../../session/names';
import { useCan, useSession } from '../../session/session';
import { useAct } from '../../session/use-act';
import { typeName } from '../../language/names';
import { standingVerdict } from './judging';

const REASONS = [
  'doubt_unresolved',
  'answer_contradicts_state',
  'amount_differs',
  'statement_differs',
  'lost_in_restore',
  'change_unknown',
  'refund_unknown',
] as const;

interface ReviewsAddress {
  readonly status?: string;
  readonly reason?: string;
  readonly whose?: string;
}

/** What is asked for, of what the address says. */
export function filterOf({ status, reason, whose }: ReviewsAddress): ReviewFilter {
  const isClosed = status === 'closed';
  return {
    status: isClosed ? 'closed' : 'open',
    order: isClosed ? 'newest' : 'oldest',
    reason: REASONS.find((known) => known === reason),
    assigned_to: whose === 'me' || whose === 'nobody' ? whose : undefined,
  };
}

export function Reviews() {
  const mode = useMode();
  const go = useGo();
  const address: ReviewsAddress = useSearch({ strict: false });
  const filter = filterOf(address);
  const pages = usePages<Review>([mode, 'reviews', filter], ({ cursor }) => reviewsOf(mode).list(filter, { cursor }));
  const can = useCan();
  const act = useAct();
  const summary = useQuery({ queryKey: [mode, 'reviews', 'summary'], queryFn: () => reviewsOf(mode).summary() });
  const change = (part: ReviewsAddress): void => {
    go('/reviews', { query: { ...address, ...part }, replace: true });
  };
  const { reviews } = words;
  const oldest = summary.data?.oldest_opened_at;
  return (
    <Page
      title={reviews.title}
      lead={summary.data && oldest ? reviews.summary(count(summary.data.open), age(oldest, Date.now())) : reviews.lead}
      actions={
        can('records.export') ? (
          <Button
            busy={act.isBusy}
            onPress={() => {
              act.run(async () => {
                saveFile(await reviewsOf(mode).file(filter), 'reviews.csv');
              });
            }}
          >
            {reviews.export}
          </Button>
        ) : null
      }
    >
      {act.error === null ? null : <Failure error={act.error} />}
      <Filters>
        <Choice
          label={reviews.status}
          small
          value={filter.status}
          onChange={(status) => {
            change({ status });
          }}
          options={[
            ['open', reviews.statuses.open],
            ['closed', reviews.statuses.closed],
          ]}
        />
        <Choice
          label={reviews.reason}
          small
          value={filter.reason ?? ''}
          onChange={(reason) => {
            change({ reason });
          }}
          options={[['', reviews.anyReason], ...REASONS.map((reason) => [reason, reviews.reasons[reason]] as const)]}
        />
        <Choice
          label={reviews.whose}
          small
          value={filter.assigned_to ?? ''}
          onChange={(whose) => {
            change({ whose });
          }}
          options={[
            ['', reviews.anybody],
            ['me', reviews.mine],
            ['nobody', reviews.nobodys],
          ]}
        />
      </Filters>
      <Listing pages={pages} caption={reviews.title} columns={COLUMNS} keyOf={({ id }) => id} empty={reviews.empty} />
    </Page>
  );
}

const { columns, reasons, wholeValue } = words.reviews;

/** 0: the whole value, which nobody knows yet. */
export function reviewAmount({ amount }: Pick<Review, 'amount'>): string {
  if (amount === null) return '–';
  return amount === 0 ? wholeValue : money(amount);
}

const COLUMNS: readonly Column<Review>[] = [
  {
    head: columns.opened,
    cell: ({ id, opened_at }) => (
      <Go to={`/reviews/${id}`} row>
        <Moment at={opened_at} />
      </Go>
    ),
  },
  { head: columns.age, cell: ({ opened_at }) => age(opened_at, Date.now()) },
  { head: columns.reason, cell: (review) => <Why review={review} /> },
  { head: columns.amount, figure: true, cell: reviewAmount },
  { head: columns.type, cell: ({ type }) => typeName(type) },
  { head: columns.reference, cell: ({ reference }) => reference ?? '–' },
  { head: columns.assigned, cell: ({ assigned_to }) => <Assigned id={assigned_to} /> },
];

function Why({ review }: { review: Review }) {
  const isHalf = review.status === 'open' && standingVerdict(review, Date.now()) !== null;
  return (
    <>
      {reasons[review.reason]}
      {isHalf ? <Soft> {words.reviews.half}</Soft> : null}
    </>
  );
}

export function Assigned({ id }: { id: string | null | undefined }) {
  const { user } = useSession();
  const names = useNames();
  if (!id) return '–';
  return id === user.id ? words.reviews.you : names.person(id);
}
