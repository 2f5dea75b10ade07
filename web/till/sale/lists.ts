// The last sales of this till, and reprints of them.
import type { Redemption } from './attempt';
import type { Step } from './effects';
import type { Moment } from './events';
import { backOf, goTo, reopened, stay, withEffects } from './screens';
import type { LastSalesScreen, State } from './state';

export function openLastSales(state: State, moment: Moment): Step {
  const { screen } = state;
  if (screen.name === 'last_sales') return stay(goTo(state, reopened(screen.back, moment), moment));
  const back = screen.name === 'amount' || screen.name === 'voucher' || screen.name === 'tray' ? backOf(screen) : null;
  if (!back) return stay(state);
  const list = { name: 'last_sales', back, rows: null, opened: null, busy: null, fault: null } as const;
  return withEffects(goTo(state, list, moment), { type: 'read_sales' });
}

const onList = (state: State, change: (list: LastSalesScreen) => Partial<LastSalesScreen>): State =>
  state.screen.name === 'last_sales' ? { ...state, screen: { ...state.screen, ...change(state.screen) } } : state;

/** A row is read again by its id: as it is now, and whole. */
export function readSale(state: State, redemptionId: string): Step {
  if (state.screen.name !== 'last_sales' || state.screen.busy !== null) return stay(state);
  const busy = onList(state, () => ({ busy: redemptionId, opened: null, fault: null }));
  return withEffects(busy, { type: 'read_sale', redemptionId });
}

/** The second press. */
export function showPin(state: State): State {
  return onList(state, ({ opened }) => ({ opened: opened && { ...opened, pinShown: true } }));
}

/** Written down first: the paper says which copy it is. Of what is checking there is a slip, which is no receipt. */
export function reprint(state: State, redemptionId: string): Step {
  const { screen } = state;
  if (screen.name !== 'last_sales' || screen.busy !== null) return stay(state);
  const row = screen.opened?.redemption.id === redemptionId ? screen.opened.redemption : rowOf(screen, redemptionId);
  if (row?.outcome === 'checking') {
    const open = onList(state, () => ({ opened: { redemption: row, pinShown: false, copy: null } }));
    return withEffects(open, { type: 'print', what: 'slip', redemption: row, copy: null });
  }
  if (row?.outcome !== 'paid') return stay(state);
  const busy = onList(state, () => ({ busy: redemptionId, fault: null }));
  return withEffects(busy, { type: 'record_reprint', redemptionId });
}

function rowOf({ rows }: LastSalesScreen, redemptionId: string): Redemption | undefined {
  return rows?.find(({ id }) => id === redemptionId);
}

export function salesRead(state: State, rows: readonly Redemption[]): State {
  return onList(state, () => ({ rows, fault: null }));
}

export function saleRead(state: State, redemption: Redemption): State {
  return onList(state, ({ busy }) =>
    busy === redemption.id ? { busy: null, opened: { redemption, pinShown: false, copy: null } } : {},
  );
}

export function reprintRecorded(state: State, redemption: Redemption, copy: number): Step {
  if (state.screen.name !== 'last_sales' || state.screen.busy !== redemption.id) return stay(state);
  const next = onList(state, ({ opened }) => ({
    busy: null,
    opened: { redemption, pinShown: opened?.redemption.id === redemption.id && opened.pinShown, copy },
  }));
  return withEffects(next, { type: 'print', what: 'receipt', redemption, copy });
}

export function salesFailed(state: State, fault: NonNullable<LastSalesScreen['fault']>): State {
  return onList(state, () => ({ busy: null, fault }));
}
