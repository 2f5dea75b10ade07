// Phone numbers as they are searched for: South African ones, however they are written, as one keyed digest.
import type { RedemptionOptions } from '../providers/provider';
import type { Sealer } from '../values/ports';
import { phonesIn } from '../values/phone';

/** `27` and nine digits of any way to write a South African number; null where it is none. */
export function meantPhone(text: string): string | null {
  const digits = text.replace(/[^\d+]/g, '');
  const national = /^(?:\+27|0027|27|0)([1-9]\d{8})$/.exec(digits)?.[1];
  return national === undefined ? null : `27${national}`;
}

/** Of the numbers that stand in these fields, each once: what a redemption keeps of them to be found by. */
export function phoneDigestsOf(
  sealer: Pick<Sealer, 'phoneDigest'>,
  source: Readonly<Record<string, unknown>>,
  options: RedemptionOptions,
): string[] {
  const numbers = [...phonesIn(source), ...phonesIn(options)].flatMap((text) => meantPhone(text) ?? []);
  return [...new Set(numbers)].map((number) => sealer.phoneDigest(number));
}
