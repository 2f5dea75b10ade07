// What refusals are in words, by their code.

type Details = Readonly<Record<string, unknown>>;
const list = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : '');

/** A password that others know is none of one's own, whoever they are. */
function refusedPassword(reason: unknown): { readonly what: string; readonly next: string } {
  const next = 'Take a few words that belong together for you alone.';
  if (reason === 'printed') return { what: 'That is the printed password: choose your own.', next };
  if (reason === 'unchanged') return { what: 'That is the password you have: choose another one.', next };
  return { what: 'Too many people use that password.', next };
}

export const problems = {
  faults: 'Something that was typed cannot be taken.',
  other: 'The server refused, and did not say why.',
  byCode: {
    no_answer: {
      what: 'No answer came from the server.',
      next: 'Look at the connection, then try again. Nothing is done twice.',
    },
    unexpected_answer: {
      what: 'Something on the way answered in place of the server.',
      next: 'A proxy, or the sign-in page of a network. Try again in a moment.',
    },
    permission_missing: ({ roles }: Details) => ({
      what: 'Your role does not hold this right.',
      next: list(roles) === '' ? 'An admin can change your role.' : `Ask somebody whose role is: ${list(roles)}.`,
    }),
    key_not_allowed: { what: 'People may not do this.', next: 'It takes a secret key of the API.' },
    version_conflict: {
      what: 'It has changed since you looked.',
      next: 'Nothing was done. See what is there now, and decide again.',
    },
    not_found: { what: 'There is no such thing here.', next: 'It may belong to the other mode: test or live.' },
    review_closed: {
      what: 'This review is closed already.',
      next: 'Somebody else settled it, or the provider answered after all.',
    },
    invalid_state: { what: 'That is not possible any more.', next: 'It has changed since. Read it again.' },
    own_proposal: { what: 'You asked for it, so somebody else has to decide.', next: 'Another approver can.' },
    proposal_waiting: {
      what: 'You asked for this already, and it waits for a second person.',
      next: 'Nothing was asked a second time. Another amount can be asked for besides.',
    },
    approval_required: { what: 'That takes a second person.', next: 'Ask for it in place of doing it.' },
    reversal_exceeds_redeemed: {
      what: 'That is more than what is left.',
      next: 'Something may have been given back meanwhile.',
    },
    reversal_not_supported: {
      what: 'This provider does not give value back.',
      next: 'Refund the customer in another way.',
    },
    too_many_reveals: { what: 'You have seen ten PINs today.', next: 'Another approver can, or you again tomorrow.' },
    too_many_pin_attempts: {
      what: 'You have written or looked for too many numbers: PINs, or phone numbers of customers.',
      next: 'Leave them out, or wait a quarter of an hour.',
    },
    pin_in_text: { what: 'There is a PIN in the text.', next: 'Take it out: texts are kept, and read by others.' },
    last_admin: { what: 'The last admin stays an admin.', next: 'Make somebody else an admin first.' },
    sign_in_failed: {
      what: 'That did not work.',
      next: 'Check the e-mail and the password. An admin can give you a new one.',
    },
    code_invalid: {
      what: 'That code did not work.',
      next: 'Each code works once. Wait for the next one, and see that the clock of your phone is right.',
    },
    too_many_sign_ins: { what: 'Too many tries.', next: 'Wait a moment before the next one.' },
    password_too_common: ({ reason }: Details) => refusedPassword(reason),
    https_required: { what: 'Live mode needs an address with https.', next: 'Ask whoever set this server up.' },
    rate_limited: { what: 'Too many calls at once.', next: 'Wait a moment, then try again.' },
    overloaded: { what: 'The server has too much to do.', next: 'Wait a moment, then try again.' },
    store_unavailable: { what: 'The server cannot reach its store.', next: 'Nothing was done. Try again in a moment.' },
    internal_error: { what: 'The server made a mistake.', next: 'Tell whoever runs it the number of this request.' },
    session_missing: { what: 'You are not signed in.', next: '' },
    session_ended: { what: 'Your session is over.', next: '' },
    session_of_another: { what: 'Somebody else is signed in in this browser.', next: 'Nothing was done.' },
    step_up_required: ({ with: how }: Details) => ({
      what:
        how === 'code'
          ? 'A code of your authenticator is needed for this, or a recovery code.'
          : 'Your password is needed for this.',
      next: 'Nothing was done.',
    }),
    proposal_decided: { what: 'Somebody has decided already.', next: 'See what became of it.' },
    proposal_lapsed: {
      what: 'It has lapsed: nobody decided in time.',
      next: 'Ask for it again where it is still wanted.',
    },
    pin_erased: { what: 'This PIN is not kept any more.', next: 'Its voucher was spent, or had run out.' },
    own_account: { what: 'Nobody does that to himself.', next: 'Another admin can.' },
    second_factor_needed: { what: 'Your role keeps its second factor.', next: '' },
    reconciliation_running: {
      what: 'Another statement is being compared.',
      next: 'Wait until it has ended, then try again.',
    },
    too_many_proposals: ({ most_verdicts: mostVerdicts }: Details) =>
      mostVerdicts === undefined
        ? { what: 'Enough is waiting for this redemption.', next: 'Have somebody decide on that first.' }
        : {
            what: 'You have given enough verdicts on this review.',
            next: 'Somebody else can give another one, or agree with the one that waits.',
          },
    idempotency_key_in_use: { what: 'It is still under way.', next: 'Try again in a moment: it is not done twice.' },
    outcome_unknown: { what: 'It is not known yet what became of it.', next: 'Wait until the provider has answered.' },
  },
} as const;
