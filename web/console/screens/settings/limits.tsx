// What holds for everybody of the account: when a second person is needed, and how long a session lasts.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChosenSettings, Settings } from '../../api/settings';
import { settings as calls } from '../../api/people';
import { faultOf } from '../../api/problem';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Choice, FaultText, Field } from '../../parts/field';
import { Failure, NoRightPage, Notice, Skeleton } from '../../parts/notice';
import { Form, Page, Panel } from '../../parts/page';
import { refreshSession, useCan } from '../../session/session';
import { useAct } from '../../session/use-act';
import {
  changeOf,
  countsNow,
  draftOf,
  emptyMeans,
  installationWords,
  limitFaults,
  WAYS,
  type AmountDraft,
  type AmountName,
  type LimitDraft,
  type TextName,
} from './limit-draft';

export function Limits() {
  const can = useCan();
  const mayChange = can('settings.manage');
  const found = useQuery({ queryKey: ['settings'], queryFn: calls.get, enabled: mayChange });
  const { limits } = words;
  if (!mayChange) return <NoRightPage title={limits.title} permission="settings.manage" />;
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
  const change = (part: Partial<LimitDraft>): void => {
    setDraft({ ...draft, ...part });
    setSaved(false);
  };
  const faultAt = (name: keyof ChosenSettings) => (isTried ? faults[name] : undefined) ?? faultOf(act.error, name);
  const text = (name: TextName, label: string, hint = '') => (
    <Field
      label={label}
      hint={[hint, countsNow(settings, name), settings[name] === null ? '' : emptyMeans(settings, name)].join(' ')}
      inputMode={name === 'time_zone' ? 'text' : 'numeric'}
      value={draft[name]}
      onChange={(value) => {
        change({ [name]: value });
      }}
      fault={faultAt(name)}
    />
  );
  const amount = (name: AmountName) => (
    <Approval
      name={name}
      settings={settings}
      draft={draft[name]}
      onChange={(part) => {
        change({ [name]: part });
      }}
      fault={faultAt(name)}
    />
  );
  return (
    <Form onSubmit={submit}>
      {text('time_zone', limits.zone, limits.zoneHint)}
      {amount('approval_above')}
      {amount('approval_above_per_day')}
      {text('session_idle_minutes', limits.idle)}
      {text('session_hours', limits.hours)}
      {act.error === null ? null : <Failure error={act.error} />}
      {isSaved ? <Notice kind="good" heading={words.notice.saved} /> : null}
      <Button type="submit" kind="primary" busy={act.isBusy}>
        {words.notice.save}
      </Button>
    </Form>
  );
}

/** One of the two limits: as the installation says, an amount, everything, or nothing. */
function Approval(props: {
  name: AmountName;
  settings: Settings;
  draft: AmountDraft;
  onChange: (draft: AmountDraft) => void;
  fault: string | undefined;
}) {
  const { name, settings, draft, onChange, fault } = props;
  const { limits } = words;
  const [label, hint, amountLabel] =
    name === 'approval_above'
      ? [limits.above, limits.aboveHint, limits.amount]
      : [limits.perDay, limits.perDayHint, limits.amountPerDay];
  return (
    <>
      <Choice
        label={label}
        hint={`${hint} ${countsNow(settings, name)}`}
        value={draft.way}
        onChange={(way) => {
          onChange({ ...draft, way });
        }}
        options={WAYS.map(
          (way) => [way, way === 'installation' ? installationWords(settings, name) : limits.ways[way]] as const,
        )}
      />
      {draft.way === 'amount' ? (
        <Field
          label={amountLabel}
          hint={limits.amountHint}
          inputMode="decimal"
          value={draft.amount}
          onChange={(value) => {
            onChange({ ...draft, amount: value });
          }}
          fault={fault}
        />
      ) : (
        <FaultText>{fault}</FaultText>
      )}
    </>
  );
}
