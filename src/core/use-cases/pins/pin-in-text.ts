// Finds a voucher's own PIN in the texts that a merchant sends with it. Such text is stored in clear, shown and sent in webhooks.
import { isServer, type Caller } from '../../accounts/caller';
import { issuedVouchers, type Redemption, type WithoutHistory } from '../../redemption/redemption';
import { Pin } from '../../values/pin';
import { holdsLongNumber, TextReader } from '../../values/pin-text';
import { Refusal } from '../../values/refusal';
import type { Guesses, Services } from '../services';
import { pairHolding, paramsHolding, piecesHolding, type NamedText, type Sought } from './named-texts';

/** What a fault says after the name of its field. */
export const HOLDS_PIN = "holds the voucher's PIN, which may stand in source alone";

/** Metadata as texts. A key that is at fault must not be named, so keys go under the name of the whole. */
export function metadataTexts(metadata: Readonly<Record<string, unknown>>): NamedText[] {
  return Object.entries(metadata).flatMap(([key, value]): NamedText[] => [
    ['metadata', key],
    ...(typeof value === 'string' ? [[`metadata.${key}`, value] as const] : []),
  ]);
}

/** The id that a caller gave its request: it is written to logs and to the journal. */
export function requestIdText({ givenRequestId }: Pick<Caller, 'givenRequestId'>): NamedText[] {
  return givenRequestId === undefined ? [] : [['X-Request-Id', givenRequestId.slice(0, LONGEST_REQUEST_ID)]];
}

/** A longer one is not taken, and nothing of it is kept: not all of it is looked at. */
const LONGEST_REQUEST_ID = 500;

/**
 * Numbers compared in one request. A merchant who wrote the PIN there by accident wrote it once, perhaps beside its last four
 * characters. A caller who guesses at a PIN from those must not be told about hundreds of guesses at a time: a request with more
 * look-alikes is refused without comparing any more of them. And each one that is compared counts (`countGuess`).
 */
const MOST_COMPARED = 8;

/**
 * Pairs of texts looked at for each PIN that is not at hand. Each pair makes numbers that nobody wrote, and one in some hundreds
 * of them looks like such a PIN: with many more pairs an honest request would come to `MOST_COMPARED`.
 */
const MOST_PAIRS = 400;

/**
 * Throws `Refusal` 400 pin_in_text where a text holds a PIN of a redemption that was made before: that of its voucher, of its change or of a
 * refund. Of its voucher nothing is opened, and a settled redemption does not even keep it: what ends in its last four characters is
 * compared by the digest of the claim. `beside` is what stands there already, of which no text may be the other half; what holds a PIN
 * there by itself was not written by this call. A number that only looks like such a PIN is fine, so whoever asks learns of each whether
 * it is one: who may not read PINs is counted, and past the limit this throws 429 too_many_pin_attempts in place of comparing.
 */
export function refusePinOf(
  services: Comparing,
  caller: Caller,
  redemption: WithoutHistory,
  texts: readonly NamedText[],
  { beside = [] }: { readonly beside?: readonly NamedText[] } = {},
): void {
  if (texts.length === 0) return;
  const secrets = [
    ...sourceSecrets(services, redemption),
    ...heldSecrets(services, redemption),
    ...erasedSecrets(services, redemption),
  ];
  const compared = new Map<string, boolean>();
  const isOneOf = ({ masked, isSame }: Secret, number: string): boolean => {
    const known = compared.get(masked + number);
    if (known !== undefined) return known;
    if (compared.size < MOST_COMPARED) countGuess(services, caller);
    const same = compared.size >= MOST_COMPARED || isSame(number);
    compared.set(masked + number, same);
    return same;
  };
  const reader = new TextReader();
  const holdsDigits = (digits: string) =>
    secrets.some((secret) => lookAlikes(secret.masked, digits).some((number) => isOneOf(secret, number)));
  const mostPairs = MOST_PAIRS / Math.max(1, secrets.length);
  const sought: Sought = {
    isIn: (text) => reader.digits(text).some(holdsDigits),
    piecesIn: (some) => piecesHolding(some, reader, holdsDigits),
    pairIn: (some) => pairHolding(some, reader, holdsDigits, mostPairs),
  };
  const find = (some: readonly NamedText[]) => paramsHolding(some, sought);
  const alone = find(texts);
  const params =
    alone.length > 0 || beside.length === 0 || find(beside).length > 0 ? alone : find([...texts, ...beside]);
  const [first] = params;
  if (first === undefined) return;
  throw new Refusal('pin_in_text', `${first} ${HOLDS_PIN}`, {
    param: first,
    extra: { errors: params.map((param) => ({ param, code: 'pin_in_text', message: HOLDS_PIN })) },
  });
}

const MAY_BE_PIN = 'holds a number of 12 digits or more, which may be a PIN: the last four say which voucher is meant';

/**
 * What people write has a PIN in it that a customer read out to them, of this voucher or of another one, and nobody can compare it with
 * all that there are. Throws `Refusal` 400 pin_in_text; what a program writes is compared with the PINs of its redemption alone.
 */
export function refuseLongNumber({ user }: Pick<Caller, 'user'>, [param, text]: NamedText): void {
  if (!user || !holdsLongNumber(text)) return;
  throw new Refusal('pin_in_text', `${param} ${MAY_BE_PIN}`, {
    param,
    extra: { errors: [{ param, code: 'pin_in_text', message: MAY_BE_PIN }] },
  });
}

type Comparing = Pick<Services, 'sealer' | 'providers' | 'guesses'>;

/** Call it before a number is compared with a PIN for this caller. Throws `Refusal` too_many_pin_attempts. */
export function countGuess({ guesses }: { readonly guesses: Guesses }, caller: Caller): void {
  if (!isServer(caller)) guesses.count(caller);
}

/** A PIN that is not at hand: its length and end, and whether a number is the same one. */
interface Secret {
  readonly masked: string;
  readonly isSame: (number: string) => boolean;
}

/** Secret fields are the same in both modes, and in test mode every type is set up. */
function gateOf(
  { providers }: Pick<Comparing, 'providers'>,
  { type, livemode }: Pick<Redemption, 'type' | 'livemode'>,
) {
  return providers.find(type, livemode) ?? providers.find(type, false);
}

function sourceSecrets(services: Comparing, redemption: WithoutHistory): Secret[] {
  const gate = gateOf(services, redemption);
  const { type, livemode, claim, source } = redemption;
  return (gate?.traits.sourceFields ?? []).flatMap(({ name, sensitive }): Secret[] => {
    const masked = source[name];
    if (!sensitive || masked === undefined) return [];
    const isSame = (number: string) => {
      const claimed = gate?.claimOf?.({ ...source, [name]: new Pin(number) });
      return claimed !== undefined && claimDigestOf(services.sealer, type, livemode, claimed) === claim;
    };
    return [{ masked, isSame }];
  });
}

/** Change and refunds, as long as their PINs are kept. One that cannot be opened is taken for the number that looks like it. */
function heldSecrets({ sealer }: Comparing, redemption: WithoutHistory): Secret[] {
  return issuedVouchers(redemption).flatMap(({ maskedPin: masked, sealedPin }): Secret[] => {
    if (!masked || !sealedPin) return [];
    const isSame = (number: string) => {
      try {
        return sealer.open(sealedPin, redemption.id) === number;
      } catch {
        return true;
      }
    };
    return [{ masked, isSame }];
  });
}

/**
 * Change and refunds whose PINs were erased: what was spent may live again, when its redemption is reversed. Of those the claim of
 * whoever redeems them is left.
 */
function erasedSecrets(services: Comparing, redemption: WithoutHistory): Secret[] {
  const { type, livemode } = redemption;
  const gate = gateOf(services, redemption);
  const field = gate?.traits.sourceFields.find(({ sensitive }) => sensitive);
  const { claimOf: claimOfSource } = gate ?? {};
  if (!claimOfSource || !field) return [];
  return issuedVouchers(redemption).flatMap(({ maskedPin: masked, pinErasedAt, claim }): Secret[] => {
    if (!masked || pinErasedAt === undefined || claim === undefined) return [];
    const claimOf = (number: string) => claimOfSource({ [field.name]: new Pin(number) });
    return [{ masked, isSame: (number) => claimDigestOf(services.sealer, type, livemode, claimOf(number)) === claim }];
  });
}

/** Every number among these digits that the masked PIN could stand for. */
function lookAlikes(masked: string, digits: string): string[] {
  const last = masked.slice(-4);
  const found: string[] = [];
  for (let at = digits.indexOf(last); at >= 0; at = digits.indexOf(last, at + 1)) {
    const end = at + last.length;
    if (end >= masked.length) found.push(digits.slice(end - masked.length, end));
  }
  return found;
}

/** What the uniqueness of a claim rests on: live and test apart, each type for itself. */
export function claimDigestOf(sealer: Services['sealer'], type: string, livemode: boolean, claimKey: string): string {
  return sealer.claimDigest(`${livemode ? 'live' : 'test'}|${type}|${claimKey}`);
}
