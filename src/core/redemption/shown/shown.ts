// What of a redemption its public form is made of. Lists read this much and no more: the rest is most of the document.
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
  'source',
  'options',
  'changeVoucher',
  'lastError',
  'operations',
  'metadata',
  'externalReference',
  'relatedIds',
  'reservedUntil',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof Redemption)[];

/** A redemption as far as it is shown. */
export type ShownRedemption = Pick<Redemption, (typeof SHOWN)[number]>;
