// One review: both books side by side, what happened, and a verdict on it. After it the next one.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { reviewsOf } from '../../api/desk';
import type { FullReview } from '../../api/documents';
import { words } from '../../language/language';
import { sentenceOf } from '../../language/sentence';
import { Button } from '../../parts/button';
import { Go, useGo, useMode } from '../../parts/link';
import { Moment } from '../../parts/moment';
import { Failure, NoRight, Notice, Skeleton, usePermission } from '../../parts/notice';
import { Columns, Facts, Page, Panel, Soft } from '../../parts/page';
import { useShortcut } from '../../parts/shortcuts';
import { StatusTag } from '../../parts/tag';
import { Who } from '../../session/who';
import { useNames } from '../../session/names';
import { useCan, useSession, useZone } from '../../session/session';
import { useAct } from '../../session/use-act';
import { Entries } from '../redemption/timeline';
import { Notes } from './notes';
import { reviewAmount } from './reviews';
import { standingVerdict } from './judging';
import { Verdict } from './verdict';
import styles from './reviews.module.css';

export function ReviewScreen() {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const mode = useMode();
  const found = useQuery({ queryKey: [mode, 'review', id], queryFn: () => reviewsOf(mode).retrieve(id) });
  if (found.isPending) return <Skeleton />;
  if (!found.data) return <Failure error={found.error} retry={() => void found.refetch()} />;
  return <Judged key={id} review={found.data} />;
}

/** The one that is oldest now, but for this one; null where none is left. */
function useNext(id: string): () => void {
  const mode = useMode();
  const go = useGo();
  return () => {
    void reviewsOf(mode)
      .list({ status: 'open', order: 'oldest' }, { limit: 2 })
      .then(({ data }) => {
        const next = data.find((review) => review.id !== id);
        go(next ? `/reviews/${next.id}` : '/reviews');
      })
      .catch(() => {
        go('/reviews');
      });
  };
}

function Judged({ review }: { review: FullReview }) {
  const mode = useMode();
  const zone = useZone();
  const can = useCan();
  const client = useQueryClient();
  const next = useNext(review.id);
  const isOpen = review.status === 'open';
  const { redemption } = review;
  useShortcut('n', next);
  useShortcut(
    'v',
    () => {
      document.getElementById('verdict')?.querySelector<HTMLElement>('input')?.focus();
    },
    isOpen,
  );
  const { review: names, reviews } = words;
  return (
    <Page
      title={names.title}
      lead={review.summary}
      actions={
        <>
          <StatusTag status={review.status} />
          {isOpen ? <Assign review={review} /> : null}
          <Button onPress={next} shortcut="n">
            {names.next}
          </Button>
        </>
      }
    >
      {redemption === null ? null : <p>{sentenceOf(redemption, zone)}</p>}
      {isOpen ? <Proposed review={review} /> : null}
      <Books review={review} />
      <Columns>
        <Panel title={words.redemption.timeline}>
          <Entries entries={review.timeline} till={redemption?.redemption_options.terminal_id} />
        </Panel>
        <div className={styles['side']}>
          <Panel title={names.verdict} id="verdict">
            {isOpen ? (
              can('reviews.judge') ? (
                <Verdict
                  review={review}
                  onNext={next}
                  onDone={(isSettled) => {
                    void client.invalidateQueries({ queryKey: [mode] });
                    // The first of two stays, so that whoever gave it reads who has to do what.
                    if (isSettled) next();
                  }}
                />
              ) : (
                <NoRight permission="reviews.judge" />
              )
            ) : (
              <Given review={review} />
            )}
          </Panel>
          <Notes review={review} />
        </div>
      </Columns>
      <p>
        {names.why}: {reviews.reasons[review.reason]}, <Moment at={review.opened_at} />
      </p>
    </Page>
  );
}

/** What we say, and what the provider says, line by line. */
function Books({ review }: { review: FullReview }) {
  const { review: names } = words;
  const operation = review.redemption?.operations.find(({ id }) => id === review.operation_id);
  const error = operation?.error;
  return (
    <Columns>
      <Panel title={names.ours}>
        {review.redemption ? (
          <Facts
            facts={[
              [names.state, <StatusTag key="state" status={operation?.status ?? review.redemption.status} />],
              [names.amount, operation ? reviewAmount(operation) : null],
              [
                names.redemption,
                <Go key="redemption" to={`/redemptions/${review.redemption.id}`}>
                  {review.redemption.external_reference ?? review.redemption.id}
                </Go>,
              ],
              [names.operation, operation ? words.redemption.operation[operation.type] : null],
            ]}
          />
        ) : (
          <p>{names.noRedemption}</p>
        )}
      </Panel>
      <Panel title={names.theirs}>
        <Facts
          facts={[
            [names.reference, review.reference ?? names.notSaid],
            [
              names.amount,
              review.operation_id === null && review.amount !== null ? reviewAmount(review) : names.notSaid,
            ],
            [words.redemption.columns.number, operation?.provider_reference?.transaction_id ?? names.notSaid],
            [words.redemption.columns.words, error?.provider_message ?? error?.message],
          ]}
        />
      </Panel>
    </Columns>
  );
}

function Assign({ review }: { review: FullReview }) {
  const mode = useMode();
  const { user } = useSession();
  const client = useQueryClient();
  const can = useCan();
  const names = useNames();
  const act = useAct();
  const { assigned_to: taker } = review;
  const isMine = taker === user.id;
  const takenBy = taker && !isMine ? <Soft>{words.review.takenBy(names.person(taker))}</Soft> : null;
  if (!can('reviews.work')) return takenBy;
  return (
    <>
      {takenBy}
      {act.error === null ? null : <Failure error={act.error} />}
      <Button
        busy={act.isBusy}
        onPress={() => {
          act.run(async () => {
            await reviewsOf(mode).assign(review.id, isMine ? null : user.id);
            await client.invalidateQueries({ queryKey: [mode] });
          });
        }}
      >
        {isMine ? words.review.give : words.review.take}
      </Button>
    </>
  );
}

/** What one person has decided where it takes two. */
function Proposed({ review }: { review: FullReview }) {
  const { user } = useSession();
  const { actor } = useNames();
  const can = useCan();
  const roles = usePermission('reviews.judge')?.roles ?? [];
  const { review: names } = words;
  const proposed = standingVerdict(review, Date.now());
  if (!proposed) return null;
  const { decision, note, evidence, by } = proposed;
  return (
    <Notice heading={names.proposed(names.decisions[decision], actor(by))}>
      <p>{names.proposedText}</p>
      {by.id === user.id ? null : (
        <p>{can('reviews.judge') ? names.proposedYours : names.proposedBy(roles.join(', '))}</p>
      )}
      <p>{note}</p>
      <p>{evidence}</p>
    </Notice>
  );
}

function Given({ review }: { review: FullReview }) {
  const { review: names } = words;
  const { verdict } = review;
  return (
    <Notice heading={names.closed}>
      {verdict === null ? (
        <p>{names.settledByItself}</p>
      ) : (
        <>
          <p>
            {names.decisions[verdict.decision]} <Who actor={verdict.by} /> <Moment at={verdict.at} />
          </p>
          <p>{verdict.note}</p>
          <p>{verdict.evidence}</p>
        </>
      )}
    </Notice>
  );
}
