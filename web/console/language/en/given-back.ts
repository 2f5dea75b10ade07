// English: what came back to the customer, and how he gets at it.

export const givenBackWords = {
  givenBack: {
    tag: {
      whole: (amount: string) => `all given back: ${amount}`,
      part: (amount: string) => `${amount} given back`,
    },
    newVoucher: (amount: string, ending: string) =>
      `${amount} came back as a new voucher${ending === '' ? '' : ` ending ${ending}`}.`,
    newVoucherUnknown: (amount: string) =>
      `${amount} came back as a new voucher. Its PIN is not known here: ask the provider, the reviews say by which reference.`,
    bySms: (amount: string) => `${amount} went to the customer as a new voucher by SMS.`,
    restored: (amount: string, ending: string) =>
      `${amount} was put back on the voucher${/\d/.test(ending) ? ` ending ${ending}` : ' that it was taken from'}.`,
    pinBy: (roles: string) =>
      `The customer needs the PIN of the new voucher. Whoever has the role ${roles} can show it, on the page of this redemption.`,
    pinMine: 'The customer needs the PIN of the new voucher.',
    pinGone: 'The PIN of the new voucher is not kept any more: it was spent, or had run out.',
    show: 'Show the PIN of the new voucher',
    showEnding: (ending: string) => `Show the PIN ending ${ending}`,
    asksAgain: (time: string) => `Vouch asks the provider again at ${time}, and this page looks by itself.`,
    review: 'A person has to find out: there is a review of it.',
    comesAs: {
      refund_voucher: 'If it went through, the last four digits of a new voucher will stand here.',
      restored: 'If it went through, the amount was put back on the voucher that it was taken from.',
    },
    wait: 'Give nothing back by another way until then.',
  },
};
