// What became of value that was given back as a new voucher: how the customer gets its PIN, or what to expect while nobody knows.
import { useState } from 'react';
import type { Redemption, Reversal } from '../../api/documents';
import { expectWords, isShowable, pinWords } from '../../language/given-back';
import { words } from '../../language/language';
import { endingOf } from '../../language/sentence';
import { Button } from '../../parts/button';
import { usePermission } from '../../parts/notice';
import { Row } from '../../parts/page';
import { useCan, useZone } from '../../session/session';
import { RevealDialog } from './reveal';

/** How the customer gets at it, and what to expect, each once. Whoever may show the PIN is told so on the page by a button. */
export function useReturnLines(redemption: Redemption, reversals: readonly Reversal[]) {
  const zone = useZone();
  const can = useCan();
  const roles = usePermission('vouchers.reveal')?.roles ?? [];
  const linesFor = (shownBy: readonly string[]): readonly string[] => {
    const told = reversals.flatMap((reversal) => [
      pinWords(reversal, shownBy),
      expectWords(reversal, redemption, zone),
    ]);
    return [...new Set(told)].filter((text) => text !== '');
  };
  return { onPage: linesFor(can('vouchers.reveal') ? [] : roles), onTicket: linesFor(roles) };
}

export function NewVouchers({ lines, reversals }: { lines: readonly string[]; reversals: readonly Reversal[] }) {
  const can = useCan();
  const shown = can('vouchers.reveal') ? reversals.filter(isShowable) : [];
  return (
    <>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {shown.length === 0 ? null : (
        <Row>
          {shown.map((reversal) => (
            <Show key={reversal.id} reversal={reversal} isOnly={shown.length === 1} />
          ))}
        </Row>
      )}
    </>
  );
}

function Show({ reversal, isOnly }: { reversal: Reversal; isOnly: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const { givenBack } = words;
  const { refund_voucher: voucher } = reversal;
  return (
    <>
      <Button
        onPress={() => {
          setOpen(true);
        }}
      >
        {isOnly ? givenBack.show : givenBack.showEnding(endingOf(voucher?.pin ?? voucher?.masked_pin))}
      </Button>
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
