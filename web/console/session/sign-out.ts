// Signing out: nothing is shown from the first moment on, and the page does not say that it is done before the server has. The cookie is out
// of reach of the page, so that a session the server never heard the end of opens again with the next look at it.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { session as calls } from '../api/people';
import { isOfAnother, isSignedOut } from '../api/problem';
import { putEnding } from './ending';
import { leave } from './session';

const FIRST_WAIT_MS = 1_000;
/** Doubling ends here. Nothing but this page ends it sooner than the session does by itself. */
const LONGEST_WAIT_MS = 15_000;

/** Ends the session of a user, and goes to the door once it has ended. */
export function useSignOut(): (userId: string) => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return (userId) => {
    putEnding({ kind: 'signing_out', error: null, again: () => undefined });
    leave(client);
    void keepTrying(() => end(userId)).then(async () => {
      await navigate({ to: '/signin' });
      putEnding(null);
    });
  };
}

/** Resolves once the session is gone: where there is none any more, or it is somebody else's by now, it is. */
async function end(userId: string): Promise<void> {
  try {
    await calls.end(userId);
  } catch (error) {
    if (!isSignedOut(error) && !isOfAnother(error)) throw error;
  }
}

/** Tells of each try that failed, and tries again after a wait, or as soon as somebody says so. */
async function keepTrying(act: () => Promise<void>): Promise<void> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    try {
      await act();
      return;
    } catch (error) {
      await new Promise<void>((resolve) => {
        setTimeout(resolve, waitMs);
        putEnding({ kind: 'signing_out', error, again: resolve });
      });
    }
  }
}
