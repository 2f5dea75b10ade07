// Watches the time of a session, and asks before it is over.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Session } from '../api/documents';
import { transport } from '../api/transport';
import { words } from '../language/language';
import { minutesLeft } from '../language/time';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Row } from '../parts/page';
import { presenceOf, stateOf, TELL_EVERY_MS, used, type Presence, type PresenceState } from './presence';
import { refreshSession } from './session';

const now = (): number => Date.now() + transport.skewMs;

export function IdleWatch(props: { session: Session; onOver: () => void; isAsking: boolean }) {
  const { session, onOver, isAsking } = props;
  const client = useQueryClient();
  const [state, setState] = useState<PresenceState>({ kind: 'here' });
  const presence = useRef<Presence | null>(null);
  const over = useRef(onOver);
  useEffect(() => {
    over.current = onOver;
  });
  useEffect(() => {
    presence.current = presenceOf(session, now(), presence.current);
    setState(stateOf(presence.current, now()));
  }, [session]);
  useEffect(() => {
    transport.onUse = () => {
      if (presence.current) presence.current = used(presence.current, now());
    };
    const tell = (): void => {
      if (!presence.current || stateOf(presence.current, now()).kind !== 'here') return;
      if (now() - presence.current.usedAt > TELL_EVERY_MS) void refreshSession(client, false).catch(() => null);
    };
    document.addEventListener('keydown', tell);
    document.addEventListener('pointerdown', tell);
    return () => {
      transport.onUse = () => undefined;
      document.removeEventListener('keydown', tell);
      document.removeEventListener('pointerdown', tell);
    };
  }, [client]);
  useEffect(() => {
    // Whoever signs in again is half in: that is no session for this screen yet.
    if (isAsking) return undefined;
    // Another window may have signed somebody else in: whoever comes back to this one is told before he presses anything.
    const lookWho = (): void => {
      void refreshSession(client, true).catch(() => null);
    };
    window.addEventListener('focus', lookWho);
    return () => {
      window.removeEventListener('focus', lookWho);
    };
  }, [client, isAsking]);
  useEffect(() => {
    if (isAsking) return undefined;
    let asked = false;
    const look = async (): Promise<void> => {
      if (!presence.current) return;
      const next = stateOf(presence.current, now());
      // Another window of the same browser may have kept it open.
      if (next.kind !== 'here' && !asked) {
        asked = true;
        const found = await refreshSession(client, true).catch(() => undefined);
        if (found === null) over.current();
        if (found !== undefined) return;
      }
      if (next.kind === 'over') asked = false;
      setState(next);
    };
    const timer = setInterval(() => void look(), 1000);
    return () => {
      clearInterval(timer);
    };
  }, [client, session, isAsking]);
  if (isAsking || state.kind !== 'ending') return null;
  const stay = (): void => {
    void refreshSession(client, false)
      .then((found) => {
        if (found === null) over.current();
      })
      .catch(() => null);
  };
  const { warning } = words.session;
  return (
    <Dialog title={warning.title} urgent>
      <p>{state.canStay ? warning.idle(minutesLeft(state.leftMs)) : warning.longest(minutesLeft(state.leftMs))}</p>
      <Row>
        {state.canStay ? (
          <Button kind="primary" onPress={stay}>
            {warning.stay}
          </Button>
        ) : (
          <Button kind="primary" onPress={onOver}>
            {warning.again}
          </Button>
        )}
      </Row>
    </Dialog>
  );
}
