// What the page of a till calls, and nothing else: its build puts this in the place of `vouch.ts`, because the whole client would be a
// tenth of what every till has to load (web/vite.config.mjs).
import { connectionOf, type VouchOptions } from './transport/connection.js';
import type { components } from './generated/api.js';
import { methodsOf } from './method.js';
import { recoverOf, VOUCHER } from './redemptions.js';
import type { Vouch } from './vouch.js';

type Schemas = components['schemas'];

type OfATill = {
  readonly redemptions: Pick<
    Vouch['redemptions'],
    'create' | 'list' | 'retrieve' | 'recover' | 'acknowledge' | 'types'
  >;
  readonly terminals: Pick<Vouch['terminals'], 'claim' | 'current'>;
};

/** As `createVouch` of `vouch.ts`, with the calls of a till. */
export function createVouch(options: VouchOptions): OfATill {
  const via = connectionOf(options);
  const method = methodsOf(via);
  return {
    redemptions: {
      create: method('createRedemption'),
      list: method('listRedemptions'),
      retrieve: method<'getRedemption', Schemas['Redemption']>('getRedemption', VOUCHER),
      recover: recoverOf(via),
      acknowledge: method('acknowledgeRedemption', VOUCHER),
      types: method('listVoucherTypes'),
    },
    terminals: { claim: method('claimTerminal'), current: method('getCurrentTerminal') },
  };
}
