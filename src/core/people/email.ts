// What an e-mail address of a user may be, wherever it is given. It names a person in approvals, timelines and the audit log, so that two
// that look alike would be one name.

/** Most characters before and behind the `@`. */
const MOST = { name: 100, domain: 150 } as const;
const FORM = new RegExp(`^[^\\s@]{1,${String(MOST.name)}}@[^\\s@]{1,${String(MOST.domain)}}$`, 'u');
/** A character with the marks on it. */
const WITH_MARKS = /\P{M}\p{M}*|\p{M}+/gu;
const ASCII = /^[!-~]$/;
/**
 * The alphabets that people write today (UAX #31, table 5). Those of scholars have letters that show nothing, and marks of all alphabets are
 * drawn over what is there already: a dot on an `i`.
 */
const SCRIPTS = [
  ...['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Georgian', 'Hebrew', 'Arabic', 'Thaana', 'Ethiopic'],
  ...['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala'],
  ...['Thai', 'Lao', 'Tibetan', 'Myanmar', 'Khmer', 'Han', 'Hiragana', 'Katakana', 'Hangul', 'Bopomofo'],
].map((script) => new RegExp(`^(?=\\p{L})\\p{scx=${script}}(?:(?=\\p{M})(?!(.)\\1)\\p{sc=${script}})*$`, 'u'));
/** No character, or one that nothing is seen of, also among those letters and marks. */
const UNSEEN = /[\p{C}\p{Default_Ignorable_Code_Point}]/u;

/** As it is stored and looked for. */
export function normalEmail(text: string): string {
  return text.trim().toLowerCase();
}

/**
 * Whether a new user may have it. It has the form of an address, of ASCII and of letters of living alphabets with marks of their own on them,
 * and is its own NFKC form in the spelling that is stored: nothing in it that cannot be seen, and no character that only looks different from
 * a plain one (full-width letters, ligatures). Whether mail arrives there nobody asks. An address that stands may be another one.
 */
export function isEmail(text: string): boolean {
  const stored = text.toLowerCase();
  if (!FORM.test(stored) || UNSEEN.test(stored) || stored.normalize('NFKC') !== stored) return false;
  const characters = stored.match(WITH_MARKS) ?? [];
  return characters.every((one) => ASCII.test(one) || SCRIPTS.some((script) => script.test(one)));
}
