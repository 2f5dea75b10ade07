// An act whose dialog may be closed before it has ended: closing it stops nothing, and the page goes on telling of it.
import { useEffect, useRef } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useMode } from '../parts/link';
import { follow, type Told } from './sending';
import { useSession } from './session';
import { useAct, type Act } from './use-act';

interface Sending {
  readonly what: string;
  /** Within the mode. */
  readonly to: string;
  readonly send: () => Promise<Told>;
  /** Where the dialog is still open at the end. */
  readonly onTold: (told: Told) => void;
}

export function useSending(): Omit<Act, 'run'> & { readonly send: (sending: Sending) => void } {
  const act = useAct();
  const mode = useMode();
  const client = useQueryClient();
  const { user } = useSession();
  const isGone = useRef(false);
  const underWay = useRef<(() => void) | null>(null);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
      underWay.current?.();
    };
  }, []);
  const send = ({ what, to, send: begin, onTold }: Sending): void => {
    act.run(async () => {
      const end = begin();
      underWay.current = () => {
        follow({ userId: user.id, what, href: `/${mode}${to}` }, end);
      };
      try {
        const told = await end;
        if (!isGone.current) onTold(told);
        void client.invalidateQueries({ queryKey: [mode] });
      } finally {
        underWay.current = null;
      }
    });
  };
  return { isBusy: act.isBusy, error: act.error, clear: act.clear, send };
}
