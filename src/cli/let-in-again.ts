// What a store that was put back from a backup lets in again: what the journal beside it says was taken away since, and the store still has.
import { ROLES } from '../core/accounts/roles';
import { unchosenSettings } from '../core/people/settings';
import type { Store } from '../core/store';
import type { NotedAct, NotedEvent } from '../core/values/act-journal';
import { isoTime } from '../core/values/time';
import { printable } from './table';

/** Something to do, with the command for it; null where only a person at the console can. */
export interface ToDo {
  readonly command: string | null;
  readonly why: string;
}

type Stores = Pick<Store, 'people' | 'terminals' | 'webhooks'>;

const OWN_ACTS: readonly NotedEvent[] = [
  'user_reset',
  'password_changed',
  'second_factor_set_up',
  'second_factor_removed',
  'recovery_code_used',
];
const LIMITS = {
  approvalAboveCents: 'approval_above',
  approvalAbovePerDayCents: 'approval_above_per_day',
  sessionIdleMinutes: 'session_idle_minutes',
  sessionHours: 'session_hours',
} as const;

/** What to do again, one user, terminal, endpoint or account after the other. `acts`: those that are lost, oldest first. */
export async function letInAgain(store: Stores, acts: readonly NotedAct[]): Promise<ToDo[]> {
  const todos: ToDo[] = [];
  for (const id of new Set(acts.map(({ about }) => about))) {
    const own = acts.filter(({ about }) => about === id);
    if (id.startsWith('usr_')) todos.push(...(await ofUser(store, id, own)));
    if (id.startsWith('trm_')) todos.push(...(await ofTerminal(store, id, own)));
    if (id.startsWith('whe_')) todos.push(...(await ofEndpoint(store, id, own)));
    if (id.startsWith('acc_')) todos.push(...(await ofSettings(store, id, own)));
  }
  return todos;
}

async function ofUser({ people }: Stores, id: string, acts: readonly NotedAct[]): Promise<ToDo[]> {
  const user = await people.findUser(id);
  if (!user) return [];
  const [disabled, role] = [lastOf(acts, 'disabled'), lastOf(acts, 'role')];
  const renewed = acts.findLast(({ event }) => OWN_ACTS.includes(event));
  const email = printable(user.email);
  const todos: ToDo[] = [];
  if (disabled?.value === true && user.disabledAt === null)
    todos.push(todo(`users disable ${id}`, `${email} was disabled`, disabled.act));
  // A name of a role alone is printed as part of a command.
  const given = ROLES.find((one) => one === role?.value);
  if (role && given !== undefined && given !== user.role)
    todos.push(todo(`users role ${id} ${given}`, `${email}, now ${user.role}, was made ${given}`, role.act));
  if (renewed) todos.push(todo(`users reset ${id}`, `${email}: an old password or second factor works again`, renewed));
  return todos;
}

async function ofTerminal({ terminals }: Stores, id: string, acts: readonly NotedAct[]): Promise<ToDo[]> {
  const terminal = await terminals.find(id);
  if (terminal?.revokedAt !== null) return [];
  const name = `the till ${terminal.terminalId}`;
  const revoked = acts.findLast(({ event }) => event === 'terminal_revoked');
  if (revoked) return [todo(`terminals revoke ${id}`, `${name} was revoked`, revoked)];
  const paired = acts.findLast(({ event }) => event === 'terminal_paired');
  if (!paired || !terminal.key || terminal.key.at >= paired.at) return [];
  return [todo(`terminals pair ${id}`, `${name} was paired anew: what it had before works again`, paired)];
}

async function ofEndpoint({ webhooks }: Stores, id: string, acts: readonly NotedAct[]): Promise<ToDo[]> {
  const endpoint = await webhooks.findEndpoint(id);
  if (endpoint?.deletedAt !== null) return [];
  const name = withoutQuery(endpoint.url);
  const deleted = acts.findLast(({ event }) => event === 'endpoint_deleted');
  if (deleted) return [todo(`endpoints delete ${id}`, `${name} was deleted`, deleted)];
  const [disabled, moved] = [lastOf(acts, 'disabled'), acts.findLast(({ details }) => details['moved'] === true)];
  const rotated = acts.findLast(({ event }) => event === 'endpoint_rotated');
  const todos: ToDo[] = [];
  if (endpoint.disabledAt === null) {
    if (disabled?.value === true) todos.push(todo(`endpoints disable ${id}`, `${name} was disabled`, disabled.act));
    else if (moved && endpoint.updatedAt < moved.at)
      todos.push(todo(`endpoints disable ${id}`, `${name}: where events go, or which, was changed`, moved));
  }
  if (rotated && (endpoint.secrets[0]?.createdAt ?? 0) < rotated.at)
    todos.push(todo(`endpoints rotate ${id}`, `${name}: its secret was turned, and the old one signs again`, rotated));
  return todos;
}

async function ofSettings({ people }: Stores, id: string, acts: readonly NotedAct[]): Promise<ToDo[]> {
  const standing = (await people.findSettings(id)) ?? unchosenSettings(id);
  return Object.entries(LIMITS).flatMap(([field, name]) => {
    const chosen = lastOf(acts, field);
    const now = standing[field as keyof typeof LIMITS];
    if (!chosen || chosen.value === now) return [];
    return [todo(null, `${name} of ${id} was made ${shown(chosen.value)}, and is ${shown(now)} again`, chosen.act)];
  });
}

/** What was said last of one detail. */
function lastOf(acts: readonly NotedAct[], detail: string) {
  const act = acts.findLast(({ details }) => details[detail] !== undefined);
  return act && { act, value: act.details[detail] };
}

/** The journal is a text file: whatever of it is shown stays on its line, and in the comment of it. */
function todo(command: string | null, what: string, { at, by }: NotedAct): ToDo {
  const why = `${what}, by ${by} at ${isoTime(at)}`.replace(/\p{C}/gu, '?');
  return { command: command === null ? null : `vouch ${command}`, why };
}

function shown(value: NotedAct['details'][string] | undefined): string {
  return value === null ? 'as configured' : String(value);
}

/** What follows it may be a secret. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}
