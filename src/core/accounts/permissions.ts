// What people may do in the support console. One table, which the server, the page and the tests read: nobody else decides it.
import type { Instant } from '../values/time';
import { Refusal } from '../values/refusal';
import type { Caller } from './caller';
import { ROLES, type Role } from './roles';

interface PermissionEntry {
  readonly holders: readonly Role[];
  /** What it lets a person do, as the page says it to somebody who lacks it. */
  readonly allows: string;
  /** Asks for the password or a code again, where the last time was more than `STEP_UP_MS` ago. */
  readonly stepUp?: true;
}

const ALL = ROLES;
const WORKING = ['agent', 'approver', 'admin'] as const;
const ADMIN = ['admin'] as const;

const PERMISSION_TABLE = {
  'records.read': { holders: ALL, allows: 'search and read redemptions and what belongs to them' },
  'records.search_pin': { holders: WORKING, allows: 'search by a whole PIN' },
  'reviews.work': { holders: WORKING, allows: 'take reviews and add notes' },
  'deliveries.retry': { holders: WORKING, allows: 'send a webhook again' },
  'reversals.create': { holders: WORKING, allows: 'give value back up to the free limit, and ask for more' },
  'reversals.decide': {
    holders: ['approver'],
    allows: 'approve or reject what somebody else asked to give back',
    stepUp: true,
  },
  'reviews.judge': { holders: ['approver'], allows: 'give a verdict on a review', stepUp: true },
  'vouchers.reveal': { holders: ['approver'], allows: 'see the PIN of a change or refund voucher', stepUp: true },
  'records.export': { holders: ['approver', 'admin'], allows: 'take lists out as files', stepUp: true },
  'users.manage': { holders: ADMIN, allows: 'manage users, their roles and their sessions', stepUp: true },
  'keys.manage': { holders: ADMIN, allows: 'manage API keys', stepUp: true },
  'terminals.manage': { holders: ADMIN, allows: 'manage terminals', stepUp: true },
  'endpoints.manage': { holders: ADMIN, allows: 'manage webhook endpoints', stepUp: true },
  'settings.manage': { holders: ADMIN, allows: 'change limits and settings', stepUp: true },
  'audit.read': { holders: ADMIN, allows: 'read the audit log' },
  'reconciliations.run': { holders: ADMIN, allows: 'compare a statement of a provider', stepUp: true },
} as const satisfies Readonly<Record<string, PermissionEntry>>;

export type Permission = keyof typeof PERMISSION_TABLE;
export const PERMISSIONS: Readonly<Record<Permission, PermissionEntry>> = PERMISSION_TABLE;

/** For so long a person counts as present after a password or a code. */
export const STEP_UP_MS = 5 * 60 * 1000;

/** Whether people of this role hold the permission. */
export function roleHolds(role: Role, permission: Permission): boolean {
  return PERMISSIONS[permission].holders.includes(role);
}

/** In the table's order. */
export function permissionsOf(role: Role): Permission[] {
  return (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => roleHolds(role, permission));
}

/**
 * Keys are not people, and no permission is asked of them: what they may do their type says. Throws `Refusal` permission_missing,
 * with the roles that hold it, and step_up_required.
 */
export function requirePermission(caller: Pick<Caller, 'user'>, permission: Permission, now: Instant): void {
  requireHeld(caller, permission);
  if (caller.user && PERMISSIONS[permission].stepUp) requirePresence(caller.user, now);
}

/** The same for who only looks: nobody is asked for a password to see a list. Throws `Refusal` permission_missing. */
export function requireHeld({ user }: Pick<Caller, 'user'>, permission: Permission): void {
  if (!user || roleHolds(user.role, permission)) return;
  const { holders, allows } = PERMISSIONS[permission];
  throw new Refusal('permission_missing', `Your role is ${user.role}. To ${allows} takes: ${holders.join(', ')}`, {
    extra: { permission, roles: holders },
  });
}

/** Throws `Refusal` step_up_required where neither a password nor a code was given within `STEP_UP_MS`. */
export function requirePresence({ presentUntil }: { readonly presentUntil: Instant | null }, now: Instant): void {
  if (presentUntil !== null && now < presentUntil) return;
  throw new Refusal('step_up_required', 'Give your password or a code again first: POST /v1/console/session/step_up');
}
