// The parts of a query in the words of the store.
import type { Caller } from '../../accounts/caller';
import { type Permission, roleHolds } from '../../accounts/permissions';
import type { Part } from '../../search/read-query';
import { amountWord, claimWord, externalWord, nameWord, phoneWord, pinEndWord, type Word } from '../../search/words';
import { Pin } from '../../values/pin';
import { readReference } from '../../values/reference';
import { claimDigestOf } from '../pins/pin-in-text';
import type { Services } from '../services';

/** What a person needs to look for a whole PIN. */
export const SEARCH_PIN: Permission = 'records.search_pin';

/** The words of which a row must have one. Digits may be somebody's order number whatever else they look like. */
export function termOf(services: Services, part: Part, type: string | undefined, caller: Caller): readonly Word[] {
  switch (part.is) {
    case 'pin':
      return [...pinWords(services, part.digits, type, caller), ...referenceWords(part.digits)];
    case 'pin_end':
      return [pinEndWord(part.digits), externalWord(part.digits)];
    case 'amount':
      return [amountWord(part.amountCents), ...(part.digits === undefined ? [] : referenceWords(part.digits))];
    case 'phone':
      return [
        phoneWord(services.sealer.phoneDigest(part.number)),
        ...(looksForPin(part, caller) ? pinWords(services, part.digits, type, caller) : []),
        ...referenceWords(part.digits),
      ];
    case 'reference':
      return referenceWords(part.text);
    default:
      throw new Error(`${part.is} is no term`);
  }
}

/** A phone number with its country in front may be a PIN of another kind. */
const LEAST_PIN_DIGITS = 12;

/** Whether it is compared with whole PINs. */
export function looksForPin(part: Part, caller: Caller): part is Extract<Part, { readonly is: 'pin' | 'phone' }> {
  if (part.is === 'phone') return part.digits.length >= LEAST_PIN_DIGITS && mayLookForPins(caller);
  return part.is === 'pin';
}

/**
 * Whether what is found says of a number that is masked that it is this one: a PIN, or a customer's phone number, which has so few digits
 * that it could be found out by trying them.
 */
export function isGuess({ is }: Part): boolean {
  return is === 'pin' || is === 'phone';
}

function mayLookForPins({ user }: Caller): boolean {
  return user === undefined || roleHolds(user.role, SEARCH_PIN);
}

/** What an external reference may begin with, where none is called exactly so; null where the part is no such text. */
export function beginningOf(part: Part): string | null {
  if (part.is === 'reference') return readReference(part.text).ours ? null : part.text;
  return part.is === 'amount' ? (part.digits ?? null) : null;
}

/** By which the rows are found that somebody calls exactly so. */
function referenceWords(text: string): readonly Word[] {
  return [nameWord(text), externalWord(text)];
}

/** A PIN does not say of which type it is: the claim it would have as each of them. */
function pinWords(
  { providers, sealer }: Services,
  digits: string,
  only: string | undefined,
  { livemode }: Caller,
): readonly Word[] {
  const claims = providers.list(false).flatMap(({ type }): Word[] => {
    if (only !== undefined && only !== type) return [];
    const gate = providers.find(type, livemode) ?? providers.find(type, false);
    const field = gate?.traits.sourceFields.find(({ sensitive }) => sensitive);
    const claim = field && gate?.claimOf?.({ [field.name]: new Pin(digits) });
    return claim === undefined ? [] : [claimWord(claimDigestOf(sealer, type, livemode, claim))];
  });
  return [...new Set(claims)];
}
