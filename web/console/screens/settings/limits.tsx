// What holds for everybody of the account: when a second person is needed, and how long a session lasts.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Settings } from '../../api/documents';
import { settings as calls } from '../../api/people';
import { faultOf } from '../../api/problem';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Field } from '../../parts/field';
import { Failure, NoRight, Notice, Skeleton } from '../../parts/notice';
import { Form, Page, Panel } from '../../parts/page';
import { refreshSession, useCan } from '../../session/session';
import { useAct } from '../../session/use-act';
import { changeOf, draftOf, limitFaults } from './limit-draft';

export function Limits() {
  const can = useCan();
  const mayChange = can('settings.manage');
  const found = useQuery({ queryKey: ['settings'], queryFn: calls.get, enabled: mayChange });
  const { limits } = words;
  if (!mayChange) return <NoRight permission="settings.manage" />;
  if (found.isPending) return <Skeleton />;
  if (!found.data) return <Failure error={found.error} retry={() => void found.refetch()} />;
  return (
    <Page title={limits.title} lead={limits.lead}>
      <Panel>
        <Fields settings={found.data} />
      </Panel>
    </Page>
  );
}

const FIELDS = [
  ['time_zone', 'zone', 'zoneHint'],
  ['approval_above', 'above', 'aboveHint'],
  ['approval_above_per_day', 'perDay', 'perDayHint'],
  ['session_idle_minutes', 'idle', null],
  ['session_hours', 'hours', null],
] as const;

function Fields({ settings }: { settings: Settings }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(settings));
  const [isTried, setTried] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const act = useAct();
  const { limits } = words;
  const faults = limitFaults(draft);
  const submit = (): void => {
    setTried(true);
    setSaved(false);
    if (Object.keys(faults).length > 0) return;
    act.run(async () => {
      client.setQueryData(['settings'], await calls.change(changeOf(settings, draft)));
      setSaved(true);
      // Times of the whole page are shown in its zone.
      await refreshSession(client, false);
    });
  };
  return (
    <Form onSubmit={submit}>
      {FIELDS.map(([name, label, hint]) => (
        <Field
          key={name}
          label={limits[label]}
          {...(hint === null ? {} : { hint: limits[hint] })}
          inputMode={name === 'time_zone' ? 'text' : 'decimal'}
          value={draft[name]}
          onChange={(value) => {
            setDraft({ ...draft, [name]: value });
            setSaved(false);
          }}
          fault={(isTried ? faults[name] : undefined) ?? faultOf(act.error, name)}
        />
      ))}
      {act.error === null ? null : <Failure error={act.error} />}
      {isSaved ? <Notice kind="good" heading={words.notice.saved} /> : null}
      <Button type="submit" kind="primary" busy={act.isBusy}>
        {words.notice.save}
      </Button>
    </Form>
  );
}
