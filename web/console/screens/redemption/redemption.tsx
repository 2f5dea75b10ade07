// One redemption: first what became of it, in words; then everything that is known of it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { Redemption } from '../../api/documents';
import { problemOf } from '../../api/problem';
import { recordsOf } from '../../api/records';
import { backState, returnsOf } from '../../language/given-back';
import { words } from '../../language/language';
import { sentenceOf } from '../../language/sentence';
import { Button } from '../../parts/button';
import { copyText } from '../../parts/copy';
import { Go, useGo, useMode } from '../../parts/link';
import { Empty, Failure, Notice, Skeleton } from '../../parts/notice';
import { Json, Page, Panel, Row } from '../../parts/page';
import { useShortcut } from '../../parts/shortcuts';
import { BackTag, OutcomeTag } from '../../parts/tag';
import { remember } from '../../session/recent';
import { useCan, useSession, useZone } from '../../session/session';
import { RedemptionFacts } from './facts';
import { NewVouchers, useReturnLines } from './new-vouchers';
import { Operations } from './operations';
import { ReverseDialog } from './reverse';
import { Reversals, useReversals } from './reversals';
import { ticketOf } from './ticket';
import { Timeline, useTimeline } from './timeline';
import { RedemptionWebhooks } from './webhooks';
import styles from './redemption.module.css';

export function RedemptionScreen() {
  return <Screen isReversing={false} />;
}

/** The same, with the dialog open: its address can be sent to somebody who may. */
export function ReverseScreen() {
  return <Screen isReversing />;
}

function Screen({ isReversing }: { isReversing: boolean }) {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const mode = useMode();
  const found = useQuery({
    queryKey: [mode, 'redemption', id],
    queryFn: ({ signal }) => recordsOf(mode).retrieve(id, signal),
    // What is not known yet changes by itself.
    refetchInterval: ({ state }) => (isUnknown(state.data) ? 5_000 : isWaiting(state.data) ? WAITS_MS : false),
  });
  if (found.isPending) return <Skeleton />;
  if (!found.data) {
    if (problemOf(found.error).code === 'not_found') return <NotHere id={id} />;
    return <Failure error={found.error} retry={() => void found.refetch()} />;
  }
  return (
    <>
      {found.error ? <Failure error={found.error} retry={() => void found.refetch()} /> : null}
      <Told key={id} redemption={found.data} isReversing={isReversing} />
    </>
  );
}

/** Somebody else may decide at any moment. */
const WAITS_MS = 10_000;

function isWaiting(redemption: Redemption | undefined): boolean {
  return (redemption?.proposed_amount ?? 0) > 0;
}

/** Whether value was taken, or given back. */
function isUnknown(redemption: Redemption | undefined): boolean {
  if (!redemption) return false;
  const { outcome, operations } = redemption;
  const isOpen = ({ type, status }: Redemption['operations'][number]): boolean =>
    type === 'reverse' && (status === 'pending' || status === 'unknown');
  return outcome === 'checking' || operations.some(isOpen);
}

/** An id of the other mode looks the same: say so, and lead there. */
function NotHere({ id }: { id: string }) {
  const mode = useMode();
  const other = mode === 'live' ? 'test' : 'live';
  const { modes } = useSession();
  return (
    <Empty heading={words.redemption.notHere}>
      {modes.includes(other) ? (
        <Go to={`/redemptions/${id}`} mode={other}>
          {words.redemption.lookThere}
        </Go>
      ) : null}
    </Empty>
  );
}

function Told({ redemption, isReversing }: { redemption: Redemption; isReversing: boolean }) {
  const zone = useZone();
  const mode = useMode();
  const client = useQueryClient();
  const go = useGo();
  const can = useCan();
  const timeline = useTimeline(redemption);
  const [isJson, setJson] = useState(false);
  const [said, setSaid] = useState('');
  const json = useRef<HTMLDivElement>(null);
  const { id } = redemption;
  const list = useReversals(redemption);
  const reversals = list.data?.data ?? [];
  const lines = useReturnLines(redemption, reversals);
  const sentence = sentenceOf(redemption, zone, returnsOf(reversals, redemption));
  useEffect(() => {
    const text = words.home.opened(redemption.external_reference ?? id);
    remember({ at: Date.now(), text, href: `/${mode}/redemptions/${id}` });
  }, [id, mode, redemption.external_reference]);
  const mayReverse = can('reversals.create') && leftOf(redemption) > 0;
  const reverse = (): void => {
    go(`/redemptions/${id}/reverse`);
  };
  const copy = (): void => {
    void copyText(ticketOf(redemption, [sentence, ...lines.onTicket], zone)).then((done) => {
      setSaid(done ? words.notice.copied : words.notice.notCopied);
    });
  };
  useShortcut('r', reverse, mayReverse);
  useShortcut('c', copy);
  useShortcut('t', () => {
    document.getElementById('timeline')?.focus();
  });
  useShortcut('j', () => {
    setJson(!isJson);
  });
  useEffect(() => {
    if (isJson) json.current?.scrollIntoView({ block: 'nearest' });
  }, [isJson]);
  return (
    <Page
      title={words.redemption.title(id)}
      actions={
        <>
          <Button onPress={copy} shortcut="c">
            {words.redemption.copy}
          </Button>
          <Button
            onPress={() => {
              setJson(!isJson);
            }}
            shortcut="j"
          >
            {words.redemption.showJson}
          </Button>
          <Button kind="primary" onPress={reverse} disabled={!mayReverse} shortcut="r" describedBy="why-not-reverse">
            {words.redemption.reverse}
          </Button>
        </>
      }
    >
      <div className={styles['told']} data-outcome={redemption.outcome} data-back={backState(redemption)}>
        <div className={styles['tags']}>
          <OutcomeTag outcome={redemption.outcome} />
          <BackTag redemption={redemption} />
        </div>
        <p className={styles['sentence']} data-testid="sentence">
          {sentence}
        </p>
        <OpenReviews ids={redemption.open_reviews ?? []} />
        <NewVouchers lines={lines.onPage} reversals={reversals} />
        <p id="why-not-reverse" className={styles['why']}>
          {mayReverse ? '' : whyNotReverse(redemption, can('reversals.create'))}
        </p>
        <span role="status">{said}</span>
      </div>
      <RedemptionFacts redemption={redemption} />
      <Operations redemption={redemption} />
      <Reversals redemption={redemption} list={list} />
      <Timeline timeline={timeline} till={redemption.redemption_options.terminal_id} />
      <RedemptionWebhooks id={id} />
      {isJson ? (
        <div ref={json}>
          <Panel title={words.redemption.json}>
            <Json value={redemption} />
          </Panel>
        </div>
      ) : (
        <Row>{null}</Row>
      )}
      {isReversing ? (
        <ReverseDialog
          redemption={redemption}
          onClose={() => {
            go(`/redemptions/${id}`, { replace: true });
          }}
          onDone={() => void client.invalidateQueries({ queryKey: [mode] })}
        />
      ) : null}
    </Page>
  );
}

/** Before anything is done about a redemption: a person is still finding out about it. */
function OpenReviews({ ids }: { ids: readonly string[] }) {
  const { redemption: names } = words;
  if (ids.length === 0) return null;
  return (
    <Notice heading={names.openReview}>
      {ids.map((id) => (
        <p key={id}>
          <Go to={`/reviews/${id}`}>{names.review}</Go>
        </p>
      ))}
    </Notice>
  );
}

/** As far as this document tells. What the provider allows, the terms say. */
export function leftOf({ outcome, redeemed_amount, reversed_amount, proposed_amount = 0 }: Redemption): number {
  if (outcome !== 'paid') return 0;
  return redeemed_amount - reversed_amount - proposed_amount;
}

function whyNotReverse(redemption: Redemption, mayAtAll: boolean): string {
  const { whyNot } = words.redemptionActs;
  if (!mayAtAll) return words.reverse.noRight;
  const { outcome, proposed_amount: waiting = 0 } = redemption;
  return outcome === 'paid' ? (waiting > 0 ? whyNot.allWaits : whyNot.allBack) : whyNot[outcome];
}
