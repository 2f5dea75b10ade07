// Shows the PIN of a voucher that was issued, to somebody who says why. It stays for a minute, and is kept nowhere.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { recordsOf } from '../../api/records';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Dialog } from '../../parts/dialog';
import { Field } from '../../parts/field';
import { useMode } from '../../parts/link';
import { Failure } from '../../parts/notice';
import { Form, Row } from '../../parts/page';
import { useAct } from '../../session/use-act';
import styles from './redemption.module.css';

const SHOWN_S = 60;

export function RevealDialog(props: {
  redemptionId: string;
  voucher: { voucher: 'change' | 'refund'; reversal_id?: string };
  onClose: () => void;
}) {
  const { redemptionId, voucher, onClose } = props;
  const mode = useMode();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [pin, setPin] = useState<string | null>(null);
  const [left, setLeft] = useState<number | null>(null);
  const act = useAct();
  const isShown = pin !== null;
  useEffect(() => {
    if (!isShown) return undefined;
    const endsAt = Date.now() + SHOWN_S * 1000;
    const timer = setInterval(() => {
      const seconds = Math.ceil((endsAt - Date.now()) / 1000);
      setLeft(Math.max(0, seconds));
      if (seconds <= 0) setPin(null);
    }, 250);
    return () => {
      clearInterval(timer);
    };
  }, [isShown]);
  const { reveal } = words;
  const submit = (): void => {
    if (reason.trim() === '') return;
    act.run(async () => {
      const revealed = await recordsOf(mode).reveal(redemptionId, { ...voucher, reason: reason.trim() });
      setPin(revealed.pin);
      setLeft(SHOWN_S);
      void client.invalidateQueries({ queryKey: [mode, 'timeline', redemptionId] });
    });
  };
  return (
    <Dialog title={reveal.title} onClose={onClose}>
      {left === null ? (
        <Form onSubmit={submit}>
          <p>{reveal.text}</p>
          <Field label={reveal.why} value={reason} onChange={setReason} maxLength={500} autoFocus />
          {act.error === null ? null : <Failure error={act.error} />}
          <Row>
            <Button type="submit" kind="primary" busy={act.isBusy} disabled={reason.trim() === ''}>
              {reveal.submit}
            </Button>
            <Button onPress={onClose}>{words.notice.cancel}</Button>
          </Row>
        </Form>
      ) : (
        <>
          {pin === null ? <p>{reveal.gone}</p> : null}
          {pin ? (
            <>
              <p className={styles['pin']} data-testid="revealed">
                {pin.replace(/(.{4})(?=.)/g, '$1 ')}
              </p>
              <p>{reveal.shown(left)}</p>
            </>
          ) : null}
          <Button kind="primary" onPress={onClose} autoFocus>
            {words.notice.close}
          </Button>
        </>
      )}
    </Dialog>
  );
}
