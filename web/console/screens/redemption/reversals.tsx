// What was given back, and how.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Redemption, Reversal } from '../../api/documents';
import { recordsOf } from '../../api/records';
import { isShowable } from '../../language/given-back';
import { words } from '../../language/language';
import { money } from '../../language/money';
import { endingOf } from '../../language/sentence';
import { Button } from '../../parts/button';
import { useMode } from '../../parts/link';
import { Moment } from '../../parts/moment';
import { Failure } from '../../parts/notice';
import { Panel, Soft } from '../../parts/page';
import { Table } from '../../parts/table';
import { StatusTag } from '../../parts/tag';
import { useCan } from '../../session/session';
import { RevealDialog } from './reveal';

/** Read anew with each version: a reversal moves it. */
export function useReversals({ id, version, outcome }: Redemption) {
  const mode = useMode();
  return useQuery({
    queryKey: [mode, 'reversals', id, version],
    queryFn: () => recordsOf(mode).reversals(id),
    enabled: outcome === 'paid',
  });
}

export function Reversals(props: { redemption: Redemption; list: ReturnType<typeof useReversals> }) {
  const { redemption, list } = props;
  const { redemption: names } = words;
  if (redemption.outcome !== 'paid') return null;
  const { columns } = names;
  return (
    <Panel title={names.reversals}>
      {list.error ? <Failure error={list.error} retry={() => void list.refetch()} /> : null}
      {list.data?.data.length === 0 ? <Soft>{names.noReversals}</Soft> : null}
      {list.data && list.data.data.length > 0 ? (
        <Table
          caption={names.reversals}
          keyOf={(reversal) => reversal.id}
          rows={list.data.data}
          columns={[
            { head: columns.at, cell: ({ created_at }) => <Moment at={created_at} /> },
            { head: columns.amount, figure: true, cell: ({ amount }) => money(amount) },
            { head: columns.status, cell: ({ status }) => <StatusTag status={status} /> },
            { head: columns.how, cell: (reversal) => <How reversal={reversal} /> },
            { head: columns.reason, cell: ({ reason }) => reason },
          ]}
        />
      ) : null}
    </Panel>
  );
}

function How({ reversal }: { reversal: Reversal }) {
  const can = useCan();
  const [isOpen, setOpen] = useState(false);
  const { refund_voucher: voucher, error } = reversal;
  const { redemption: names } = words;
  const ending = endingOf(voucher?.pin ?? voucher?.masked_pin);
  const mayShow = can('vouchers.reveal') && isShowable(reversal);
  return (
    <>
      {error === null ? names.methods[reversal.method] : (error.provider_message ?? error.message)}
      {ending === '' ? null : <Soft> {names.ending(ending)}</Soft>}
      {mayShow ? (
        <Button
          kind="quiet"
          onPress={() => {
            setOpen(true);
          }}
        >
          {names.reveal}
        </Button>
      ) : null}
      {isOpen ? (
        <RevealDialog
          redemptionId={reversal.redemption_id}
          voucher={{ voucher: 'refund', reversal_id: reversal.id }}
          onClose={() => {
            setOpen(false);
          }}
        />
      ) : null}
    </>
  );
}
