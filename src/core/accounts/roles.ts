// The roles of people in the support console. What each may do: permissions.ts.

/** Roles are bundles of permissions. Nobody is a superset of everybody: who appoints people does not also move money. */
export const ROLES = ['viewer', 'agent', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];
