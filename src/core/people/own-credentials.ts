// A person's own password and second factor: chosen, set up, taken away.
import type { User } from '../accounts/account';
import { requirePresence, STEP_UP_MS } from '../accounts/permissions';
import { Refusal } from '../values/refusal';
import { isWithin, type Instant } from '../values/time';
import { recordOwn, renewSession, rewriteUser, type Held, type PeopleParts, type Renewed, type Where } from './parts';
import { needsSecondFactor } from './session';
import { recoveryDigest, requirePassword, requireStatus } from './sign-in';
import { requireStillIn } from './still-in';

/**
 * Gives the person a password of the own choice, and ends the other sessions. `password` is the present one, which a session that
 * began with a printed password has just given. Throws `Refusal` sign_in_failed, password_too_common, session_incomplete.
 */
export async function choosePassword(
  parts: PeopleParts,
  held: Held,
  { newPassword, password }: { readonly newPassword: string; readonly password: string | null },
  where: Where,
): Promise<Renewed> {
  const { credentials, clock } = parts;
  requireStatus(held, 'new_password', 'active', 'set_up_second_factor');
  if (!held.user.passwordPrinted) await requirePassword(parts, held.user, password ?? '', where);
  if (credentials.isCommon(newPassword, held.user.email))
    throw new Refusal('password_too_common', 'This password is among the first that others would try', {
      param: 'new_password',
      extra: { reason: 'common' },
    });
  const asker = { isIn: true, name: held.user.id };
  if (await credentials.matches(newPassword, held.user.passwordHash, asker)) throw notAnother(held.user);
  const passwordHash = await credentials.hash(newPassword, asker);
  // Three hashes wait for their turn: whoever had this session ended meanwhile must not find another password in its place.
  await requireStillIn(parts, { id: held.user.id, sessionId: held.session.id }, null);
  const now = clock.now();
  const user = await rewriteUser(parts, held.user.id, (standing) => {
    // Another session chose meanwhile: what this one proved is not the password any more.
    if (standing.passwordHash !== held.user.passwordHash)
      throw new Refusal('session_ended', 'The password was changed');
    // Who chooses an own one in place of the printed one is in, and so is who sets up what is asked for besides.
    return {
      ...standing,
      passwordHash,
      passwordPrinted: false,
      epoch: standing.epoch + 1,
      lastSignedInAt: standing.lastSignedInAt ?? now,
    };
  });
  const changes = { epoch: user.epoch, presentUntil: now + STEP_UP_MS, seenAt: now };
  const renewed = await renewSession(parts, { ...held, user }, changes);
  await recordOwn(parts, user, where, 'password_changed');
  return renewed;
}

/** Whoever printed a password, or read it over a shoulder, knows it: it would be no own one. */
function notAnother({ passwordPrinted }: User): Refusal {
  const message = passwordPrinted
    ? 'This is the printed password: choose an own one'
    : 'This is the password you have: choose another one';
  const reason = passwordPrinted ? 'printed' : 'unchanged';
  return new Refusal('password_too_common', message, { param: 'new_password', extra: { reason } });
}

/**
 * A factor that stands is replaced or taken away with a code of it: a password that somebody else has seen must not be enough to take
 * a person's account over. Where none stands the password is what there is. Throws `Refusal` step_up_required.
 */
function requireOwnPresence({ session, user }: Held, now: Instant): void {
  if (user.secondFactor === null) {
    requirePresence(session, now);
    return;
  }
  if (session.secondFactorAt !== null && isWithin(session.secondFactorAt, STEP_UP_MS, now)) return;
  throw new Refusal(
    'step_up_required',
    'Give a code of your authenticator, or a recovery code, first: POST /v1/console/session/step_up',
    { extra: { with: 'code' } },
  );
}

/**
 * A seed to put into an authenticator, kept until a code of it is confirmed. Doing it again gives another one. Throws `Refusal`
 * step_up_required: whoever finds an open browser must not put an authenticator in the place of its owner's, nor be the first to set one
 * up for somebody who was given a role that needs one.
 */
export async function beginSecondFactor(
  parts: PeopleParts,
  held: Held,
): Promise<{ readonly secret: string; readonly address: string }> {
  requireStatus(held, 'set_up_second_factor', 'active');
  requireOwnPresence(held, parts.clock.now());
  const secret = parts.credentials.newSeed();
  const pendingSeed = parts.sealer.seal(secret, held.user.id);
  await rewriteUser(parts, held.user.id, (user) => ({ ...user, pendingSeed }));
  return { secret, address: parts.credentials.addressOf(secret, held.user.email) };
}

/**
 * From now on it is asked for; where it takes the place of another one the other sessions end. The recovery codes are shown this once.
 * Throws `Refusal` code_invalid, step_up_required.
 */
export async function confirmSecondFactor(
  parts: PeopleParts,
  held: Held,
  code: string,
  where: Where,
): Promise<Renewed & { readonly recoveryCodes: readonly string[] }> {
  const { credentials, sealer, clock } = parts;
  requireStatus(held, 'set_up_second_factor', 'active');
  requireOwnPresence(held, parts.clock.now());
  const now = clock.now();
  const recoveryCodes = credentials.newRecoveryCodes();
  const user = await rewriteUser(parts, held.user.id, (standing) => {
    const { pendingSeed, id } = standing;
    const step = pendingSeed === null ? null : credentials.stepOf(sealer.open(pendingSeed, id), code, now, 0);
    if (pendingSeed === null || step === null)
      throw new Refusal('code_invalid', 'This is not the code that the authenticator shows now', { param: 'code' });
    const recoveryDigests = recoveryCodes.map((one) => recoveryDigest({ sealer }, id, readCode(parts, one)));
    const secondFactor = { sealedSeed: pendingSeed, lastStep: step, recoveryDigests, confirmedAt: now };
    const epoch = standing.epoch + (standing.secondFactor === null ? 0 : 1);
    return { ...standing, secondFactor, pendingSeed: null, epoch, lastSignedInAt: standing.lastSignedInAt ?? now };
  });
  const changes = { epoch: user.epoch, secondFactorAt: now, presentUntil: now + STEP_UP_MS, seenAt: now };
  const renewed = await renewSession(parts, { ...held, user }, changes);
  await recordOwn(parts, user, where, 'second_factor_set_up');
  return { ...renewed, recoveryCodes };
}

/** Throws `Refusal` second_factor_needed for roles that may not be without one, and step_up_required. */
export async function removeSecondFactor(parts: PeopleParts, held: Held, where: Where): Promise<User> {
  requireStatus(held, 'active');
  requireOwnPresence(held, parts.clock.now());
  const user = await rewriteUser(parts, held.user.id, (standing) => {
    if (needsSecondFactor(standing.role))
      throw new Refusal('second_factor_needed', `A person whose role is ${standing.role} needs a second factor`);
    return { ...standing, secondFactor: null, pendingSeed: null };
  });
  await recordOwn(parts, user, where, 'second_factor_removed');
  return user;
}

function readCode({ credentials }: PeopleParts, code: string): string {
  const read = credentials.readRecoveryCode(code);
  if (read === null) throw new Error('A recovery code that was just made cannot be read');
  return read;
}
