// Whose body a request has, and how long what came of it counts as kept.
import type { FastifyRequest } from 'fastify';
import { clientBlock } from './address';
import './caller';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set while a body that is no small one is kept: gives its place back. */
    giveBodyBack: (() => void) | undefined;
  }
}

/** Whoever sends bodies, as what they cost is shared out. */
export interface BodySender {
  readonly name: string;
  /** One of the many who share that name without knowing each other. */
  readonly visitor: string | undefined;
}

/** All keys, tills and people of an account are one sender. So are the visitors of its pages together, and all strangers. */
export function bodySenderOf(request: FastifyRequest): BodySender {
  const { caller } = request;
  if (caller === undefined) return { name: 'strangers', visitor: clientBlock(request) };
  if (!caller.publishable) return { name: caller.accountId, visitor: undefined };
  return { name: `visitors ${caller.accountId}`, visitor: clientBlock(request) };
}

/** Call it once nothing looks at the body any more: an answer may wait for its pace, and a body must not wait with it. */
export function letBodyGo(request: FastifyRequest): void {
  if (request.giveBodyBack === undefined) return;
  request.giveBodyBack();
  request.giveBodyBack = undefined;
  request.body = undefined;
}
