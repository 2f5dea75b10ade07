// All that a search finds, as a file, for who may have it.
import { recordsOf } from '../../api/records';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { useMode } from '../../parts/link';
import { saveFile } from '../../parts/save';
import { useCan, useZone } from '../../session/session';
import type { Act } from '../../session/use-act';
import { requestOf, type SearchAddress } from './filters';

export interface TakeOutProps {
  readonly act: Act;
  readonly address: SearchAddress;
  readonly query: string;
}

export function TakeOut({ act, address, query }: TakeOutProps) {
  const mode = useMode();
  const zone = useZone();
  const can = useCan();
  if (!can('records.export')) return null;
  return (
    <Button
      busy={act.isBusy}
      onPress={() => {
        act.run(async () => {
          saveFile(await recordsOf(mode).searchFile(requestOf(address, query, Date.now(), zone)), 'redemptions.csv');
        });
      }}
    >
      {words.search.export}
    </Button>
  );
}
