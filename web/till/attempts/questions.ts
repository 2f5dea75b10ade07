// Calls that belong to no attempt: who this till is, what it has not shown, its last sales, its receipts.
import { Problem, VouchError, type CallOptions } from 'vouch-client';
import type { Redemption } from '../sale/attempt';
import { redemptionOf, terminalOf, typesOf } from './answers';
import { pairingFaultOf, readFailure, salesFaultOf } from './failures';
import { patiently, type Loop } from './loops';

/** A person waits for it: then the till says that there was no answer, and offers to try again. */
const PATIENCE: CallOptions = { deadlineMs: 15_000, timeoutMs: 10_000 };
const LAST_SALES = 20;
/** More than a till leaves unfinished in a day, and than one sale has vouchers. */
const MOST_LISTED = 50;

/** Until there is an answer, or the server says that this till is nobody. */
function untilKnown<T>(loop: Loop, ask: (options: CallOptions) => Promise<T>): Promise<T | undefined> {
  return patiently(loop, 'question', ask, (failure) => {
    loop.report({ type: 'not_identified', failure });
  });
}

function whoAmI(loop: Loop) {
  const { vouch } = loop;
  return untilKnown(loop, async (options) => {
    const terminal = terminalOf(await vouch.terminals.current(options));
    return { terminal, types: typesOf(await vouch.redemptions.types(options)) };
  });
}

export async function identify(loop: Loop): Promise<void> {
  const known = await whoAmI(loop);
  if (known) loop.report({ type: 'identified', ...known });
}

/** Pairs by a code. A code is used up by the first claim, also where its answer was lost. */
export async function claim(loop: Loop, code: string): Promise<void> {
  try {
    await loop.vouch.terminals.claim({ pairing_code: code, deliver: 'cookie' }, { ...PATIENCE, signal: loop.signal });
  } catch (error) {
    loop.report({ type: 'not_paired', fault: pairingFaultOf(error) });
    return;
  }
  const known = await whoAmI(loop);
  if (known) loop.report({ type: 'paired', ...known });
}

/** What this terminal made and never showed. A list masks change PINs, so each that was paid is read by itself. */
export async function readUnacknowledged(loop: Loop, reference: string | null): Promise<void> {
  const { vouch, report } = loop;
  const read = await untilKnown(loop, async (options) => {
    const rows = [];
    for (const row of await listed(loop, { acknowledged: 'false' }, options))
      rows.push(row.outcome === 'paid' ? await vouch.redemptions.retrieve(row.id, options) : row);
    const known = reference === null ? [] : await under(loop, reference, options);
    return { redemptions: rows.map(redemptionOf), known };
  });
  if (read) report({ type: 'unacknowledged_read', ...read });
}

/** What is left of a sale is shown while this is on its way. */
export async function readKnown(loop: Loop, ids: readonly string[], reference: string | null): Promise<void> {
  const options = { ...PATIENCE, signal: loop.signal };
  try {
    const known = [];
    for (const id of ids) known.push(redemptionOf(await loop.vouch.redemptions.retrieve(id, options)));
    if (ids.length === 0 && reference !== null) known.push(...(await under(loop, reference, options)));
    loop.report({ type: 'known_read', known });
  } catch {
    // What is known has to do.
  }
}

async function under(loop: Loop, reference: string, options: CallOptions): Promise<readonly Redemption[]> {
  const rows = await listed(loop, { external_reference: reference }, options);
  // Whoever does not know the filter answers with others, too.
  return rows.map(redemptionOf).filter((row) => row.reference === reference);
}

async function listed({ vouch }: Loop, filter: object, options: CallOptions) {
  const rows = [];
  for await (const row of vouch.redemptions.list({ ...filter, limit: MOST_LISTED }, options)) {
    if (rows.length >= MOST_LISTED) break;
    rows.push(row);
  }
  return rows;
}

/**
 * A receipt that may have been counted is not counted again: its repeat would make the next one a copy. That an outcome was shown is
 * said until it is heard, so that it does not come back at the next start.
 */
export async function acknowledge(loop: Loop, redemptionId: string, receipt: 'shown' | 'printed'): Promise<void> {
  const { vouch, signal } = loop;
  if (receipt === 'printed') {
    try {
      await vouch.redemptions.acknowledge(redemptionId, { receipt }, { ...PATIENCE, signal });
      return;
    } catch (error) {
      if (!(error instanceof VouchError) || signal.aborted) return;
      if (!error.mayHaveHappened && readFailure(error, 'question').isOver) return;
    }
  }
  await patiently(
    loop,
    'question',
    async (options) => {
      try {
        await vouch.redemptions.acknowledge(redemptionId, { receipt: 'shown' }, options);
      } catch (error) {
        // Refused for good, by Vouch itself: repeating it changes nothing. Whoever else says no has not told the server.
        if (!(error instanceof Problem) || error.status === 429 || error.status >= 500) throw error;
      }
    },
    () => undefined,
  );
}

export async function readSales({ vouch, signal, report }: Loop): Promise<void> {
  try {
    const page = await vouch.redemptions.list({ limit: LAST_SALES }, { ...PATIENCE, signal });
    report({ type: 'sales_read', rows: page.data.map(redemptionOf) });
  } catch (error) {
    report({ type: 'sales_failed', fault: salesFaultOf(error) });
  }
}

export async function readSale({ vouch, signal, report }: Loop, redemptionId: string): Promise<void> {
  try {
    const redemption = redemptionOf(await vouch.redemptions.retrieve(redemptionId, { ...PATIENCE, signal }));
    report({ type: 'sale_read', redemption });
  } catch (error) {
    report({ type: 'sales_failed', fault: salesFaultOf(error) });
  }
}

/** Read with its PIN first: what cannot be read cannot be printed, and is not counted. */
export async function recordReprint({ vouch, signal, report }: Loop, redemptionId: string): Promise<void> {
  try {
    const redemption = redemptionOf(await vouch.redemptions.retrieve(redemptionId, { ...PATIENCE, signal }));
    const { copy } = await vouch.redemptions.acknowledge(redemptionId, { receipt: 'printed' }, { ...PATIENCE, signal });
    report({ type: 'reprint_recorded', redemption, copy });
  } catch (error) {
    report({ type: 'sales_failed', fault: salesFaultOf(error) });
  }
}
