// Whether a text may hold a whole PIN. Pure.

/** Ids of ours have letters before their digits. */
const ID = /^[a-z]{2,4}_[0-9a-f]+$/i;
/** As South Africans write their numbers. */
const PHONE = /^(?:0|27|\+27)\d{9}$/;
/** Fewer are an amount, the end of a PIN, or a time. */
const MOST_DIGITS = 8;

/** Whether a text may hold a whole PIN, or so much of one that the rest can be tried. Rather once too often. */
export function isSecret(text: string): boolean {
  if (ID.test(text.trim())) return false;
  if (PHONE.test(text.replace(/[\s()-]/g, ''))) return false;
  const runs = text.match(/\d(?:[\s.,/_-]*\d)*/g) ?? [];
  return runs.some((run) => run.replace(/\D/g, '').length > MOST_DIGITS);
}
