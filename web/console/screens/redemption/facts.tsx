// What stands in the record, by name.
import { useState } from 'react';
import type { Redemption } from '../../api/documents';
import { words } from '../../language/language';
import { money } from '../../language/money';
import { endingOf, isOwed } from '../../language/sentence';
import { Button } from '../../parts/button';
import { Moment } from '../../parts/moment';
import { Facts, Panel, Soft } from '../../parts/page';
import { StatusTag } from '../../parts/tag';
import { useCan } from '../../session/session';
import { sourceEnding, typeName } from '../../language/names';
import { RevealDialog } from './reveal';

export function RedemptionFacts({ redemption }: { redemption: Redemption }) {
  const { redemption: names } = words;
  const { redemption_options: options, provider_reference: provider } = redemption;
  return (
    <Panel title={names.facts}>
      <Facts
        facts={[
          [names.asked, redemption.amount === 0 ? names.wholeValue : money(redemption.amount)],
          [
            names.taken,
            redemption.outcome === 'checking' ? words.outcomes.checking : money(redemption.redeemed_amount),
          ],
          [names.back, redemption.reversed_amount === 0 ? null : money(redemption.reversed_amount)],
          [names.type, typeName(redemption.type)],
          [names.pin, sourceEnding(redemption)],
          [names.change, redemption.change_voucher ? <Change redemption={redemption} /> : null],
          [names.reference, redemption.external_reference],
          [names.terminal, options.terminal_id],
          [names.store, options.store_id],
          [names.provider, provider?.transaction_id],
          [words.redemption.columns.status, <StatusTag key="status" status={redemption.status} />],
          [names.created, <Moment key="created" at={redemption.created_at} />],
          [names.settled, redemption.settled_at === null ? null : <Moment key="settled" at={redemption.settled_at} />],
          [
            names.nextCheck,
            redemption.next_check_at === null ? null : <Moment key="next" at={redemption.next_check_at} />,
          ],
          [names.id, <code key="id">{redemption.id}</code>],
          [names.version, redemption.version],
        ]}
      />
    </Panel>
  );
}

function Change({ redemption }: { redemption: Redemption }) {
  const can = useCan();
  const [isOpen, setOpen] = useState(false);
  const voucher = redemption.change_voucher;
  if (!voucher) return null;
  const ending = endingOf(voucher.pin ?? voucher.masked_pin);
  const { redemption: names } = words;
  const mayShow =
    can('vouchers.reveal') && voucher.delivery === 'inline' && ending !== '' && voucher.pin_erased_at === undefined;
  return (
    <>
      {voucher.amount === undefined ? '' : `${money(voucher.amount)} `}
      {isOwed(voucher) ? names.changeOwed : voucher.delivery === 'sms' ? names.changeSms : names.ending(ending)}
      {voucher.pin_erased_at === undefined ? null : <Soft> {names.erased}</Soft>}
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
          redemptionId={redemption.id}
          voucher={{ voucher: 'change' }}
          onClose={() => {
            setOpen(false);
          }}
        />
      ) : null}
    </>
  );
}
