// Lets a request in: reads its key, refuses one that is mistyped, unknown, revoked or not allowed here, and names the
// caller.
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { digestOf, parseKey } from '../../auth/keys';
import { Services } from '../../core/use-cases/services';
import { PUBLIC_ROUTE, SECRET_ONLY } from '../request/caller';
import { ProblemException } from '../problems/problem';

interface Marks {
  readonly isPublic: boolean;
  readonly isSecretOnly: boolean;
}

/** Runs before every handler, first of all guards. Lets public routes pass; on all others it sets `request.caller`. */
@Injectable()
export class KeyGuard implements CanActivate {
  /** By controller, then by handler. Marks are set when the classes are loaded and never change after. */
  readonly #marks = new WeakMap<object, WeakMap<object, Marks>>();

  constructor(
    private readonly reflector: Reflector,
    private readonly services: Services,
  ) {}

  /**
   * True or an error, never false. Throws `ProblemException` 401 `key_missing` or `key_invalid`, 403 `key_revoked` or
   * `key_not_allowed`.
   */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { isPublic, isSecretOnly } = this.#marksOf(context);
    if (isPublic) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const text = keyText(request);
    const parsed = parseKey(text);
    // Read every time, never remembered: a key that was stolen is refused from the moment it is revoked.
    const key = parsed && (await this.services.store.accounts.findKeyByDigest(digestOf(text)));
    if (!key) throw new ProblemException(401, 'key_invalid', 'This API key is mistyped, or does not exist here');
    if (key.revokedAt !== null) request.revokedKeyId = key.id;
    if (key.revokedAt !== null) throw new ProblemException(403, 'key_revoked', `The key ${key.hint} is revoked`);
    const publishable = key.type === 'publishable';
    request.caller = {
      accountId: key.accountId,
      livemode: key.livemode,
      keyId: key.id,
      publishable,
      requestId: request.id,
    };
    if (publishable && isSecretOnly) {
      throw new ProblemException(403, 'key_not_allowed', 'A publishable key may not do that: use a secret key');
    }
    return true;
  }

  /** Read once: reflection is slow, and every request asks. */
  #marksOf(context: ExecutionContext): Marks {
    const controller = context.getClass();
    const handler = context.getHandler();
    const ofController = this.#marks.get(controller) ?? new WeakMap<object, Marks>();
    const known = ofController.get(handler);
    if (known) return known;
    const has = (mark: string) =>
      this.reflector.getAllAndOverride<boolean | undefined>(mark, [handler, controller]) === true;
    const marks = { isPublic: has(PUBLIC_ROUTE), isSecretOnly: has(SECRET_ONLY) };
    this.#marks.set(controller, ofController.set(handler, marks));
    return marks;
  }
}

/** `Authorization` wins where both are sent. Throws `key_missing` where there is neither. */
function keyText(request: FastifyRequest): string {
  const bearer = /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  const header = request.headers['x-api-key'];
  const text = bearer ?? (typeof header === 'string' ? header.trim() : undefined);
  if (text !== undefined && text !== '') return text;
  if (request.headers.authorization !== undefined) {
    throw new ProblemException(401, 'key_invalid', 'The Authorization header must read: Bearer <key>');
  }
  throw new ProblemException(401, 'key_missing', 'Send an API key: Authorization: Bearer <key>, or X-API-Key: <key>');
}
