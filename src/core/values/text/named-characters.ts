// Characters that markup gives a name: those that are no letters, which may stand between the digits of a number, and three digits.

/** What begins another escape, so that `&amp;nbsp;` is seen through as well; and the raised digits. */
const MEANING: Readonly<Record<string, string>> = {
  amp: '&',
  bsol: '\\',
  equals: '=',
  gt: '>',
  lt: '<',
  num: '#',
  percnt: '%',
  semi: ';',
  sup1: '1',
  sup2: '2',
  sup3: '3',
};

/** Spaces, dashes, what cannot be seen, and punctuation. Which of them it is makes no difference between two digits. */
const BETWEEN =
  'tab newline nbsp nonbreakingspace ensp emsp emsp13 emsp14 numsp puncsp thinsp thinspace hairsp verythinspace mediumspace thickspace ' +
  'zerowidthspace negativeverythinspace negativethinspace negativemediumspace negativethickspace zwnj zwj lrm rlm nobreak shy af ' +
  'applyfunction it invisibletimes ic invisiblecomma hyphen dash ndash mdash horbar minus boxh horizontalline hybull ' +
  'excl quot quest apos lpar rpar lsqb lbrack rsqb rbrack lcub lbrace rcub rbrace ast midast plus comma period sol colon commat lowbar underbar ' +
  'verbar vert verticalline hat grave diacriticalgrave tilde bull bullet middot centerdot periodcentered hellip mldr nldr laquo raquo lsaquo ' +
  'rsaquo lsquo rsquo lsquor rsquor sbquo ldquo rdquo ldquor rdquor bdquo opencurlyquote closecurlyquote opencurlydoublequote ' +
  'closecurlydoublequote prime backprime dagger para sect copy reg trade deg times divide div plusmn pm not brvbar macr strns cedil acute uml ' +
  'die dot circ breve caron iexcl iquest cent pound curren yen euro checkmark check cross star starf bigstar phone square squ blank block ' +
  'ddagger caret loz sharp rarr larr rightarrow leftarrow';

const NAMES = new Map([...BETWEEN.split(' ').map((name) => [name, ' '] as const), ...Object.entries(MEANING)]);

/** Names that browsers also read without the semicolon behind them. */
const BARE =
  'nbsp|shy|amp|lt|gt|quot|middot|sup[123]|laquo|raquo|para|sect|copy|reg|deg|times|divide|plusmn|not|brvbar|macr|cedil|acute|uml|iexcl|iquest|cent|pound|curren|yen';

/** `&nbsp;`, and `&nbsp` where no other name begins so: `&times=3` is a part of an address. In any case, as people type. */
export const NAMED_CHARACTER = `&(?:[A-Za-z][A-Za-z0-9]{1,30};|(?:${BARE}|NBSP|SHY)(?![A-Za-z=;]))`;

/** Undefined: a letter, or no name at all. */
export function namedCharacter(name: string): string | undefined {
  return NAMES.get(name.toLowerCase());
}
