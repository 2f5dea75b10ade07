// Oneself: what one may do, another password, a second factor.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { session as calls } from '../../api/people';
import { faultOf } from '../../api/problem';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Check, Field } from '../../parts/field';
import { Failure, Notice } from '../../parts/notice';
import { Facts, Form, Page, Panel } from '../../parts/page';
import { switchShortcuts, useShortcutsOn } from '../../parts/shortcuts';
import { enter, refreshSession, useSession } from '../../session/session';
import { useAct } from '../../session/use-act';
import { SetUpSecondFactor } from '../signin/set-up-second-factor';

const { me } = words;

export function Me() {
  const { user } = useSession();
  const isOn = useShortcutsOn();
  return (
    <Page title={me.title}>
      <Panel>
        <Facts
          facts={[
            [me.email, user.email],
            [me.role, words.roles[user.role]],
            [me.rights, user.permissions.join(', ')],
          ]}
        />
      </Panel>
      <Panel title={me.password}>
        <Password />
      </Panel>
      <Panel title={me.factor}>
        <Factor />
      </Panel>
      <Panel title={me.keys}>
        <Check label={words.help.on} checked={isOn} onChange={switchShortcuts} />
      </Panel>
    </Page>
  );
}

function Password() {
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [isDone, setDone] = useState(false);
  const act = useAct();
  const fault = (param: string) => faultOf(act.error, param);
  return (
    <Form
      onSubmit={() => {
        act.run(async () => {
          enter(client, await calls.choosePassword(next, current));
          setCurrent('');
          setNext('');
          setDone(true);
        });
      }}
    >
      <Field
        label={me.current}
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
        fault={fault('password')}
      />
      <Field
        label={words.session.welcome.password}
        hint={words.session.welcome.hint}
        type="password"
        autoComplete="new-password"
        value={next}
        onChange={setNext}
        fault={fault('new_password')}
      />
      {act.error === null ? null : <Failure error={act.error} />}
      {isDone ? <Notice kind="good" heading={me.changed} /> : null}
      <Button type="submit" kind="primary" busy={act.isBusy} disabled={current === '' || next === ''}>
        {me.change}
      </Button>
    </Form>
  );
}

function Factor() {
  const session = useSession();
  const client = useQueryClient();
  const [isSettingUp, setSettingUp] = useState(false);
  const [isNew, setNew] = useState(false);
  const told = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // What had the focus is gone with the last step.
    if (isNew) told.current?.focus();
  }, [isNew]);
  const act = useAct();
  const mustStay = session.user.role === 'approver' || session.user.role === 'admin';
  if (isSettingUp)
    return (
      <SetUpSecondFactor
        onBegin={() => undefined}
        onDone={(next) => {
          enter(client, next);
          setSettingUp(false);
          setNew(true);
        }}
      />
    );
  return (
    <>
      <p ref={told} tabIndex={-1}>
        {session.has_second_factor ? me.has : me.hasNot}
      </p>
      {act.error === null ? null : <Failure error={act.error} />}
      {session.has_second_factor ? (
        mustStay ? (
          <p>{me.stays}</p>
        ) : (
          <Button
            kind="danger"
            busy={act.isBusy}
            onPress={() => {
              act.run(async () => {
                await calls.removeSecondFactor();
                await refreshSession(client, false);
              });
            }}
          >
            {me.remove}
          </Button>
        )
      ) : (
        <Button
          onPress={() => {
            setSettingUp(true);
          }}
        >
          {me.setUp}
        </Button>
      )}
    </>
  );
}
