// Results of a search, and what the server took it for.
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Redemption, SearchResult } from '../../api/documents';
import { recordsOf } from '../../api/records';
import { words } from '../../language/language';
import { moment } from '../../language/time';
import { Button } from '../../parts/button';
import { Go, useGo, useMode } from '../../parts/link';
import { Listing, usePages } from '../../parts/listing';
import { Notice } from '../../parts/notice';
import { Page, Soft } from '../../parts/page';
import { useZone } from '../../session/session';
import { COLUMNS } from './columns';
import { SearchFilters } from './search-filters';
import { isNarrowed, requestOf, type SearchAddress } from './filters';
import { setSecretQuery, useSecretQuery } from './text';
import styles from './search.module.css';

export function Search() {
  const mode = useMode();
  const zone = useZone();
  const address: SearchAddress = useSearch({ strict: false });
  const secret = useSecretQuery();
  const query = secret === '' ? (address.q ?? '') : secret;
  // Whoever leaves the search leaves the PIN behind.
  useEffect(
    () => () => {
      setSecretQuery('');
    },
    [],
  );
  const isAsked = query !== '' || isNarrowed(address);
  const { q: _words, ...narrowing } = address;
  const pages = usePages<Redemption, SearchResult>(
    [mode, 'search', query, narrowing],
    ({ cursor, signal }) => recordsOf(mode).search({ ...requestOf(address, query, Date.now(), zone), cursor }, signal),
    // A PIN is not kept for longer than it is looked at.
    { enabled: isAsked, ...(secret === '' ? {} : { gcTime: 0 }) },
  );
  const first = pages.data?.pages[0];
  useOnlyHit(query, pages.data?.pages.length === 1 && first && !first.has_more ? first.data : []);
  const { search } = words;
  return (
    <Page title={search.title} lead={isAsked ? undefined : search.lead} focus={false}>
      <SearchFilters address={address} />
      {first ? <Understood result={first} /> : null}
      {secret === '' ? null : <Soft>{search.secretKept}</Soft>}
      {first?.complete === false ? <Notice>{search.incomplete}</Notice> : null}
      {isAsked ? (
        <Listing
          pages={pages}
          caption={search.results}
          columns={COLUMNS}
          keyOf={({ id }) => id}
          empty={search.empty(mode)}
          emptyHelp={<Wider address={address} />}
        />
      ) : null}
    </Page>
  );
}

/** One hit is what was meant: it opens in place of the list, so that going back does not lead here again. */
function useOnlyHit(query: string, rows: readonly Redemption[]): void {
  const go = useGo();
  // Only for words that were just given: whoever narrows a list wants to see it.
  const seen = useRef<string | null>(null);
  const only = rows.length === 1 ? rows[0]?.id : undefined;
  useEffect(() => {
    if (only !== undefined && seen.current !== query && query !== '') go(`/redemptions/${only}`, { replace: true });
    if (rows.length > 0) seen.current = query;
  }, [only, query, rows.length, go]);
}

function Understood({ result }: { result: SearchResult }) {
  const { search } = words;
  const zone = useZone();
  const kinds: Readonly<Record<string, string>> = search.kinds;
  const elsewhere = result.understood.find(({ kind }) => kind === 'other_mode');
  const here = useMode();
  const target = elsewhere?.value.startsWith('rdm_') ? elsewhere.value : null;
  if (result.understood.length === 0) return null;
  return (
    <>
      <ul className={styles['chips']} aria-label={search.understood}>
        {result.understood.map(({ kind, value }) => (
          <li key={`${kind} ${value}`}>
            <Soft>{kinds[kind] ?? kind}</Soft> <b>{kind === 'created' ? spanWords(value, zone) : value}</b>
          </li>
        ))}
      </ul>
      {target === null ? null : (
        <Notice heading={search.otherMode}>
          <Go to={`/redemptions/${target}`} mode={here === 'live' ? 'test' : 'live'}>
            {search.openOtherMode}
          </Go>
        </Notice>
      )}
    </>
  );
}

/** `from/to`, as this page says times. */
function spanWords(value: string, zone: string): string {
  return value
    .split('/')
    .map((at) => (Number.isNaN(Date.parse(at)) ? at : moment(at, zone)))
    .join(' – ');
}

/** What was searched, and a search that finds more. */
function Wider({ address }: { address: SearchAddress }) {
  const go = useGo();
  const { search } = words;
  if (!isNarrowed(address)) return <p>{search.emptyHelp}</p>;
  return (
    <>
      <p>{search.emptyIn(narrowedTo(address))}</p>
      <Button
        onPress={() => {
          go('/search', { query: { q: address.q } });
        }}
      >
        {search.wider}
      </Button>
    </>
  );
}

function narrowedTo({ outcome, when, from, to }: SearchAddress): string {
  const { search, outcomes } = words;
  const spans: Readonly<Record<string, string>> = search.spans;
  const known: Readonly<Record<string, string>> = outcomes;
  const time = when !== undefined && spans[when] !== undefined ? spans[when] : [from, to].filter(Boolean).join(' – ');
  return [known[outcome ?? ''] ?? '', time].filter((text) => text !== '').join(', ');
}
