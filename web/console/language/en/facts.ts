// English: what happened to a redemption, as somebody says it who never saw the program. `verdict_given` and the like are its own names.

export const facts = {
  facts: {
    created: 'The sale was recorded',
    reserved: 'The voucher was set aside for this sale, so that no other can use it',
    held: 'The voucher is held for this sale. This provider is not asked beforehand',
    reserve_requested: 'The provider was asked to look at the voucher, or to hold it',
    confirm_requested: 'The provider was asked to take the value',
    reverse_requested: 'The provider was asked to give value back',
    release_requested: 'The provider was asked to let the voucher go',
    asked: 'The provider was asked what became of it',
    canceled: 'It was given up before anything was taken',
    lapsed: 'Its time ran out before anything was taken',
    lapse_put_off:
      'Its time ran out. It waits for a statement of the provider, as it may have been taken before a backup was put back',
    review_opened: 'A review was opened: somebody has to find out',
    review_assigned: 'The review was taken on',
    review_given_back: 'The review was given back to all',
    review_noted: 'A note was added to the review',
    return_found: "The provider's statement shows that value had come back",
    verdict_given: 'A person settled it',
    verdict_proposed: 'A person gave a verdict. A second person has to agree',
    updated: 'Its reference or its notes were changed',
    acknowledged: 'The outcome was shown at the till',
    receipt_printed: 'A receipt was printed',
    idempotency_key_expired: 'Housekeeping: the number of an old request was forgotten. Nothing changed',
    resealed: 'Housekeeping: what is secret here was locked with a new key. Nothing changed',
    pins_erased: 'The PIN of a voucher that came back was erased',
    pin_revealed: 'A PIN was shown to a person',
    reversal_proposed: 'Giving back was proposed. It takes a second person',
    reversal_approved: 'Giving back was approved by a second person',
    reversal_rejected: 'Giving back was rejected by a second person',
    reversal_proposal_lapsed: 'Nobody decided on giving it back within 24 hours, so that has lapsed',
  },

  /** What an answer is about. */
  answered: {
    reserve: 'Looking at the voucher',
    confirm: 'Taking the value',
    reverse: 'Giving it back',
    release: 'Letting it go',
  },
  answers: {
    accepted: 'done',
    declined: 'the provider refused',
    pending: 'the provider has not finished yet',
    not_sent: 'it could not be sent, so nothing happened',
    unknown: 'no clear answer came',
    not_found: 'the provider knows nothing of it',
  },
  noAnswer: 'the provider answered',
  late: 'later than expected',
  contradicted: 'a later answer says otherwise',

  /** Of which voucher a PIN was seen, and why one was erased. */
  seen: { change: 'of the change voucher', refund: 'of the new voucher' },
  erased: { spent: 'that voucher was spent', expired: 'that voucher had run out' },
  copy: (number: string) => `copy ${number}`,
};
