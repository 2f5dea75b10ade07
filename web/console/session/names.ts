// Whom ids stand for, asked once for all screens: records name people by id alone.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Actor } from '../api/documents';
import { everybody } from '../api/people';
import { actorName, personName, type People } from '../language/who';
import { useSession } from './session';

/** Whoever changes something about users invalidates it. */
export const PEOPLE_KEY = ['people'] as const;

/** People seldom come and go; somebody new is an id until then. */
const KEPT_MS = 5 * 60_000;

export interface Names {
  /** Of a user's id. */
  readonly person: (id: string) => string;
  readonly actor: (actor: Actor, till?: string | null) => string;
}

/** Until they are known, and where they cannot be read, ids stay ids: no screen waits for names. */
export function useNames(): Names {
  const { user } = useSession();
  const { data } = useQuery({ queryKey: PEOPLE_KEY, queryFn: everybody, staleTime: KEPT_MS });
  return useMemo(() => {
    const own = { id: user.id, email: user.email, enabled: true };
    const people: People = new Map([own, ...(data ?? [])].map((person) => [person.id, person]));
    return {
      person: (id) => personName(id, people),
      actor: (actor, till) => actorName(actor, people, till),
    };
  }, [data, user.id, user.email]);
}
