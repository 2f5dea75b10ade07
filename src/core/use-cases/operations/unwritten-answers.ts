// Answers of providers that the store did not take. Each may be the only one that ever names a PIN: it is kept until it is written.
import type { Actor } from '../../redemption/actor';
import type { FactOf } from '../../redemption/working-copy';

/** A provider's answer on its way to the redemption it belongs to. The PIN in it is sealed to that redemption. */
export interface UnwrittenAnswer {
  readonly redemptionId: string;
  readonly by: { readonly actor: Actor; readonly requestId: string | null };
  readonly fact: FactOf<'answered'>;
}

/** What the sealed text of one is bound to: the name that it is kept under. */
export function unwrittenRecord(name: string): string {
  return `unwritten answer ${name}`;
}

/** Where such answers wait. */
export abstract class UnwrittenAnswers {
  /**
   * Waits for the write of an answer, which may take as long as a store is away, and no process may outlive that: what takes longer than a
   * second is put where the next start finds it, until it is written. Settles as `write` does.
   */
  abstract during<T>(answer: UnwrittenAnswer, write: Promise<T>): Promise<T>;
  /** Tries from now on to write it, until that succeeds. Returns at once and never throws. */
  abstract keep(answer: UnwrittenAnswer): void;
}
