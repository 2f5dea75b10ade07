// What was told to the merchant's programs, all endpoints together.
import { useSearch } from '@tanstack/react-router';
import { webhooksOf } from '../../api/desk';
import type { Delivery } from '../../api/documents';
import { words } from '../../language/language';
import { Choice } from '../../parts/field';
import { useGo, useMode } from '../../parts/link';
import { Listing, usePages } from '../../parts/listing';
import { Filters, Page } from '../../parts/page';
import { useShortcut } from '../../parts/shortcuts';
import { Soft } from '../../parts/page';
import { DELIVERY_COLUMNS } from './delivery-table';

const STATUSES = ['', 'failed', 'pending', 'succeeded'] as const;

export function Deliveries() {
  const mode = useMode();
  const go = useGo();
  const { status: asked }: { status?: string } = useSearch({ strict: false });
  const status = STATUSES.find((known) => known === asked) ?? '';
  const pages = usePages<Delivery>([mode, 'deliveries', { status }], ({ cursor }) =>
    webhooksOf(mode).deliveries(status === '' ? {} : { status }, { cursor }),
  );
  // Of the row that the focus is in.
  useShortcut('R', () => {
    document.activeElement?.closest('tr')?.querySelector<HTMLElement>('td:last-child button')?.click();
  });
  const { deliveries } = words;
  return (
    <Page title={deliveries.title} lead={deliveries.lead}>
      <Filters>
        <Choice
          label={deliveries.status}
          small
          value={status}
          onChange={(next) => {
            go('/deliveries', { query: { status: next } });
          }}
          options={STATUSES.map((known) => [known, deliveries.statuses[known]] as const)}
        />
      </Filters>
      <Soft>{deliveries.again}</Soft>
      <Listing
        pages={pages}
        caption={deliveries.title}
        columns={DELIVERY_COLUMNS}
        keyOf={({ id }) => id}
        empty={deliveries.empty}
      />
    </Page>
  );
}
