// Which tills the words of a query name: those that are registered, as people call them, and those that only redemptions know of.
import type { Caller } from '../../accounts/caller';
import type { Part } from '../../search/read-query';
import { isSameTill, mayBeTill, spellingsOf } from '../../search/tills';
import type { Instant } from '../../values/time';
import type { Services } from '../services';

/** More than a person can tell apart by a number: each costs a look at the store. */
const MOST_MEANT = 4;

/** The newest so many are looked through for what a till is called. One that is older is found by its id alone. */
const MOST_REGISTERED = 1000;

/** What the tills of one account and mode are called, as it was at a moment: later pages must not find other tills. */
interface Books {
  readonly registered: readonly { readonly terminalId: string; readonly name: string }[];
  /** Whether a redemption was made there. */
  readonly knows: (terminalId: string) => Promise<boolean>;
}

/**
 * The ids that each part stands for, null where it names no till. Of words that may be a reference as well the first alone is taken for a
 * till, and only where it is one registered till and no other.
 */
export async function tillsIn(
  { store }: Services,
  { parts, asOf }: { readonly parts: readonly Part[]; readonly asOf: Instant },
  { accountId, livemode }: Caller,
): Promise<readonly (readonly string[] | null)[]> {
  if (!parts.some(isTillLike)) return parts.map(() => null);
  const listed = await store.terminals.list({ accountId, livemode, limit: MOST_REGISTERED });
  const books: Books = {
    registered: listed.filter(({ createdAt }) => createdAt <= asOf),
    knows: async (terminalId) => {
      const query = { accountId, livemode, terms: [], terminalId, createdTo: asOf + 1, limit: 1 };
      return (await store.search.page(query)).rows.length > 0;
    },
  };
  const bare = parts.findIndex((part) => isBare(part) && onlyTill(books, part.text) !== null);
  return Promise.all(
    parts.map(async (part, index) => {
      if (part.is === 'terminal') return tillsCalled(books, part);
      return isBare(part) && index === bare ? onlyTill(books, part.text) : null;
    }),
  );
}

type Bare = Extract<Part, { readonly is: 'reference' }>;

function isBare(part: Part): part is Bare {
  return part.is === 'reference' && part.mayBeTill === true;
}

function isTillLike(part: Part): boolean {
  return part.is === 'terminal' || isBare(part);
}

function onlyTill({ registered }: Books, text: string): readonly string[] | null {
  const ids = registered.map(({ terminalId }) => terminalId);
  if (ids.includes(text)) return [text];
  const alike = [...new Set(ids.filter((id) => isSameTill(text, id)))];
  return alike.length === 1 ? alike : null;
}

/** To the letter where there is such a till; else with letters of the other case; else whatever it may be, or as it was said. */
async function tillsCalled(
  books: Books,
  { said, isTitle }: Extract<Part, { readonly is: 'terminal' }>,
): Promise<string[]> {
  const { registered, knows } = books;
  const ids = registered.map(({ terminalId }) => terminalId);
  if (ids.includes(said) || (await knows(said))) return [said];
  const named = registered.filter(({ name }) => isTitle && name.toLowerCase() === said.toLowerCase());
  const alike = named.length > 0 ? named.map(({ terminalId }) => terminalId) : ids.filter((id) => mayBeTill(said, id));
  const others = spellingsOf(said).filter((id) => !alike.includes(id));
  const known = await Promise.all(others.map(async (id) => ((await knows(id)) ? [id] : [])));
  const meant = [...new Set([...alike, ...known.flat()])];
  const inOtherCase = meant.filter((id) => id.toLowerCase() === said.toLowerCase());
  const best = (inOtherCase.length > 0 ? inOtherCase : meant).slice(0, MOST_MEANT);
  return best.length > 0 ? best : [said];
}
