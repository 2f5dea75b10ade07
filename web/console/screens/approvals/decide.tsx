// Approves or rejects one proposal, for the redemption as whoever decides has seen it.
import { useState } from 'react';
import type { Proposal, Redemption } from '../../api/documents';
import { problemOf } from '../../api/problem';
import { recordsOf } from '../../api/records';
import { words } from '../../language/language';
import { money } from '../../language/money';
import { sentenceOf } from '../../language/sentence';
import { Button } from '../../parts/button';
import { Dialog } from '../../parts/dialog';
import { Field } from '../../parts/field';
import { useMode } from '../../parts/link';
import { Failure, Skeleton } from '../../parts/notice';
import { Form, Row } from '../../parts/page';
import { BeingSent } from '../../session/sending-notice';
import { remember } from '../../session/recent';
import type { Told } from '../../session/sending';
import { useZone } from '../../session/session';
import { useSending } from '../../session/use-sending';
import { Changed } from '../redemption/changed';
import { AlsoWaiting } from './also-waiting';
import type { Decision } from './decision';
import { useRedemptionOf } from './proposal-card';

interface DecideProps {
  readonly proposal: Proposal;
  readonly decision: Decision;
  readonly onClose: () => void;
  readonly onDone: (said: string) => void;
}

export function DecideDialog(props: DecideProps) {
  const redemption = useRedemptionOf(props.proposal);
  const { approvals } = words;
  const title =
    props.decision === 'approve' ? approvals.approveTitle(money(props.proposal.amount)) : approvals.rejectTitle;
  return (
    <Dialog title={title} onClose={props.onClose}>
      {redemption.error ? <Failure error={redemption.error} retry={() => void redemption.refetch()} /> : null}
      {redemption.data ? <Decide {...props} redemption={redemption.data} /> : <Skeleton rows={2} />}
    </Dialog>
  );
}

function Decide({ proposal, decision, onClose, onDone, redemption }: DecideProps & { redemption: Redemption }) {
  const mode = useMode();
  const zone = useZone();
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  // What was shown when the dialog opened: a change in the background must not slip under a decision.
  const [seen, setSeen] = useState(redemption);
  const act = useSending();
  const { approvals } = words;
  const isMissing = decision === 'reject' && note.trim() === '';
  const submit = (): void => {
    setTried(true);
    if (isMissing) return;
    const what = `${approvals[decision]}: ${money(proposal.amount)}`;
    const to = `/redemptions/${proposal.redemption_id}`;
    const send = async (): Promise<Told> => {
      const { version } = seen;
      const records = recordsOf(mode);
      await (decision === 'approve'
        ? records.approve(proposal.id, version)
        : records.reject(proposal.id, note.trim(), version));
      const said = decision === 'approve' ? approvals.approved : approvals.rejected;
      remember({ at: Date.now(), text: said, href: `/${mode}${to}` });
      return { kind: 'good', heading: said };
    };
    act.send({
      what,
      to,
      send,
      onTold: ({ heading }) => {
        onDone(heading);
      },
    });
  };
  const isStale = act.error !== null && problemOf(act.error).code === 'version_conflict';
  return (
    <Form onSubmit={submit}>
      <p>{sentenceOf(seen, zone)}</p>
      <AlsoWaiting proposal={proposal} redemption={seen} />
      {decision === 'approve' ? (
        <p>{approvals.approveText}</p>
      ) : (
        <Field
          label={approvals.note}
          hint={approvals.noteHint}
          lines={2}
          maxLength={500}
          value={note}
          onChange={setNote}
          fault={isTried && isMissing ? approvals.faultNote : undefined}
          autoFocus
        />
      )}
      {isStale ? (
        <Changed
          before={seen}
          onSeen={(now) => {
            setSeen(now);
            act.clear();
          }}
        />
      ) : act.error === null ? null : (
        <Failure error={act.error} />
      )}
      <BeingSent isBusy={act.isBusy} />
      <Row>
        <Button
          type="submit"
          kind={decision === 'approve' ? 'primary' : 'danger'}
          busy={act.isBusy}
          disabled={isStale}
          autoFocus={decision === 'approve'}
        >
          {decision === 'approve' ? approvals.approve : approvals.reject}
        </Button>
        <Button onPress={onClose}>{act.isBusy ? words.notice.close : words.notice.cancel}</Button>
      </Row>
    </Form>
  );
}
