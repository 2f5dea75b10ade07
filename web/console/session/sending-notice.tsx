// Says of what was sent that it cannot be stopped: in its dialog, and on every screen after that was closed.
import { Link } from '@tanstack/react-router';
import { words } from '../language/language';
import { dismiss, useSent, type Sent } from './sending';
import { useSession } from './session';
import { Button } from '../parts/button';
import { Failure, Notice } from '../parts/notice';

/** In a dialog, while it is on its way. */
export function BeingSent({ isBusy }: { isBusy: boolean }) {
  return isBusy ? <Notice heading={words.sending.now} /> : null;
}

/** What was sent from a dialog that is closed by now. */
export function OnTheWay() {
  const { user } = useSession();
  return useSent(user.id).map((sent) => <One key={sent.nth} sent={sent} />);
}

function One({ sent }: { sent: Sent }) {
  const { what, href, told, error } = sent;
  const link = (
    <p>
      <Link to={href}>{what}</Link>
    </p>
  );
  if (told === null && error === null)
    return (
      <Notice heading={words.sending.now}>
        {link}
        <p>{words.sending.after}</p>
      </Notice>
    );
  const close = (
    <Button
      onPress={() => {
        dismiss(sent);
      }}
    >
      {words.notice.close}
    </Button>
  );
  if (told === null)
    return (
      <Failure error={error}>
        {link}
        {close}
      </Failure>
    );
  return (
    <Notice kind={told.kind} heading={told.heading}>
      {told.text ? <p>{told.text}</p> : null}
      {link}
      {close}
    </Notice>
  );
}
