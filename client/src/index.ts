// What the package gives to the outside. Webhooks are an entry of their own: `vouch-client/webhooks`.
export { createVouch, type Vouch } from './vouch.js';
export type { Credential, VouchOptions } from './transport/connection.js';
export type { CallOptions, KeyOptions } from './transport/call.js';
export type { Clock } from './transport/clock.js';
export type { WaitOptions } from './create-and-wait.js';
export { Aborted, NoAnswer, Problem, StillChecking, UnexpectedAnswer, VouchError } from './errors.js';
export type { Fault, ProblemCode } from './errors.js';
export type { Method, Options } from './method.js';
export type { Pages } from './pages.js';
export * from './generated/problems.js';
export type { components, operations, paths } from './generated/api.js';
import type { components } from './generated/api.js';

/** What calls take and answer with, by the names of the API description. */
export type Schemas = components['schemas'];
export type Redemption = Schemas['Redemption'];
export type Reversal = Schemas['Reversal'];
export type CreateRedemptionRequest = Schemas['CreateRedemptionRequest'];
export type TestVoucher = Schemas['TestVoucher'];
