// Whose body a request has, how long what came of it counts as kept, and how it is thrown away.
import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { clientBlock } from './address';
import './caller';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set while a body that is no small one is kept: gives its place back. */
    giveBodyBack: (() => void) | undefined;
  }
}

/** Kept on the request itself, as what its connection is busy with is on that. */
const UNWANTED = Symbol('nothing of its body is kept');
interface MayBeUnwanted {
  [UNWANTED]?: boolean;
}

/** Whoever sends bodies, as what they cost is shared out. */
export interface BodySender {
  readonly name: string;
  /** One of the many who share that name without knowing each other: the same one under every name. */
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

/**
 * Throws away what has come of a body that nobody has begun to read, and what comes until `wantBody`: some tens of kilobytes on each
 * connection, while its refusal waits.
 */
export function throwBodyAway(raw: IncomingMessage): void {
  if (raw.readableFlowing !== null) return;
  (raw as MayBeUnwanted)[UNWANTED] = true;
  raw.read();
}

/** From now on somebody reads it. */
export function wantBody(raw: IncomingMessage): void {
  if (!isUnwanted(raw)) return;
  (raw as MayBeUnwanted)[UNWANTED] = false;
  // It takes itself for one that is being read: what was thrown away never came to its end.
  raw.socket.resume();
}

/** Whether what comes of this body is not to be kept, and nothing more read for it. */
export function isUnwanted(raw: IncomingMessage): boolean {
  return (raw as MayBeUnwanted)[UNWANTED] === true;
}
