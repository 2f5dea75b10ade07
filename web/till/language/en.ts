// English. Every other language file satisfies the type `Language`, which is made of this one.
// Short words: they are read in a second, by somebody with a queue before them. No fault in the words of a computer.

/** The screen, and the paper. A function takes what it names, in the form in which it is shown. */
export const en = {
  tag: 'en',
  name: 'English',
  /** For Intl: amounts with a point, as the slips here have them, and days before months. */
  formats: { numbers: 'en', dates: 'en-GB' },

  product: 'Vouch till',
  test: 'TEST',
  unpaired: 'Not paired',

  nav: { parked: 'Parked', lastSales: 'Last sales', close: 'Back' },
  keys: { enter: 'Enter', escape: 'Esc' },

  starting: { heading: 'Starting', text: 'Looking for what was left open …' },
  otherPage: {
    heading: 'The till is open in another window',
    text: 'Close it, and this one goes on by itself. One at a time, so that nothing is taken twice.',
  },

  pairing: {
    heading: 'Pair this till',
    code: 'Pairing code',
    submit: 'Pair',
    busy: 'Pairing …',
    why: {
      new: 'Eight characters that your manager makes. They work for ten minutes.',
      not_paired_any_more: 'This till is not paired any more. Ask for a new code.',
      revoked: 'This till was shut out. Ask for a new code.',
    },
    waiting: (count: number) => `Payments to find out about afterwards: ${count}`,
    faults: {
      no_code: 'Type the code first.',
      code_refused: 'That did not work. Ask for a new code.',
      too_many_codes: 'Too many wrong codes. Wait 15 minutes.',
      https_required: 'This till needs an address with https. Ask whoever set it up.',
      no_answer: 'No answer. Try again, or ask for a new code.',
      refused: 'That did not work. Try again, or ask for a new code.',
    },
  },

  amount: {
    heading: 'Amount to pay',
    types: 'Voucher type',
    whole: 'Whole value',
    wholeOn: 'The whole value of the voucher is taken',
    next: 'Next',
    delete: 'Delete',
    reference: (reference: string) => `For ${reference}`,
    hint: 'Type the amount, or scan a voucher.',
  },

  voucher: {
    heading: 'Scan or type the voucher',
    pin: 'Voucher PIN',
    phone: 'Phone number',
    phoneHint: 'The change is sent to it by SMS',
    length: (typed: number, whole: number) => `${typed} of ${whole} digits`,
    take: 'Take payment',
    back: 'Back',
    rest: (paid: string) => `Rest of a sale: ${paid} is paid already`,
    restChanged: 'Support gave back a part of what was paid. So much is left to pay now.',
    typeChanged: (type: string) => `The number is that of another type: ${type}`,
    faults: {
      no_amount: 'Type the amount first',
      amount_first: 'Type the amount first, then scan',
      part_paid: 'Part of it is paid. Check what is left.',
      amount_too_large: 'That amount is too large',
      link_not_understood: 'Type the amount here.',
      goods_barcode: 'A barcode of goods, not a voucher',
      not_a_voucher: 'Not a voucher of any type here',
      letters: 'A PIN has digits only',
      no_pin: 'Scan or type the PIN',
      wrong_length: 'Not as many digits as this type has',
      no_phone: 'This type needs the phone number',
      wrong_phone: 'Not a number such as 082 123 4567',
      paired: (till: string) => `This till is paired as ${till}. To pair it anew, have it unpaired first.`,
    },
  },

  paidBefore: {
    heading: 'Paid already',
    new: 'New sale',
  },
  sending: {
    heading: 'Asking',
    seconds: (seconds: number) => `${seconds} s`,
    still: 'Still asking. Nothing is taken twice.',
    wait: 'Hand over nothing yet.',
    park: 'Serve the next customer',
    giveUp: 'Paid another way',
  },
  finding: {
    heading: 'Finding out',
    about: (amount: string, lastFour: string, time: string) => `Finding out about ${amount}, …${lastFour}, ${time}`,
    text: 'The till asks the server what became of it.',
    sale: 'Was this sale paid already?',
  },
  neverArrived: {
    heading: 'It never arrived',
    text: 'Nothing was taken, and nothing can be any more.',
    again: 'Scan again',
  },

  outcome: {
    paid: 'PAID',
    partlyPaid: 'PAID IN PART',
    givenBack: 'GIVEN BACK',
    notPaid: 'NOT PAID',
    inUse: 'IN USE',
    checking: 'CHECKING',
  },
  paid: {
    next: 'Next customer',
    print: 'Print',
    change: 'Change voucher',
    changeSms: 'The change went to the customer by SMS',
    changeOwed: (amount: string | null) =>
      `${amount === null ? 'Change' : `Change of ${amount}`} is owed: ask support.`,
    changeOwedWhy: 'The voucher for it was made, and did not come back. The customer has a right to it.',
    changeCode: 'QR code of the change voucher',
    expires: (date: string) => `Valid until ${date}`,
    giveChange: 'Give this to the customer. It is worth money.',
    handOver: 'Hand over the goods.',
    from: (time: string) => `from ${time}`,
    scannedAgain: (lastFour: string) => `…${lastFour} was scanned again. This is the payment that has it.`,
  },
  partlyPaid: {
    still: 'STILL TO PAY',
    taken: (amount: string) => `${amount} paid`,
    rest: 'The voucher is used up.',
    lack: (back: string) => `Support gave back ${back} of what was paid before.`,
    nextVoucher: 'Next voucher for the rest',
    printed: 'Done: next voucher',
  },
  givenBack: {
    of: (back: string, taken: string) => `${back} of ${taken}`,
    all: 'Support gave it back. Hand over nothing.',
    part: (kept: string) => `Support gave a part back. ${kept} stays paid.`,
    another: (rest: string) => `Voucher for ${rest}`,
  },
  notPaid: {
    nothing: 'Nothing was taken.',
    say: 'Say to the customer',
    again: 'Try again',
    another: 'Another voucher',
    next: 'Next customer',
    tryAs: (type: string) => `Try as ${type}`,
    here: 'By another payment of this till',
    elsewhere: 'By another till, or for another sale',
  },
  checking: {
    heading: 'Hand over nothing. Do not try again.',
    text: 'It is not known yet whether the voucher was taken. The till goes on asking.',
    say: 'The voucher is being checked. Keep it, and this slip.',
    park: 'Serve the next customer',
    slip: 'Print the slip',
    since: (time: string) => `Since ${time}`,
  },

  tray: {
    heading: 'Parked',
    none: 'Nothing is parked.',
    elsewhere: 'Made when this was another till. That till, or support, knows.',
    forget: 'Take it off the list',
    age: (minutes: number) =>
      minutes < 1 ? 'just now' : minutes < 60 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`,
  },
  lastSales: {
    heading: 'Last sales',
    none: 'No sale of this till in the last 24 hours.',
    loading: 'Reading …',
    faults: {
      no_answer: 'No answer. Try again in a moment.',
      gone: 'That sale is older than 24 hours. Support can help.',
      too_many_receipts: 'This receipt was printed too often. Support can help.',
    },
    reprint: 'Print a copy',
    of: (amount: string) => `of ${amount}`,
    printed: (copy: number) => (copy > 1 ? `Printed as COPY ${copy}` : 'Printed'),
    givenBack: 'Given back',
    showPin: 'Show PIN',
    changePin: 'Change voucher:',
  },
  print: {
    underWay: 'Printing …',
    ask: 'Did it print?',
    yes: 'Done, it printed',
    again: 'Print again',
    without: 'On without paper',
  },

  settings: {
    heading: 'This till',
    printing: 'Print each receipt by itself',
    paper: 'Width of the paper',
    paperWidth: (mm: number) => `${mm} mm`,
    sound: 'Sound',
    letterKeys: 'P as a key for printing',
    language: 'Language',
  },

  trouble: {
    offline: 'No connection. It goes on by itself when it is back.',
    asked_to_wait: 'The service asked to wait. The till tries again.',
    asked_to_wait_until: (seconds: number) => `The service asked to wait. Again in ${seconds} s.`,
    wrong_key: 'This till is shut out. Have it paired again.',
    store: 'Nothing is kept. After a power cut see Last sales.',
    insecure: 'No https: use one window only.',
  },

  /** Why nothing was taken, by `last_error.code` or the code of a refusal: what happened, and what to tell the customer. */
  reasons: {
    voucher_already_redeemed: {
      why: 'This voucher was spent before.',
      say: 'It was used already. Do you have another voucher?',
    },
    voucher_expired: { why: 'This voucher has expired.', say: 'The shop that sold it can help.' },
    voucher_cancelled: { why: 'This voucher was blocked.', say: 'The shop that sold it can help.' },
    voucher_not_found: {
      why: 'Nobody knows this number.',
      say: 'Do you have another voucher?',
    },
    voucher_not_redeemable: {
      why: 'It cannot be used.',
      say: 'Do you have another voucher?',
    },
    insufficient_value: {
      why: 'It is worth less than the amount.',
      say: 'Please pay another way.',
    },
    amount_too_small: { why: 'Too small for this type.', say: 'Please pay another way.' },
    amount_too_large: { why: 'Too large for this type.', say: 'Please pay another way.' },
    provider_unavailable: {
      why: 'The provider cannot be reached.',
      say: 'Your voucher is still good. Please pay another way.',
    },
    provider_misconfigured: {
      why: 'It cannot be taken now.',
      say: 'Your voucher is still good. Please pay another way.',
    },
    voucher_in_use: {
      why: 'Another payment has this voucher. See Parked and Last sales.',
      say: 'Another payment has it. Do you have another voucher?',
    },
    too_many_pin_attempts: {
      why: 'Too many wrong PINs.',
      say: 'Please pay another way.',
    },
    other: { why: 'It was refused.', say: 'Nothing was taken. Please pay another way.' },
  },

  receipt: {
    paid: 'PAID',
    partlyPaid: 'PAID IN PART',
    checking: 'BEING CHECKED',
    notPaid: 'NOT PAID',
    copy: (number: number) => `COPY ${number}`,
    wholeValue: 'Whole value',
    asked: 'Sale',
    stillToPay: 'STILL TO PAY',
    type: 'Voucher',
    reference: 'Reference',
    redemption: 'Redemption',
    terminal: 'Till',
    changeHeading: 'CHANGE VOUCHER',
    changeSms: 'The change was sent by SMS.',
    changeOwedHeading: 'CHANGE IS OWED',
    changeOwed: 'Ask support for it, with this slip.',
    changeExpires: 'Valid until',
    changeKeep: 'Keep this slip like cash.',
    checkingText: 'The voucher is being checked. No goods were handed over. Keep it, and this slip.',
    test: 'TEST: no real money',
  },
};
