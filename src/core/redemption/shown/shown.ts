// What of a redemption its public form is made of, and what decides who sees it in a list. Lists read this much and no more: the rest is most of the document.
import type { Redemption } from '../redemption';

/** The fields that are shown. The compiler refuses a public form that is made of others. */
export const SHOWN = [
  'id',
  'livemode',
  'version',
  'status',
  'outcome',
  'type',
  'captureMethod',
  'amountCents',
  'currency',
  'reservedCents',
  'redeemedCents',
  'reversedCents',
  'proposals',
  'source',
  'options',
  'changeVoucher',
  'lastError',
  'operations',
  'metadata',
  'externalReference',
  'relatedIds',
  'reservedUntil',
  'lapsePutOff',
  'settledAt',
  'createdAt',
  'updatedAt',
  // Of these two nothing is shown: by them a terminal's own rows, and those that it still has to show, are told from others.
  'createdBy',
  'acknowledgedAt',
] as const satisfies readonly (keyof Redemption)[];

/** A redemption as far as it is shown. */
export type ShownRedemption = Pick<Redemption, (typeof SHOWN)[number]>;
