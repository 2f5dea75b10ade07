// One word with every error: what the one who reads it does next. Few enough for a program to switch over, where codes are many.

/** Every word, with what it tells a shop or a till to do. */
export const ADVICE = {
  try_another_voucher:
    'This voucher will not do, now or later. Nothing was taken: ask the customer for another one, or another means.',
  change_amount: 'Only the amount is wrong. Nothing was done: ask for a different one, under a new `Idempotency-Key`.',
  retry_same_key:
    'Send the same request again after `Retry-After`, with the same `Idempotency-Key`. It is safe, and the answer says what became of it.',
  retry_new_key:
    'This attempt is over and took nothing. Whoever still wants to pay makes a new redemption, under a new `Idempotency-Key`.',
  retry_later:
    'Nothing was done. Try again after `Retry-After`, or in some minutes; a redemption that has failed is made anew, under a new key.',
  wait: 'The outcome is not certain yet. Hand over nothing and do not redeem the voucher under another key: read it again after `Retry-After`.',
  read_again: 'It is not in the state that the request expects. Read the object that it is about, and decide again.',
  do_not_repeat: 'It cannot be done as things stand, and a repeat changes nothing. Tell the person who asked.',
  fix_request: 'The request can never succeed as it is. Whoever wrote the program that sends it has to correct it.',
  check_api_key: 'The API key is not one that may do this. Look at which key the program was given.',
  sign_in:
    'A person has to sign in, or to show again that it is them. Then the same request can be sent again, with the same `Idempotency-Key`.',
  contact_support:
    'Nothing that a caller sends helps. Tell whoever runs this server, with the `request_id` or the id of the redemption.',
} as const;

/** One of the words. */
export type Advice = keyof typeof ADVICE;
/** All of them, in the order of the table. */
export const ADVICE_WORDS = Object.keys(ADVICE) as Advice[];
