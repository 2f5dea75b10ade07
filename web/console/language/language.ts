// The words of the console. Another language is a file beside `en.ts` that satisfies `Language`, and a choice here.
import { en } from './en';

/** What every language file has to hold: the same keys, the same parameters. */
export type Language = typeof en;

export const words: Language = en;
