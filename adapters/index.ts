// The registry: one line per provider. Every other list of providers is derived from it.
import type { ProviderDefinition } from './kit/define';
import blu from './blu';
import oneVoucher from './one-voucher';
import ott from './ott';

export const PROVIDERS: readonly ProviderDefinition[] = [oneVoucher, ott, blu];
