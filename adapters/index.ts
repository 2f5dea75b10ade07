// The registry: one line per provider. Every other list of providers is derived from it.
import type { LedgerDefinition, ProviderDefinition } from './kit/define';
import blu from './blu';
import loyaltyPoints from './loyalty-points';
import oneVoucher from './one-voucher';
import ott from './ott';

export const PROVIDERS: readonly ProviderDefinition[] = [oneVoucher, ott, blu];

/** Types whose value is in the ledger of this installation: without settings, simulators or statements. */
export const LEDGERS: readonly LedgerDefinition[] = [loyaltyPoints];
