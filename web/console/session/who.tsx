// Who did something, as far as it is known here.
import type { Actor } from '../api/documents';
import { words } from '../language/language';
import { useNames } from './names';
import { Soft } from '../parts/page';

/** `till`: the shop's own number of the till that the record is of. */
export function Who({ actor, till }: { actor: Actor; till?: string | null | undefined }) {
  const names = useNames();
  return <Soft>{words.notice.by(names.actor(actor, till))}</Soft>;
}
