// What a response in a random sequence must look like, said once.
import type { Seen, Taking } from './sequence-model';
import type { Answer } from './world';

/** The latest is 0. */
export function pick<T>(list: readonly T[], nth: number): T | undefined {
  return list.at(-1 - (nth % Math.max(1, list.length)));
}

export function seenIn(answer: Answer): Seen {
  if (answer.status >= 300) throw new Error(`Not a redemption: ${answer.text}`);
  return answer.body as unknown as Seen;
}

/** As a PATCH shows it: without the PIN, and without the reviews, which a read of it by its id has. */
export function asPatched({
  change_voucher: change,
  open_reviews: _reviews,
  ...rest
}: Seen & { open_reviews?: unknown }): object {
  if (change === null) return { ...rest, change_voucher: null };
  // Masked, or left out where there is none.
  const { pin: _pin, ...shown } = change;
  return { ...rest, change_voucher: expect.objectContaining(shown) as object };
}

export function pickOf(answer: Answer, names: readonly string[], prefix: string): Record<string, unknown> {
  const body = answer.body as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(names.map((name) => [prefix + name, body[name]]));
}

export function expectRefused(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body.code]).toEqual([status, code]);
}

export function expectHeld(answer: Answer, status: number, held: number | 'refused'): void {
  const expected =
    held === 'refused'
      ? { status: 'failed', outcome: 'not_paid', reserved_amount: 0 }
      : { status: 'reserved', outcome: 'open', reserved_amount: held };
  expect({ http: answer.status, ...answer.body }).toMatchObject({ http: status, ...expected });
}

export function expectTaken(answer: Answer, status: number, expected: Taking): void {
  const paid = { status: 'confirmed', outcome: 'paid', redeemed_amount: expected };
  const shape =
    expected === 'doubt'
      ? { http: 202, outcome: 'checking' }
      : { http: status, ...(expected === 'refused' ? { status: 'failed', outcome: 'not_paid' } : paid) };
  expect({ http: answer.status, ...answer.body }).toMatchObject(shape);
}
