// The codes that only people at the console are told.
import { entry } from './problem-entry';

/** By code, in the order in which one meets them. */
export const PEOPLE_PROBLEMS = {
  session_missing: entry(
    401,
    'Not signed in',
    'The request has no cookie of the console, or one that stands for no session. Sign in: `POST /v1/console/session`.',
    'sign_in',
  ),
  session_ended: entry(
    401,
    'The session has ended',
    '`reason` says why: `idle` (nothing was done for a while), `age` (it stood as long as one may), `ended` (somebody ended it, the password changed, or the user was disabled). Sign in again.',
    'sign_in',
  ),
  session_of_another: entry(
    409,
    'Somebody else is signed in',
    'The request says in `Vouch-User` whose session it means, and its cookie is of somebody else: in another tab of this browser somebody signed out, and another person in. Nothing was done. `GET /v1/console/session` without that header says who it is.',
    'sign_in',
  ),
  sign_in_failed: entry(
    401,
    'That did not let you in',
    'The e-mail address or the password is wrong, or the user may not sign in. The words are the same for all of these, and for an address that nobody has.',
    'sign_in',
  ),
  code_invalid: entry(
    401,
    'The code is not right',
    'Neither the code that the authenticator shows now nor a recovery code that nobody has used. Each counts once: wait for the next one.',
    'sign_in',
  ),
  session_incomplete: entry(
    403,
    'Signing in is not finished',
    '`status` says what is missing: `second_factor` (give a code), `new_password` (choose an own one), `set_up_second_factor` (your role needs one).',
    'sign_in',
  ),
  too_many_sign_ins: entry(
    429,
    'Too many sign-ins',
    'Passwords or codes were wrong too often from this address, for this person or in all, or a person signed in too often. The waits grow, and nobody is locked out: try again after `Retry-After`, or from another address.',
    'retry_later',
    true,
  ),
  password_too_common: entry(
    422,
    'Others would try this password first',
    '`reason` says why: `common` (it is on the list of common passwords, is a common word with digits, a pattern of the keyboard, or made of your own e-mail address), `printed` (it is the one you were given) or `unchanged` (it is the one you have). Any 12 characters that are none of these will do.',
    'fix_request',
  ),
  last_admin: entry(
    409,
    'The last admin',
    'The account would be left without an active admin. Make another one first.',
    'do_not_repeat',
  ),
  own_account: entry(
    403,
    'Not on yourself',
    'Nobody changes the own role, and nobody disables or resets himself: another admin does.',
    'do_not_repeat',
  ),
  too_many_keys: entry(
    422,
    'Too many API keys',
    'An account may have 1,000 keys that are not revoked. Revoke one first.',
    'do_not_repeat',
  ),
  too_many_users: entry(
    422,
    'Too many users',
    'An account may have 1,000 users, disabled ones included.',
    'do_not_repeat',
  ),
  second_factor_needed: entry(
    409,
    'This role needs a second factor',
    'Approvers and admins cannot be without one. Set up another in its place instead.',
    'do_not_repeat',
  ),
} as const;
