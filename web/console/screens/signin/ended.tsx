// In place of every screen: somebody is being signed out, or the browser is another person's by now.
import { CONSOLE_PATH } from '../../api/place';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Failure } from '../../parts/notice';
import { Door } from './door';

export function SigningOut({ error, again }: { error: unknown; again: () => void }) {
  const { signingOut } = words.session;
  if (error === null)
    return (
      <Door title={signingOut.title}>
        <p role="status">{signingOut.text}</p>
      </Door>
    );
  return (
    <Door title={signingOut.failed}>
      <Failure error={error}>
        <p>{signingOut.failedText}</p>
      </Failure>
      <Button kind="primary" onPress={again}>
        {signingOut.again}
      </Button>
    </Door>
  );
}

export function AnotherPerson({ email }: { email: string | null }) {
  const { another } = words.session;
  return (
    <Door title={another.title}>
      <div role="alert">
        <p>{email === null ? another.unknown : another.text(email)}</p>
        <p>{another.forgotten}</p>
      </div>
      <Button
        onPress={() => {
          // Anew, so that nothing of this page goes on in the other name.
          location.assign(CONSOLE_PATH);
        }}
      >
        {email === null ? another.load : another.goOn(email)}
      </Button>
    </Door>
  );
}
