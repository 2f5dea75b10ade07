// Who may sign in, and as what.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role, User, UserWithPassword } from '../../api/documents';
import { users as calls } from '../../api/people';
import { newKey } from '../../api/transport';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Confirm, type ConfirmProps } from '../../parts/confirm';
import { Choice } from '../../parts/field';
import { Listing, usePages } from '../../parts/listing';
import { Moment } from '../../parts/moment';
import { NoRightPage } from '../../parts/notice';
import { Page, Row, Soft } from '../../parts/page';
import { StatusTag } from '../../parts/tag';
import { PEOPLE_KEY } from '../../session/names';
import { useCan, useSession } from '../../session/session';
import { InviteUser, PasswordDialog } from './new-user';
import { ROLE_OPTIONS } from './role-options';

const { users: names, roles } = words;

export function Users() {
  const can = useCan();
  return can('users.manage') ? <List /> : <NoRightPage title={words.users.title} permission="users.manage" />;
}

function List() {
  const { user: me } = useSession();
  const client = useQueryClient();
  const pages = usePages<User>(['users'], ({ cursor }) => calls.list({ cursor }));
  const [isInviting, setInviting] = useState(false);
  const [asking, setAsking] = useState<Omit<ConfirmProps, 'onClose' | 'confirm'> | null>(null);
  const [made, setMade] = useState<UserWithPassword | null>(null);
  const refresh = async (): Promise<void> => {
    await Promise.all([['users'], PEOPLE_KEY].map((queryKey) => client.invalidateQueries({ queryKey })));
  };
  return (
    <Page
      title={names.title}
      lead={names.lead}
      actions={
        <Button
          onPress={() => {
            setInviting(true);
          }}
        >
          {names.invite}
        </Button>
      }
    >
      <Listing
        pages={pages}
        caption={names.title}
        keyOf={({ id }) => id}
        empty={names.empty}
        columns={[
          {
            head: names.email,
            cell: ({ email, id }) => (
              <>
                {email} {id === me.id ? <Soft>({names.you})</Soft> : null}
              </>
            ),
          },
          {
            head: names.role,
            cell: (user) => (
              <RoleOf
                user={user}
                isMe={user.id === me.id}
                onAsk={setAsking}
                change={async (role) => {
                  await calls.change(user.id, { role });
                  await refresh();
                }}
              />
            ),
          },
          { head: names.status, cell: ({ status }) => <StatusTag status={status} /> },
          {
            head: names.factor,
            cell: ({ has_second_factor: has }) => (has ? words.rolesScreen.yes : words.rolesScreen.no),
          },
          {
            head: names.lastSeen,
            cell: ({ last_signed_in_at: at }) => (at === null ? names.never : <Moment at={at} />),
          },
          {
            head: names.acts,
            cell: (user) =>
              user.id === me.id ? '–' : <Acts user={user} onAsk={setAsking} onMade={setMade} refresh={refresh} />,
          },
        ]}
      />
      {isInviting ? (
        <InviteUser
          onMade={(user) => {
            setInviting(false);
            setMade(user);
            void refresh();
          }}
          onClose={() => {
            setInviting(false);
          }}
        />
      ) : null}
      {asking ? (
        <Confirm
          {...asking}
          confirm={names.confirm}
          onClose={() => {
            setAsking(null);
          }}
        />
      ) : null}
      {made ? (
        <PasswordDialog
          user={made}
          onClose={() => {
            setMade(null);
          }}
        />
      ) : null}
    </Page>
  );
}

type Ask = (question: Omit<ConfirmProps, 'onClose' | 'confirm'>) => void;

/** Nobody changes his own. */
function RoleOf(props: { user: User; isMe: boolean; onAsk: Ask; change: (role: Role) => Promise<void> }) {
  const { user, isMe, onAsk, change } = props;
  if (isMe) return roles[user.role];
  return (
    <Choice
      label={`${names.role}, ${user.email}`}
      hideLabel
      small
      value={user.role}
      options={ROLE_OPTIONS}
      onChange={(role) => {
        onAsk({
          title: names.roleTitle(user.email, roles[role]),
          text: names.roleText,
          act: () => change(role),
        });
      }}
    />
  );
}

function Acts(props: {
  user: User;
  onAsk: Ask;
  onMade: (user: UserWithPassword) => void;
  refresh: () => Promise<void>;
}) {
  const { user, onAsk, onMade, refresh } = props;
  const isOff = user.status === 'disabled';
  return (
    <Row>
      <Button
        onPress={() => {
          // Confirmed again after a lost answer, it is the same attempt: the password that was made is shown after all.
          const attempt = newKey();
          onAsk({
            title: names.resetTitle(user.email),
            text: names.resetText,
            act: async () => {
              onMade(await calls.reset(user.id, attempt));
              await refresh();
            },
          });
        }}
      >
        {names.reset}
      </Button>
      <Button
        kind={isOff ? 'plain' : 'danger'}
        onPress={() => {
          onAsk({
            title: isOff ? `${names.enable}: ${user.email}` : names.disableTitle(user.email),
            text: isOff ? names.roleText : names.disableText,
            act: async () => {
              await calls.change(user.id, { disabled: !isOff });
              await refresh();
            },
          });
        }}
      >
        {isOff ? names.enable : names.disable}
      </Button>
    </Row>
  );
}
