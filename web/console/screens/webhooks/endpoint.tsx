// One endpoint: its state, what can be done about it, and what was sent to it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { webhooksOf } from '../../api/desk';
import type { Delivery, Endpoint } from '../../api/documents';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Confirm } from '../../parts/confirm';
import { useMode } from '../../parts/link';
import { Listing, usePages } from '../../parts/listing';
import { Moment } from '../../parts/moment';
import { Failure, NoRight, Notice, Skeleton } from '../../parts/notice';
import { Facts, Page, Panel, Row } from '../../parts/page';
import { StatusTag } from '../../parts/tag';
import { useCan } from '../../session/session';
import { useAct } from '../../session/use-act';
import { DELIVERY_COLUMNS } from './delivery-table';
import { endpointState, SecretDialog } from './endpoints';

export function EndpointScreen() {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const mode = useMode();
  const found = useQuery({ queryKey: [mode, 'endpoints', id], queryFn: () => webhooksOf(mode).endpoint(id) });
  const deliveries = usePages<Delivery>([mode, 'deliveries', { endpoint_id: id }], ({ cursor }) =>
    webhooksOf(mode).deliveries({ endpoint_id: id }, { cursor }),
  );
  if (found.isPending) return <Skeleton />;
  if (!found.data) return <Failure error={found.error} retry={() => void found.refetch()} />;
  const endpoint = found.data;
  const { endpoints: names } = words;
  return (
    <Page title={names.endpoint} lead={endpoint.url}>
      <Panel>
        <Facts
          facts={[
            [names.status, <StatusTag key="state" status={endpointState(endpoint)} />],
            [names.description, endpoint.description],
            [names.events, endpoint.event_types.includes('*') ? names.allEvents : endpoint.event_types.join(', ')],
            [names.since, endpoint.failing_since === null ? null : <Moment key="since" at={endpoint.failing_since} />],
            [words.redemption.columns.reason, endpoint.disabled_reason && names.disabled[endpoint.disabled_reason]],
          ]}
        />
        <Acts endpoint={endpoint} />
      </Panel>
      <Panel title={names.deliveries}>
        <Listing
          pages={deliveries}
          caption={names.deliveries}
          columns={DELIVERY_COLUMNS}
          keyOf={(delivery) => delivery.id}
          empty={words.deliveries.empty}
        />
      </Panel>
    </Page>
  );
}

function Acts({ endpoint }: { endpoint: Endpoint }) {
  const mode = useMode();
  const client = useQueryClient();
  const can = useCan();
  const act = useAct();
  const [isRotating, setRotating] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const { endpoints: names } = words;
  if (!can('endpoints.manage')) return <NoRight permission="endpoints.manage" />;
  const webhooks = webhooksOf(mode);
  const run = (call: () => Promise<unknown>, text: string) => (): void => {
    act.run(async () => {
      await call();
      setSaid(text);
      await client.invalidateQueries({ queryKey: [mode] });
    });
  };
  return (
    <>
      <Row>
        <Button
          busy={act.isBusy}
          disabled={endpoint.disabled}
          onPress={run(() => webhooks.test(endpoint.id), names.tested)}
        >
          {names.test}
        </Button>
        <Button
          onPress={() => {
            setRotating(true);
          }}
        >
          {names.rotate}
        </Button>
        <Button
          busy={act.isBusy}
          onPress={run(() => webhooks.change(endpoint.id, { disabled: !endpoint.disabled }), words.notice.saved)}
        >
          {endpoint.disabled ? names.enable : names.disable}
        </Button>
      </Row>
      {said === '' ? null : <Notice kind="good" heading={said} />}
      {act.error === null ? null : <Failure error={act.error} />}
      {isRotating ? (
        <Confirm
          title={names.rotateTitle}
          text={names.rotateText}
          confirm={names.confirm}
          act={async () => {
            setSecret((await webhooks.rotate(endpoint.id)).secret);
          }}
          onClose={() => {
            setRotating(false);
          }}
        />
      ) : null}
      {secret === null ? null : (
        <SecretDialog
          secret={secret}
          onClose={() => {
            setSecret(null);
          }}
        />
      )}
    </>
  );
}
