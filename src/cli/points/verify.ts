// `vouch points verify`: recomputes a ledger and names what differs.
import type { Asker } from '../../core/points/use-cases/ledger/ledger';
import { verifyLedger, type Verified } from '../../core/points/use-cases/verify/verify';
import { count, type Parts } from './import';

/** Prints what differs, then what was looked at. True where nothing differs. */
export async function verifyOwner(
  parts: Parts,
  asker: Asker,
  whose: string,
  print: (line: string) => void,
): Promise<boolean> {
  const seen: Record<Verified['what'], number> = { book: 0, redemption: 0, stock: 0, wallet: 0 };
  let differing = 0;
  let moving = 0;
  for await (const { what, id, differences, moving: moves } of verifyLedger(parts, asker)) {
    seen[what] += 1;
    if (moves) moving += 1;
    if (differences.length === 0) continue;
    differing += 1;
    print(`${whose}: ${what} ${id}: ${differences.join('; ')}`);
  }
  const looked = [count(seen.book, 'book'), count(seen.stock, 'stock'), count(seen.wallet, 'wallet')].join(', ');
  const found = differing === 0 ? 'nothing differs' : `${String(differing)} differ`;
  const inUse =
    moving === 0 ? '' : `; ${count(moving, 'limit')} moved all the time, and could be told no closer than that`;
  print(`${whose}: ${looked}; ${found}${inUse}`);
  return differing === 0;
}
