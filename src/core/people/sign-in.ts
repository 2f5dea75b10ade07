// Signing in, step by step, and showing again that it is oneself. Every refusal of a password reads alike, whoever was meant.
import { statusOfUser, type SecondFactor, type User } from '../accounts/account';
import { STEP_UP_MS } from '../accounts/permissions';
import { Refusal } from '../values/refusal';
import { normalEmail } from './email';
import type { Instant } from '../values/time';
import { recordActOf } from './record-act';
import { recordOwn, renewSession, rewriteUser, type Held, type PeopleParts, type Renewed, type Where } from './parts';
import { statusOfSession, type Session } from './session';
import { endSession } from './sessions';
import { sessionTimesOf, unchosenSettings } from './settings';

/** Sessions of one person that stand at once, and as many again that are not whole yet. */
export const MOST_SESSIONS = 20;

/** Begins a session. Throws `Refusal` sign_in_failed. Whatever its status, the text of the cookie is new. */
export async function signIn(
  parts: PeopleParts,
  given: { readonly email: string; readonly password: string },
  where: Where,
): Promise<Renewed> {
  const { store, clock, credentials } = parts;
  const user = await store.accounts.findUserByEmail(normalEmail(given.email));
  const isRight = await credentials.matches(given.password, user?.passwordHash ?? null, {
    isIn: false,
    name: where.block,
  });
  if (!user || !isRight || statusOfUser(user) === 'disabled') {
    if (user) await recordFailure(parts, user, where);
    throw signInFailed();
  }
  const { text, digest } = credentials.newSessionText();
  const session = await newSession(parts, user, digest, where);
  await store.people.insertSession(session);
  const held = { session, user };
  await endOldest(parts, held, where);
  if (statusOfSession(session, user) !== 'active') return { ...held, text };
  return { ...held, user: await noteSignedIn(parts, user, session, where, clock.now()), text };
}

/** The second step: a code of the authenticator, or a recovery code, each once. Throws `Refusal` code_invalid. */
export async function passSecondFactor(parts: PeopleParts, held: Held, code: string, where: Where): Promise<Renewed> {
  const now = parts.clock.now();
  requireStatus(held, 'second_factor');
  const user = await spendCode(parts, held.user, code, where, 'second_factor_failed');
  const changes = { secondFactorAt: now, presentUntil: now + STEP_UP_MS, seenAt: now };
  const renewed = await renewSession(parts, { ...held, user }, changes);
  await recordOwn(parts, user, where, 'second_factor_passed');
  await endOldest(parts, renewed, where);
  if (statusOfSession(renewed.session, user) !== 'active') return renewed;
  return { ...renewed, user: await noteSignedIn(parts, user, renewed.session, where, now) };
}

/** Shows that the person is still there, also before a second factor is set up. Throws `Refusal` sign_in_failed or code_invalid. */
export async function stepUp(
  parts: PeopleParts,
  held: Held,
  given: { readonly password: string } | { readonly code: string },
  where: Where,
): Promise<Renewed> {
  requireStatus(held, 'active', 'set_up_second_factor');
  let { user } = held;
  if ('code' in given) user = await spendCode(parts, user, given.code, where, 'step_up_failed');
  else await requirePassword(parts, user, given.password, where);
  const now = parts.clock.now();
  const changes = { presentUntil: now + STEP_UP_MS, seenAt: now, ...('code' in given ? { secondFactorAt: now } : {}) };
  const renewed = await renewSession(parts, { ...held, user }, changes);
  await recordOwn(parts, user, where, 'stepped_up', { with: 'code' in given ? 'code' : 'password' });
  return renewed;
}

/** The person's own password again. Throws `Refusal` sign_in_failed. */
export async function requirePassword(parts: PeopleParts, user: User, password: string, where: Where): Promise<void> {
  if (await parts.credentials.matches(password, user.passwordHash, { isIn: true, name: user.id })) return;
  await recordOwn(parts, user, where, 'step_up_failed', { with: 'password' });
  throw new Refusal('sign_in_failed', 'The password is not right');
}

/** Throws `Refusal` session_incomplete, which says how far the session is, or invalid_state where that step is behind it. */
export function requireStatus({ session, user }: Held, ...wanted: readonly string[]): void {
  const status = statusOfSession(session, user);
  if (wanted.includes(status)) return;
  if (status === 'active') throw new Refusal('invalid_state', 'This step of signing in is done already');
  throw sessionIncomplete(status);
}

/** What a session that is not whole is told. */
export function sessionIncomplete(status: string): Refusal {
  return new Refusal('session_incomplete', `Finish signing in first: ${status}`, { extra: { status } });
}

/**
 * Takes a code for good, in one compare-and-set: of two requests with the same code one is refused. `ended`: what a wrong one is in the
 * audit log.
 */
async function spendCode(
  parts: PeopleParts,
  user: User,
  code: string,
  where: Where,
  failure: 'second_factor_failed' | 'step_up_failed',
): Promise<User> {
  const now = parts.clock.now();
  const before = user.secondFactor?.recoveryDigests.length;
  try {
    const spent = await rewriteUser(parts, user.id, (standing) => {
      const factor = standing.secondFactor && withCodeSpent(parts, standing, standing.secondFactor, code, now);
      if (!factor) throw new Refusal('code_invalid', 'This code is not right, or was used before');
      return { ...standing, secondFactor: factor };
    });
    const left = spent.secondFactor?.recoveryDigests.length;
    if (left !== before) await recordOwn(parts, user, where, 'recovery_code_used', { left: left ?? 0 });
    return spent;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'code_invalid')
      await recordOwn(parts, user, where, failure, { with: 'code' });
    throw error;
  }
}

/** Null where the code is none. */
function withCodeSpent(
  { sealer, credentials }: PeopleParts,
  user: User,
  factor: SecondFactor,
  code: string,
  now: Instant,
): SecondFactor | null {
  const step = credentials.stepOf(sealer.open(factor.sealedSeed, user.id), code, now, factor.lastStep);
  if (step !== null) return { ...factor, lastStep: step };
  const recovery = credentials.readRecoveryCode(code);
  const digest = recovery === null ? '' : recoveryDigest({ sealer }, user.id, recovery);
  if (!factor.recoveryDigests.includes(digest)) return null;
  return { ...factor, recoveryDigests: factor.recoveryDigests.filter((one) => one !== digest) };
}

/** Named, so that it is the digest of nothing else, and of nobody else's code. */
export function recoveryDigest({ sealer }: Pick<PeopleParts, 'sealer'>, userId: string, code: string): string {
  return sealer.keyDigest(`recovery:${userId}:${code}`);
}

async function newSession(
  { store, clock, ids }: PeopleParts,
  user: User,
  digest: string,
  { address, agent }: Where,
): Promise<Session> {
  const now = clock.now();
  const settings = (await store.people.findSettings(user.accountId)) ?? unchosenSettings(user.accountId);
  return {
    id: ids.next('ses'),
    rev: 1,
    accountId: user.accountId,
    userId: user.id,
    digest,
    epoch: user.epoch,
    createdAt: now,
    seenAt: now,
    secondFactorAt: null,
    // A password alone is no presence where a second factor is asked for.
    presentUntil: user.secondFactor === null ? now + STEP_UP_MS : null,
    ...sessionTimesOf(settings),
    address,
    agent,
    endedAt: null,
  };
}

/**
 * One person has a few browsers: a program that signs in in a circle fills no store. Of those as whole as this one alone: somebody with the
 * password and no code would otherwise put its owner out, again and again, by sessions that open nothing.
 */
async function endOldest(parts: PeopleParts, { session, user }: Held, where: Where): Promise<void> {
  const isWhole = (one: Session) => statusOfSession(one, user) === 'active';
  const sessions = await parts.store.people.listSessions(user.id, 2 * (MOST_SESSIONS + 1));
  const others = sessions.filter((one) => one.id !== session.id && isWhole(one) === isWhole(session));
  for (const one of others.slice(MOST_SESSIONS - 1)) await endSession(parts, user, one, where);
}

async function noteSignedIn(
  parts: PeopleParts,
  user: User,
  session: Session,
  where: Where,
  now: Instant,
): Promise<User> {
  const noted = await rewriteUser(parts, user.id, (standing) => ({ ...standing, lastSignedInAt: now }));
  const about = { kind: 'session', id: session.id };
  await recordOwn(parts, user, where, 'signed_in', { second_factor: session.secondFactorAt !== null }, about);
  return noted;
}

/** Of a user that there is: what a stranger typed for an e-mail address may be a password, and is written nowhere. */
async function recordFailure(parts: PeopleParts, user: User, { address, requestId }: Where): Promise<void> {
  const actor = { kind: 'stranger', id: user.id, email: user.email } as const;
  const origin = { accountId: user.accountId, actor, address, requestId };
  await recordActOf(parts, origin, 'sign_in_failed', { kind: 'user', id: user.id }, { status: statusOfUser(user) });
}

function signInFailed(): Refusal {
  return new Refusal('sign_in_failed', 'The e-mail address or the password is not right, or this user may not sign in');
}
