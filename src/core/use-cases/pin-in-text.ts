// Finds a voucher's own PIN in the texts that a merchant sends with it. Such text is stored in clear, shown and sent in webhooks.
import type { Source } from '../providers/provider';
import type { Redemption } from '../redemption/redemption';
import { Pin } from '../values/pin';
import { ungrouped } from '../values/redact';
import { Refusal } from '../values/refusal';
import type { Services } from './services';

/** What a fault says after the name of its field. */
export const HOLDS_PIN = "holds the voucher's PIN, which may stand in source alone";

/** A text under the name of the request field that it came in. */
export type NamedText = readonly [param: string, text: string];

/** Whether a PIN of this source stands in the text. */
export function holdsPin(source: Source, text: string): boolean {
  const plain = ungrouped(text);
  return Object.values(source).some((value) => value instanceof Pin && plain.includes(value.reveal()));
}

/** Metadata as texts. A key that is at fault must not be named, so keys go under the name of the whole. */
export function metadataTexts(metadata: Readonly<Record<string, unknown>>): NamedText[] {
  return Object.entries(metadata).flatMap(([key, value]): NamedText[] => [
    ['metadata', key],
    ...(typeof value === 'string' ? [[`metadata.${key}`, value] as const] : []),
  ]);
}

/**
 * Numbers compared in one request. A merchant who wrote the PIN there by accident wrote it once. A caller who guesses at a PIN
 * from its last four characters must not be told about hundreds of guesses at a time.
 */
const MOST_COMPARED = 3;

/**
 * Throws `Refusal` 400 validation_failed where a text holds the PIN of a redemption that was made before. Nothing is opened, and
 * the PIN of a settled redemption is not even kept: what ends in its last four characters is compared by the digest of the claim.
 */
export function refusePinOf(services: Comparing, redemption: Redemption, texts: readonly NamedText[]): void {
  const look = texts.flatMap(([param, text]) =>
    lookAlikes(services, redemption, text).map((source) => ({ param, source })),
  );
  const claims = look.slice(0, MOST_COMPARED).filter(({ source }) => isClaim(services, redemption, source));
  const [first] = claims;
  if (!first) return;
  const params = [...new Set(claims.map(({ param }) => param))];
  throw new Refusal('validation_failed', `${first.param} ${HOLDS_PIN}`, {
    param: first.param,
    extra: { errors: params.map((param) => ({ param, code: 'not_allowed', message: HOLDS_PIN })) },
  });
}

type Comparing = Pick<Services, 'sealer' | 'providers'>;

/** Secret fields are the same in both modes, and in test mode every type is set up. */
function gateOf({ providers }: Comparing, { type, livemode }: Redemption) {
  return providers.find(type, livemode) ?? providers.find(type, false);
}

/** Every number in the text that the masked PIN could stand for, as a source. */
function lookAlikes(services: Comparing, redemption: Redemption, text: string): Source[] {
  const plain = ungrouped(text);
  return (gateOf(services, redemption)?.traits.sourceFields ?? []).flatMap(({ name, sensitive }) => {
    const masked = redemption.source[name];
    if (!sensitive || masked === undefined) return [];
    const found: Source[] = [];
    const last = masked.slice(-4);
    for (let at = plain.indexOf(last); at >= 0; at = plain.indexOf(last, at + 1)) {
      const end = at + last.length;
      const number = plain.slice(Math.max(0, end - masked.length), end);
      if (number.length === masked.length && /^\d+$/.test(number))
        found.push({ ...redemption.source, [name]: new Pin(number) });
    }
    return found;
  });
}

function isClaim(services: Comparing, redemption: Redemption, source: Source): boolean {
  const { type, livemode, claim } = redemption;
  const claimed = gateOf(services, redemption)?.claimOf(source);
  return claimed !== undefined && claimDigestOf(services.sealer, type, livemode, claimed) === claim;
}

/** What the uniqueness of a claim rests on: live and test apart, each type for itself. */
export function claimDigestOf(sealer: Services['sealer'], type: string, livemode: boolean, claimKey: string): string {
  return sealer.claimDigest(`${livemode ? 'live' : 'test'}|${type}|${claimKey}`);
}
