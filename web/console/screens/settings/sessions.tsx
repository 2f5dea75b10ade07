// Where one is signed in, and for who manages users where everybody is.
import { useQueryClient } from '@tanstack/react-query';
import type { SessionRow } from '../../api/documents';
import { sessions as calls } from '../../api/people';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Listing, usePages } from '../../parts/listing';
import { Moment } from '../../parts/moment';
import { Failure } from '../../parts/notice';
import { Page } from '../../parts/page';
import { Tag } from '../../parts/tag';
import { useNames } from '../../session/names';
import { useSession } from '../../session/session';
import { useAct } from '../../session/use-act';

const { sessionsScreen: names } = words;

export function Sessions() {
  const session = useSession();
  const people = useNames();
  const client = useQueryClient();
  const pages = usePages<SessionRow>(['sessions'], ({ cursor }) => calls.list({ cursor }));
  const act = useAct();
  const end = (call: () => Promise<unknown>) => (): void => {
    act.run(async () => {
      await call();
      await client.invalidateQueries({ queryKey: ['sessions'] });
    });
  };
  return (
    <Page
      title={names.title}
      lead={names.lead}
      actions={
        <Button busy={act.isBusy} onPress={end(() => calls.endAll(session.user.id))}>
          {names.endOthers}
        </Button>
      }
    >
      {act.error === null ? null : <Failure error={act.error} />}
      <Listing
        pages={pages}
        caption={names.title}
        keyOf={({ id }) => id}
        empty={names.empty}
        columns={[
          { head: names.user, cell: ({ user_id }) => people.person(user_id) },
          { head: names.since, cell: ({ created_at }) => <Moment at={created_at} /> },
          { head: names.seen, cell: ({ seen_at }) => <Moment at={seen_at} /> },
          { head: names.address, cell: ({ address }) => address },
          { head: names.agent, cell: ({ agent }) => agent },
          {
            head: names.acts,
            cell: ({ id, current }) =>
              current ? (
                <Tag tone="good">{names.here}</Tag>
              ) : (
                <Button kind="danger" busy={act.isBusy} onPress={end(() => calls.end(id))}>
                  {names.end}
                </Button>
              ),
          },
        ]}
      />
    </Page>
  );
}
