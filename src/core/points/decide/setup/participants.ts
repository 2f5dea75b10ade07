// Participants: known by the merchant's own id, changed, suspended, closed.
import { Refusal } from '../../../values/refusal';
import type { Book, ParticipantStatus, Profile } from '../../book/book';
import { newBook, NO_PROFILE } from '../../book/new-book';
import { OpenBook } from '../../book/open-book';
import { bookChanges, type Decided } from '../decided';
import { nameKeyId, takeName, type Name } from '../names';
import { requireBook, type DecideContext } from '../require';
import type { Rows } from '../rows';

/** A participant by the merchant's own id, with what is known of it. */
export interface ParticipantFields {
  readonly externalId: string;
  readonly profile: Partial<Profile>;
}

/** Makes the participant, or changes what is given of the one that is there. */
export function decideUpsertParticipant(fields: ParticipantFields, rows: Rows, context: DecideContext): Decided {
  const { externalId, profile } = fields;
  const name = nameOf(context, externalId);
  const taken = rows.find('keys', nameKeyId(context.hash, name));
  if (taken) return decideUpdateParticipant(taken.ownerId, { profile }, rows, context);
  const participantId = context.nextId();
  const { accountId, livemode, at } = context;
  const whole = { ...NO_PROFILE, ...profile };
  const book = newBook({ participantId, accountId, livemode, externalId, profile: whole, at });
  const key = takeName(rows, context.hash, name, participantId, at, 'external_id');
  return { changes: bookChanges(opened(book, context), 0, { keys: [key] }), recordId: participantId };
}

/** What of a participant can change. Its status has a decision of its own. */
export interface ParticipantChange {
  readonly externalId?: string;
  readonly profile: Partial<Profile>;
}

/** Throws `Refusal` not_found, name_taken. */
export function decideUpdateParticipant(
  participantId: string,
  change: ParticipantChange,
  rows: Rows,
  context: DecideContext,
): Decided {
  const book = requireBook(rows, context, participantId);
  const { externalId = book.externalId ?? '' } = change;
  const open = opened(book, context);
  open.set({ externalId, profile: { ...book.profile, ...change.profile } });
  if (externalId === book.externalId) return { changes: bookChanges(open, book.rev), recordId: participantId };
  const name = nameOf(context, externalId);
  const keys = [takeName(rows, context.hash, name, participantId, context.at, 'external_id')];
  const freedKeys = [nameKeyId(context.hash, nameOf(context, book.externalId ?? ''))];
  return { changes: bookChanges(open, book.rev, { keys, freedKeys }), recordId: participantId };
}

/** Every direction is allowed. Once it is written, no redemption of this participant succeeds that the status forbids. */
export function decideParticipantStatus(
  participantId: string,
  status: ParticipantStatus,
  rows: Rows,
  context: DecideContext,
): Decided {
  const book = requireBook(rows, context, participantId);
  const open = opened(book, context);
  open.set({ status });
  return { changes: bookChanges(open, book.rev), recordId: participantId };
}

/** The participant of this name. Throws `Refusal` not_found. */
export function requireNamed(rows: Rows, context: DecideContext, externalId: string, param: string): string {
  const key = rows.find('keys', nameKeyId(context.hash, nameOf(context, externalId)));
  if (key) return key.ownerId;
  throw new Refusal('not_found', `There is no participant with the external_id ${externalId}`, { param });
}

function nameOf({ accountId, livemode }: DecideContext, name: string): Name {
  return { of: 'participant', accountId, livemode, within: null, name };
}

/** Who somebody is has nothing to do with lots: what is due waits for a call about points. */
function opened(book: Book, context: DecideContext): OpenBook {
  return new OpenBook({ book, lots: [], holds: [], lotsReadTo: () => undefined }, context);
}
