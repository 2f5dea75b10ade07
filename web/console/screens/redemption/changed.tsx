// A record that changed while somebody looked at it: what it was, what it is, and a press that says it was read. Nothing was sent.
import { useQuery } from '@tanstack/react-query';
import type { Redemption } from '../../api/documents';
import { recordsOf } from '../../api/records';
import { words } from '../../language/language';
import { sentenceOf } from '../../language/sentence';
import { Button } from '../../parts/button';
import { useMode } from '../../parts/link';
import { Failure, Notice, Skeleton } from '../../parts/notice';
import { Facts } from '../../parts/page';
import { useZone } from '../../session/session';

export function Changed({ before, onSeen }: { before: Redemption; onSeen: (now: Redemption) => void }) {
  const mode = useMode();
  const zone = useZone();
  const now = useQuery({
    queryKey: [mode, 'changed', before.id, before.version],
    queryFn: () => recordsOf(mode).retrieve(before.id),
    gcTime: 0,
  });
  const { reverse } = words;
  const found = now.data;
  return (
    <Notice kind="fault" heading={reverse.changed}>
      {now.isPending ? <Skeleton rows={1} /> : null}
      {now.error ? <Failure error={now.error} retry={() => void now.refetch()} /> : null}
      {found ? (
        <>
          <Facts
            facts={[
              [reverse.before, sentenceOf(before, zone)],
              [reverse.now, sentenceOf(found, zone)],
            ]}
          />
          <Button
            onPress={() => {
              onSeen(found);
            }}
          >
            {reverse.goOn}
          </Button>
        </>
      ) : null}
    </Notice>
  );
}
