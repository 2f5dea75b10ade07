// What people can do at the console, act by act: the right it takes, the calls that carry it out, and the buttons that the page has for it.
// One table for the specs of the server and for those of the page: neither can offer what the other refuses.
import type { Permission } from '../../../src/core/accounts/permissions';

/** Where a button is: the address of a screen without its mode, with `:name` for what a spec has made. */
export const SCREENS = [
  '',
  '/search?outcome=paid',
  '/redemptions/:redemption',
  '/approvals',
  '/reviews',
  '/reviews/:review',
  '/deliveries?status=failed',
  '/endpoints',
  '/endpoints/:endpoint',
  '/reconciliation',
  '/reconciliation/:run',
  '/terminals',
  '/settings/users',
  '/settings/roles',
  '/settings/keys',
  '/settings/sessions',
  '/settings/limits',
  '/settings/me',
  '/audit',
] as const;
export type Screen = (typeof SCREENS)[number];

export interface Act {
  readonly takes: Permission;
  /** As the program names its routes, under `/v1`. */
  readonly calls: readonly string[];
  /** With the beginning of its name. `besides`: another right, without which nobody sees that screen. */
  readonly buttons: readonly { readonly on: Screen; readonly name: string; readonly besides?: Permission }[];
}

export const ACTS: readonly Act[] = [
  {
    takes: 'reversals.create',
    calls: ['POST /v1/redemptions/:id/reverse', 'POST /v1/redemptions/:id/reversal_proposals'],
    buttons: [{ on: '/redemptions/:redemption', name: 'Give back' }],
  },
  {
    takes: 'reversals.decide',
    calls: ['POST /v1/reversal_proposals/:id/approve', 'POST /v1/reversal_proposals/:id/reject'],
    buttons: [
      { on: '/approvals', name: 'Approve' },
      { on: '/approvals', name: 'Reject' },
    ],
  },
  {
    takes: 'reviews.judge',
    calls: ['POST /v1/reviews/:id/verdict'],
    buttons: [{ on: '/reviews/:review', name: 'Give this verdict' }],
  },
  {
    takes: 'reviews.work',
    calls: ['POST /v1/reviews/:id/assign', 'POST /v1/reviews/:id/notes'],
    buttons: [
      { on: '/reviews/:review', name: 'Take it on' },
      { on: '/reviews/:review', name: 'Add the note' },
    ],
  },
  {
    takes: 'vouchers.reveal',
    calls: ['POST /v1/redemptions/:id/reveal'],
    buttons: [{ on: '/redemptions/:redemption', name: 'Show the PIN' }],
  },
  {
    takes: 'records.export',
    calls: ['GET /v1/reconciliations/:id/differences.csv'],
    buttons: [
      { on: '/reconciliation/:run', name: 'Take out as a file' },
      { on: '/search?outcome=paid', name: 'Take out as a file' },
      { on: '/reviews', name: 'Take out as a file' },
      { on: '/audit', name: 'Take out as a file', besides: 'audit.read' },
    ],
  },
  {
    takes: 'deliveries.retry',
    calls: ['POST /v1/webhook_deliveries/:id/retry'],
    buttons: [
      { on: '/deliveries?status=failed', name: 'Send again' },
      { on: '/endpoints/:endpoint', name: 'Send again' },
      { on: '/redemptions/:redemption', name: 'Send again' },
    ],
  },
  {
    takes: 'endpoints.manage',
    calls: [
      'POST /v1/webhook_endpoints',
      'PATCH /v1/webhook_endpoints/:id',
      'DELETE /v1/webhook_endpoints/:id',
      'POST /v1/webhook_endpoints/:id/rotate_secret',
      'POST /v1/webhook_endpoints/:id/test',
    ],
    buttons: [
      { on: '/endpoints', name: 'New endpoint' },
      { on: '/endpoints/:endpoint', name: 'Send a test' },
      { on: '/endpoints/:endpoint', name: 'New secret' },
      { on: '/endpoints/:endpoint', name: 'Switch off' },
    ],
  },
  {
    takes: 'reconciliations.run',
    calls: ['POST /v1/reconciliations'],
    buttons: [{ on: '/reconciliation', name: 'Compare a statement' }],
  },
  {
    takes: 'terminals.manage',
    calls: [
      'GET /v1/terminals',
      'GET /v1/terminals/:id',
      'POST /v1/terminals',
      'POST /v1/terminals/:id/pair',
      'POST /v1/terminals/:id/unlock',
      'POST /v1/terminals/:id/revoke',
    ],
    buttons: [
      { on: '/terminals', name: 'New till' },
      { on: '/terminals', name: 'New code' },
      { on: '/terminals', name: 'Unlock' },
      { on: '/terminals', name: 'Revoke' },
    ],
  },
  {
    takes: 'users.manage',
    calls: [
      'GET /v1/console/users',
      'GET /v1/console/users/:id',
      'POST /v1/console/users',
      'PATCH /v1/console/users/:id',
      'POST /v1/console/users/:id/reset',
    ],
    buttons: [
      { on: '/settings/users', name: 'New user' },
      { on: '/settings/users', name: 'New password' },
      { on: '/settings/users', name: 'Switch off' },
    ],
  },
  {
    takes: 'keys.manage',
    calls: ['GET /v1/console/keys', 'POST /v1/console/keys', 'POST /v1/console/keys/:id/revoke'],
    buttons: [
      { on: '/settings/keys', name: 'New key' },
      { on: '/settings/keys', name: 'Revoke' },
    ],
  },
  {
    takes: 'settings.manage',
    calls: ['GET /v1/console/settings', 'PATCH /v1/console/settings'],
    buttons: [{ on: '/settings/limits', name: 'Save' }],
  },
  // To look at it is the act: its screen has nothing else to press but what takes the right to take it out.
  { takes: 'audit.read', calls: ['GET /v1/audit_log'], buttons: [] },
];

/** Everybody signed in may press these, by the beginning of their names: they change nothing, or nothing of anybody else. */
export const FOR_ALL: readonly string[] = [
  ...['Copy for a ticket', 'Show JSON', 'Next one', 'Older'],
  // The own sessions, password and second factor.
  ...['End', 'Change it', 'Set it up'],
];
