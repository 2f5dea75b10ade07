// One statement and our books: what agreed, and each difference with its review.
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { reconciliationsOf } from '../../api/desk';
import type { Difference, Reconciliation } from '../../api/documents';
import { words } from '../../language/language';
import { shortId, typeName } from '../../language/names';
import { count, money } from '../../language/money';
import { Button } from '../../parts/button';
import { Go, useMode } from '../../parts/link';
import { Listing, usePages } from '../../parts/listing';
import { Moment } from '../../parts/moment';
import { Failure, Notice, Skeleton } from '../../parts/notice';
import { Facts, Page, Panel } from '../../parts/page';
import { saveFile } from '../../parts/save';
import type { Column } from '../../parts/table';
import { StatusTag } from '../../parts/tag';
import { useNames } from '../../session/names';
import { useCan } from '../../session/session';
import { useAct } from '../../session/use-act';
import { Period } from './period';

const { reconciliation: names } = words;
/** A run says by itself how far it is; it is asked this often while it goes on. */
const EVERY_MS = 2_000;

const isRunning = (run: Reconciliation | undefined): boolean => run?.status === 'comparing';

function label(table: Readonly<Record<string, string>>, name: string): string {
  return table[name] ?? name.replaceAll('_', ' ');
}

export function ReconciliationScreen() {
  const people = useNames();
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const mode = useMode();
  const found = useQuery({
    queryKey: [mode, 'reconciliations', id],
    queryFn: () => reconciliationsOf(mode).retrieve(id),
    refetchInterval: ({ state }) => (isRunning(state.data) ? EVERY_MS : false),
  });
  if (found.isPending) return <Skeleton />;
  if (!found.data) return <Failure error={found.error} retry={() => void found.refetch()} />;
  const run = found.data;
  return (
    <Page title={names.run} lead={typeName(run.type)}>
      <Panel>
        <Facts
          facts={[
            [names.columns.status, <StatusTag key="status" status={run.status} />],
            [names.columns.at, <Moment key="at" at={run.created_at} />],
            [names.columns.days, <Period key="days" period={run.period} />],
            [names.file, run.statement],
            [names.columns.by, people.actor(run.created_by)],
            [names.lines, run.lines === null ? null : count(run.lines)],
            [names.reviewsOpened, run.reviews === null ? null : count(run.reviews.opened)],
            ...Object.entries(run.counts ?? {}).map(
              ([name, number]) => [label(names.countNames, name), count(number)] as const,
            ),
          ]}
        />
      </Panel>
      {isRunning(run) ? <Notice heading={names.running} /> : null}
      {run.status === 'failed' ? <Notice kind="fault" heading={names.failed} /> : null}
      {run.status === 'done' ? <Differences id={run.id} /> : null}
    </Page>
  );
}

const COLUMNS: readonly Column<Difference>[] = [
  { head: names.kind, cell: ({ kind }) => label(names.countNames, kind) },
  { head: names.summary, cell: ({ summary }) => summary ?? '–' },
  { head: names.reference, cell: ({ reference }) => reference },
  { head: names.ours, figure: true, cell: ({ ours }) => (ours === null ? '–' : money(ours)) },
  { head: names.theirs, figure: true, cell: ({ theirs }) => (theirs === null ? '–' : money(theirs)) },
  {
    head: words.review.redemption,
    cell: ({ redemption_id }) =>
      redemption_id === null ? '–' : <Go to={`/redemptions/${redemption_id}`}>{shortId(redemption_id)}</Go>,
  },
  {
    head: names.review,
    cell: ({ review_id }) =>
      review_id === null ? (
        '–'
      ) : (
        <Go to={`/reviews/${review_id}`} row>
          {names.open}
        </Go>
      ),
  },
];

function Differences({ id }: { id: string }) {
  const mode = useMode();
  const can = useCan();
  const act = useAct();
  const pages = usePages<Difference>([mode, 'reconciliations', id, 'differences'], ({ cursor }) =>
    reconciliationsOf(mode).differences(id, { cursor }),
  );
  return (
    <Panel title={names.differences}>
      {can('records.export') ? (
        <div>
          <Button
            busy={act.isBusy}
            onPress={() => {
              act.run(async () => {
                saveFile(await reconciliationsOf(mode).differencesFile(id), `differences-${id}.csv`);
              });
            }}
          >
            {names.export}
          </Button>
        </div>
      ) : null}
      {act.error === null ? null : <Failure error={act.error} />}
      <Listing
        pages={pages}
        caption={names.differences}
        columns={COLUMNS}
        keyOf={({ kind, reference, line }) => `${kind} ${reference} ${String(line ?? '')}`}
        empty={names.noDifferences}
      />
    </Panel>
  );
}
