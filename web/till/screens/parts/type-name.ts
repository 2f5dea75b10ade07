import type { State } from '../../sale/state';

/** The name of a voucher type, as on the voucher; of one that is not offered any more, the end of its id. */
export function typeNameOf({ types }: Pick<State, 'types'>, typeId: string): string {
  return types.find(({ id }) => id === typeId)?.name ?? typeId.replace(/^.*\./, '');
}
