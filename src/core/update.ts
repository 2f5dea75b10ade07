// Changes what the merchant wrote on a redemption. Never its state or its money.
import { requireVersion, requireVisible, submitterOf } from './access';
import type { Caller, Engine, WriteOptions } from './engine';
import type { Redemption } from './redemption';
import { submit } from './submit';

export interface UpdateCommand extends WriteOptions {
  /** Replaces all metadata; undefined leaves it. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly externalReference?: string | null | undefined;
}

/** Throws `Refusal`: not_found, version_conflict. */
export function updateRedemption(
  engine: Engine,
  id: string,
  command: UpdateCommand,
  caller: Caller,
): Promise<Redemption> {
  const { metadata, externalReference } = command;
  return submit(engine, id, submitterOf(caller), (current) => {
    requireVisible(current, id, caller);
    requireVersion(current, command.ifMatch);
    if (metadata === undefined && externalReference === undefined) return { facts: [] };
    return {
      facts: [
        {
          kind: 'updated',
          ...(metadata === undefined ? {} : { metadata }),
          ...(externalReference === undefined ? {} : { externalReference }),
        },
      ],
    };
  });
}
