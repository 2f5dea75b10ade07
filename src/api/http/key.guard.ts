// Lets a request in: reads its key, refuses one that is mistyped, unknown, revoked or not allowed here, and names the
// caller. Done before the body is read: a sender without a key costs no more than its headers.
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { digestOf, parseKey } from '../../auth/keys';
import type { Services } from '../../core/use-cases/services';
import type { Access } from '../request/caller';
import { givenRequestIdOf } from '../request/request-id';
import { ProblemException } from '../problems/problem';
import { headerFault } from './header-rules';

/**
 * Sets `request.caller`. Throws `ProblemException` 401 `key_missing` or `key_invalid`, 403 `key_revoked` or
 * `key_not_allowed`, 400 where two different keys are sent.
 */
export async function admit(
  request: FastifyRequest,
  access: Exclude<Access, 'open'>,
  { store }: Pick<Services, 'store'>,
): Promise<void> {
  const text = keyText(request);
  const parsed = parseKey(text);
  // Read every time, never remembered: a key that was stolen is refused from the moment it is revoked.
  const key = parsed && (await store.accounts.findKeyByDigest(digestOf(text)));
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
    givenRequestId: givenRequestIdOf(request.headers),
  };
  if (publishable && access === 'secret_key') {
    throw new ProblemException(403, 'key_not_allowed', 'A publishable key may not do that: use a secret key');
  }
}

/**
 * The last door before a handler, after the body was read: whatever brought a request this far without a caller, no handler
 * sees it. Throws `ProblemException` 401 `key_missing`.
 */
@Injectable()
export class KeyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.routeOptions.config.access === 'open' || request.caller !== undefined) return true;
    throw keyMissing();
  }
}

/** Throws `key_missing` where there is no key at all. */
function keyText(request: FastifyRequest): string {
  const bearer = /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  const header = request.headers['x-api-key'];
  const plain = typeof header === 'string' ? header.trim() : '';
  if (bearer !== undefined && plain !== '' && plain !== bearer) throw twoKeys();
  const text = bearer ?? plain;
  if (text !== '') return text;
  if (request.headers.authorization !== undefined) {
    throw new ProblemException(401, 'key_invalid', 'The Authorization header must read: Bearer <key>');
  }
  throw keyMissing();
}

function keyMissing(): ProblemException {
  return new ProblemException(401, 'key_missing', 'Send an API key: Authorization: Bearer <key>, or X-API-Key: <key>');
}

/** Which of the two callers it is would be a guess, and a wrong guess writes into somebody else's books. */
function twoKeys(): ProblemException {
  const message = 'differs from the key in Authorization: send one key';
  return headerFault({ param: 'X-API-Key', code: 'conflict', message });
}
