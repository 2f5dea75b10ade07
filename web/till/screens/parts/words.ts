// The language of the screen, for every component under it.
import { createContext, useContext } from 'react';
import { en } from '../../language/en';
import type { Language } from '../../language/language';

export const ScreenLanguage = createContext<Language>(en);

/** What the screen says, in its language. */
export function useWords(): Language {
  return useContext(ScreenLanguage);
}
