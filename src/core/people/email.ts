// What an e-mail address of a user may be, wherever it is given. It names a person in approvals, timelines and the audit log, so that two
// that look alike would be one name.

/** Most characters before and behind the `@`. */
const MOST = { name: 100, domain: 150 } as const;
const FORM = new RegExp(`^[^\\s@]{1,${String(MOST.name)}}@[^\\s@]{1,${String(MOST.domain)}}$`, 'u');
/** Control characters, halves and what no character is, what has no width or turns its neighbours round; the braille pattern of no dots. */
const UNSEEN = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Whether it has the form of an address, with nothing in it that cannot be seen, and with no character that only looks different from a plain
 * one (full-width letters, ligatures). Whether mail arrives there nobody asks.
 */
export function isEmail(text: string): boolean {
  return FORM.test(text) && !UNSEEN.test(text) && text.normalize('NFKC') === text;
}
