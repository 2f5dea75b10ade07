// The search box, on every screen. It never stands between somebody and the keys: `/` goes to it from anywhere.
import { useSearch, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { useShortcut } from '../../parts/shortcuts';
import { useLookFor } from '../search/look-for';
import { useSecretQuery } from '../search/text';
import styles from './shell.module.css';

export function SearchBox() {
  const lookFor = useLookFor();
  const box = useRef<HTMLInputElement>(null);
  const filters: Readonly<Record<string, string>> = useSearch({ strict: false });
  const isSearching = /\/search\/?$/.test(useLocation().pathname);
  const secret = useSecretQuery();
  const shown = isSearching ? (secret === '' ? (filters['q'] ?? '') : secret) : '';
  const [text, setText] = useState(shown);
  // What is searched changed otherwise than by this box: by going back, or by leaving the search.
  useEffect(() => {
    setText(shown);
  }, [shown]);
  useShortcut('/', () => {
    box.current?.focus();
    box.current?.select();
  });
  const submit = (): void => {
    lookFor(text, isSearching ? filters : {});
    // The next search is typed over this one.
    box.current?.focus();
    box.current?.select();
  };
  return (
    <form
      className={styles['search']}
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <input
        ref={box}
        type="search"
        aria-label={words.search.box}
        placeholder={words.search.placeholder}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={200}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
        }}
        onKeyDown={(event) => {
          // Whoever is here already presses the key all the same. Nothing that is searched begins with it.
          if (event.key === '/' && isWholeSelected(event.currentTarget)) event.preventDefault();
        }}
      />
      <Button type="submit">{words.search.go}</Button>
    </form>
  );
}

function isWholeSelected({ value, selectionStart, selectionEnd }: HTMLInputElement): boolean {
  return selectionStart === 0 && selectionEnd === value.length;
}
