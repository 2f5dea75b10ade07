// Which languages there are, and which one is meant by a tag. A new one is a file beside `en.ts` and a line in LANGUAGES.
import { en } from './en';

/** What every language file has to hold: the same keys, the same parameters. */
export type Language = typeof en;

const LANGUAGES: Readonly<Partial<Record<string, Language>>> = { en };

/** The language of a tag such as `en-ZA`; English where there is none, or it is not known. */
export function languageOf(tag: string | null | undefined): Language {
  const [primary = ''] = (tag ?? '').toLowerCase().split(/[-_]/);
  return (Object.hasOwn(LANGUAGES, primary) ? LANGUAGES[primary] : undefined) ?? en;
}

/** All of them, to choose from. */
export const languages: readonly Language[] = Object.values(LANGUAGES).filter((language) => language !== undefined);
