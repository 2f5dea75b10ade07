// Who was told of a redemption, and whether it got there.
import { useQuery } from '@tanstack/react-query';
import { webhooksOf } from '../../api/desk';
import { words } from '../../language/language';
import { useMode } from '../../parts/link';
import { Failure, Skeleton } from '../../parts/notice';
import { Panel, Soft } from '../../parts/page';
import { DeliveryTable } from '../webhooks/delivery-table';

/** A redemption has few events, and few endpoints hear of them. */
const MOST = 50;

export function RedemptionWebhooks({ id }: { id: string }) {
  const mode = useMode();
  const list = useQuery({
    queryKey: [mode, 'deliveries', { redemption_id: id }],
    queryFn: () => webhooksOf(mode).deliveries({ redemption_id: id }, { limit: MOST }),
  });
  return (
    <Panel title={words.redemption.webhooks}>
      {list.isPending ? <Skeleton rows={2} /> : null}
      {list.error ? <Failure error={list.error} retry={() => void list.refetch()} /> : null}
      {list.data?.data.length === 0 ? <Soft>{words.redemption.noWebhooks}</Soft> : null}
      {list.data && list.data.data.length > 0 ? <DeliveryTable rows={list.data.data} /> : null}
    </Panel>
  );
}
