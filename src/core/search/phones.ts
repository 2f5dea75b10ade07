// Phone numbers as they are searched for: South African ones, however they are written, as one keyed digest.
import type { RedemptionOptions } from '../providers/provider';
import type { Redemption } from '../redemption/redemption';
import type { Sealer } from '../values/ports';
import { phonesIn } from '../values/phone';

/** `27` and nine digits of any way to write a South African number; null where it is none. */
export function meantPhone(text: string): string | null {
  const digits = text.replace(/[^\d+]/g, '');
  const national = /^(?:\+27|0027|27|0)([1-9]\d{8})$/.exec(digits)?.[1];
  return national === undefined ? null : `27${national}`;
}

type Phoned = Pick<Redemption, 'source' | 'options' | 'phoneDigests'>;

function numbersIn(source: Readonly<Record<string, unknown>>, options: RedemptionOptions): string[] {
  const numbers = [...phonesIn(source), ...phonesIn(options)].flatMap((text) => meantPhone(text) ?? []);
  return [...new Set(numbers)];
}

/** Of the numbers that stand in these fields, each once: what a redemption keeps of them to be found by. */
export function phoneDigestsOf(
  sealer: Pick<Sealer, 'phoneDigest'>,
  source: Readonly<Record<string, unknown>>,
  options: RedemptionOptions,
): string[] {
  return numbersIn(source, options).map((number) => sealer.phoneDigest(number));
}

/** Whether it has a number and no digest of it, as what earlier versions wrote. */
export function lacksPhoneDigests({ source, options, phoneDigests }: Phoned): boolean {
  return phoneDigests === undefined && numbersIn(source, options).length > 0;
}
