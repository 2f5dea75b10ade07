// Asks before something that cannot be undone, and does it once.
import type { ReactNode } from 'react';
import { words } from '../language/language';
import { useAct } from '../session/use-act';
import { Button } from './button';
import { Dialog } from './dialog';
import { Failure } from './notice';
import { Row } from './page';

export interface ConfirmProps {
  readonly title: string;
  readonly text: ReactNode;
  readonly confirm: string;
  /** It is closed once this went well. */
  readonly act: () => Promise<void>;
  readonly onClose: () => void;
}

export function Confirm({ title, text, confirm, act, onClose }: ConfirmProps) {
  const running = useAct();
  return (
    <Dialog title={title} onClose={onClose} urgent>
      <p>{text}</p>
      {running.error === null ? null : <Failure error={running.error} />}
      <Row>
        <Button
          kind="danger"
          busy={running.isBusy}
          onPress={() => {
            running.run(async () => {
              await act();
              onClose();
            });
          }}
        >
          {confirm}
        </Button>
        <Button onPress={onClose}>{words.notice.cancel}</Button>
      </Row>
    </Dialog>
  );
}
