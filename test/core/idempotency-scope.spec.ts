// Whose idempotency keys are whose: a person's are nobody else's, as those of a till and of a page are.
import type { Caller } from '../../src/core/accounts/caller';
import { scopeOf } from '../../src/core/use-cases/idempotency/idempotency';
import { AesSealer } from '../../src/sealing/aes-sealer';

const sealer = new AesSealer([Buffer.alloc(32, 3)]);
const KEY = 'order-7';

function caller(keyId: string, over: Partial<Caller> = {}): Caller {
  const actor = { kind: 'api_key', id: keyId } as const;
  return { accountId: 'acc_1', livemode: false, keyId, actor, publishable: false, requestId: null, ...over };
}
const person = (id: string) =>
  caller(id, { user: { id, email: 'a@b.c', role: 'agent', sessionId: 'ses_1', epoch: 0, presentUntil: null } });

it('people share their keys with nobody, and secret keys theirs with each other', () => {
  const callers = [person('usr_1'), person('usr_2'), caller('key_1'), caller('pk_1', { publishable: true })];
  const scopes = callers.map((one) => scopeOf(sealer, one, KEY));
  expect(new Set(scopes).size).toBe(callers.length);
  expect(scopeOf(sealer, caller('key_2'), KEY)).toBe(scopes[2]);
  expect(scopeOf(sealer, person('usr_1'), KEY)).toBe(scopes[0]);
  expect(scopes.join()).not.toContain(KEY);
});
