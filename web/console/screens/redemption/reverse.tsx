// Gives value back, or asks a second person to. What it will do is said before anything is sent, and it is sent once.
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Redemption, ReversalTerms } from '../../api/documents';
import { problemOf } from '../../api/problem';
import { recordsOf } from '../../api/records';
import { newKey } from '../../api/transport';
import { returnWords } from '../../language/given-back';
import { words } from '../../language/language';
import { centsOf, money } from '../../language/money';
import { Button } from '../../parts/button';
import { Dialog } from '../../parts/dialog';
import { useMode } from '../../parts/link';
import { Failure, Notice, Skeleton } from '../../parts/notice';
import { Facts, Form, Row } from '../../parts/page';
import { BeingSent } from '../../session/sending-notice';
import { remember } from '../../session/recent';
import type { Told } from '../../session/sending';
import { useSending } from '../../session/use-sending';
import { Changed } from './changed';
import { comesBackAs, EMPTY_DRAFT, faultsOf, needsSecondPerson, reasonOf, type Draft } from './giving-back';
import { ReverseFields } from './reverse-fields';
import { Refused, Waiting } from './waiting';

interface ReverseProps {
  readonly redemption: Redemption;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function ReverseDialog({ redemption, onClose, onDone }: ReverseProps) {
  const mode = useMode();
  // What was looked at when the dialog opened. It changes only after somebody has seen what else did: a change in the background must not
  // slip under what is half typed.
  const [seen, setSeen] = useState(redemption);
  // From then on nothing is left to give back, perhaps, and what became of it is what is shown.
  const [isDone, setDone] = useState(false);
  const terms = useQuery({
    queryKey: [mode, 'terms', seen.id, seen.version],
    queryFn: () => recordsOf(mode).terms(seen.id),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    // Another window may have asked since: that moves no version, and a dialog that is opened again must know it.
    gcTime: 0,
  });
  const { reverse } = words;
  return (
    <Dialog title={reverse.title} onClose={onClose}>
      {terms.isPending ? <Skeleton rows={3} /> : null}
      {terms.error ? <Failure error={terms.error} retry={() => void terms.refetch()} /> : null}
      {terms.data && !terms.data.reversible && !isDone ? (
        <Notice heading={reverse.whyNot}>
          {terms.data.why_not === null ? null : <p>{terms.data.why_not.message}</p>}
          <Button onPress={onClose}>{words.notice.close}</Button>
        </Notice>
      ) : null}
      {terms.data && !isDone ? <Waiting heading={words.waiting.before} proposals={terms.data.waiting} /> : null}
      {terms.data && (terms.data.reversible || isDone) ? (
        <Asked
          redemption={seen}
          onSeen={setSeen}
          terms={terms.data}
          onClose={onClose}
          onDone={() => {
            setDone(true);
            onDone();
          }}
        />
      ) : null}
    </Dialog>
  );
}

/** Refusals that this page would not have run into, had it known the record as it is now. */
const STALE: readonly string[] = ['version_conflict', 'reversal_exceeds_redeemed', 'invalid_state'];

type Result = 'done' | 'pending' | 'failed';

type AskedProps = ReverseProps & { terms: ReversalTerms; onSeen: (now: Redemption) => void };

function Asked({ redemption: seen, onSeen, terms, onClose, onDone }: AskedProps) {
  const mode = useMode();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [isTried, setTried] = useState(false);
  const [mustAsk, setMustAsk] = useState(false);
  const [result, setResult] = useState<Told | null>(null);
  // One for the dialog, whatever happens to the connection. Another one only after somebody has seen what changed.
  const key = useRef(newKey());
  const act = useSending();
  const { reverse } = words;
  const faults = faultsOf(draft, terms);
  const asksSecond = mustAsk || needsSecondPerson(draft, terms);
  const submit = (): void => {
    setTried(true);
    if (Object.keys(faults).length > 0 || result !== null) return;
    const body = { amount: centsOf(draft.amount) ?? 0, reason: reasonOf(draft) };
    const once = { key: asksSecond ? `${key.current}-ask` : key.current, version: seen.version };
    const what = `${asksSecond ? reverse.ask : reverse.sendPlain}: ${money(body.amount)}`;
    const to = `/redemptions/${seen.id}`;
    const send = async (): Promise<Told> => {
      try {
        const records = recordsOf(mode);
        if (asksSecond) {
          await records.propose(seen.id, body, once);
          remember({ at: Date.now(), text: what, href: `/${mode}${to}` });
          return { kind: 'good', heading: reverse.asked };
        }
        const reversal = await records.reverse(seen.id, body, once);
        remember({ at: Date.now(), text: what, href: `/${mode}${to}` });
        const result = resultOf(reversal.status);
        return {
          kind: result === 'failed' ? 'fault' : 'good',
          heading: reverse[result],
          text: returnWords(reversal, seen),
        };
      } catch (error) {
        // Meanwhile this person gave back so much elsewhere that this is too much for one.
        const { code } = problemOf(error);
        if (code === 'approval_required') setMustAsk(true);
        // Another window asked: what waits is read again, and shown.
        if (code === 'proposal_waiting') void client.invalidateQueries({ queryKey: [mode] });
        throw error;
      }
    };
    act.send({
      what,
      to,
      send,
      onTold: (told) => {
        setResult(told);
        onDone();
      },
    });
  };
  if (result !== null)
    return (
      <Notice kind={result.kind} heading={result.heading}>
        {result.text ? <p>{result.text}</p> : null}
        <Button kind="primary" onPress={onClose} autoFocus>
          {words.notice.close}
        </Button>
      </Notice>
    );
  const isStale = act.error !== null && STALE.includes(problemOf(act.error).code);
  return (
    <>
      <Facts
        facts={[
          [reverse.left, money(terms.left)],
          [reverse.free, terms.free_now < terms.left ? money(terms.free_now) : null],
          [reverse.gives, comesBackAs(draft, terms)],
        ]}
      />
      <Form onSubmit={submit}>
        <ReverseFields draft={draft} onChange={setDraft} faults={isTried ? faults : {}} left={terms.left} />
        {asksSecond ? (
          <Notice heading={reverse.second}>
            <p>{reverse.secondText(money(terms.free_now))}</p>
          </Notice>
        ) : null}
        {isStale ? (
          <Changed
            before={seen}
            onSeen={(now) => {
              onSeen(now);
              key.current = newKey();
              act.clear();
              void client.invalidateQueries({ queryKey: [mode] });
            }}
          />
        ) : act.error === null ? null : (
          <Refused error={act.error} />
        )}
        <BeingSent isBusy={act.isBusy} />
        <Row>
          <Button type="submit" kind="primary" busy={act.isBusy} disabled={isStale} shortcut="Ctrl Enter">
            {sendWords(draft, asksSecond)}
          </Button>
          <Button onPress={onClose}>{act.isBusy ? words.notice.close : words.notice.cancel}</Button>
        </Row>
      </Form>
    </>
  );
}

function sendWords({ amount }: Draft, asksSecond: boolean): string {
  const cents = centsOf(amount);
  if (asksSecond) return words.reverse.ask;
  return cents === null ? words.reverse.sendPlain : words.reverse.send(money(cents));
}

function resultOf(status: string): Result {
  return status === 'succeeded' ? 'done' : status === 'failed' ? 'failed' : 'pending';
}
