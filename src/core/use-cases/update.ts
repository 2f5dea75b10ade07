// Changes what the merchant wrote on a redemption. Never its state or its money.
import type { Caller } from '../accounts/caller';
import type { Redemption } from '../redemption/redemption';
import { requireVersion, requireVisible, submitterOf } from './access';
import type { NamedText } from './pins/named-texts';
import { metadataTexts, refusePinOf, requestIdText } from './pins/pin-in-text';
import { requireBounds } from './operations/require-bounds';
import type { Services, WriteOptions } from './services';
import { submit } from './submit';

/** What to replace of the merchant's own notes; undefined leaves a field as it is. */
export interface UpdateCommand extends WriteOptions {
  /** Replaces all metadata; undefined leaves it. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly externalReference?: string | null | undefined;
}

/**
 * `rev` moves, `version` does not. Throws `Refusal`: not_found, version_conflict, pin_in_text (a text holds one of the
 * redemption's PINs), too_many_updates, too_many_concurrent_writes.
 */
export function updateRedemption(
  services: Services,
  id: string,
  command: UpdateCommand,
  caller: Caller,
): Promise<Redemption> {
  const { metadata, externalReference } = command;
  const texts: NamedText[] = [...requestIdText(caller), ...metadataTexts(metadata ?? {})];
  if (typeof externalReference === 'string') texts.push(['external_reference', externalReference]);
  return submit(
    services,
    id,
    submitterOf(caller),
    (current) => {
      requireVisible(current, id, caller);
      refusePinOf(services, caller, current, texts, { beside: keptTexts(current, command) });
      requireVersion(current, command.ifMatch);
      if (metadata === undefined && externalReference === undefined) return { facts: [] };
      requireBounds(current, 'update');
      return {
        facts: [
          {
            kind: 'updated',
            ...(metadata === undefined ? {} : { metadata }),
            ...(externalReference === undefined ? {} : { externalReference }),
          },
        ],
      };
    },
    { asked: caller },
  );
}

/** A PIN may come in two pieces with two calls: the texts that this one leaves as they are. */
function keptTexts({ metadata, externalReference, relatedIds }: Redemption, command: UpdateCommand): NamedText[] {
  const kept = command.metadata === undefined ? metadataTexts(metadata) : [];
  if (command.externalReference === undefined && externalReference !== null)
    kept.push(['external_reference', externalReference]);
  return [...kept, ...relatedIds.map((id): NamedText => ['related_ids', id])];
}
