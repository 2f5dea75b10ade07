// Results of a search, and what the server took it for.
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Redemption, SearchResult } from '../../api/documents';
import { recordsOf } from '../../api/records';
import { words } from '../../language/language';
import { useGo, useMode } from '../../parts/link';
import { Listing, usePages } from '../../parts/listing';
import { Failure, Notice } from '../../parts/notice';
import { Page, Soft } from '../../parts/page';
import { useZone } from '../../session/session';
import { useAct } from '../../session/use-act';
import { COLUMNS } from './columns';
import { SearchFilters } from './search-filters';
import { isNarrowed, requestOf, type SearchAddress } from './filters';
import { NothingFound } from './nothing-found';
import { TakeOut } from './take-out';
import { setSecretQuery, useSecretQuery } from './text';
import { Chips, Elsewhere } from './understood';

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
    // A sale may have come since, however short ago it was asked. A PIN is not kept for longer than it is looked at.
    { enabled: isAsked, staleTime: 0, ...(secret === '' ? {} : { gcTime: 0 }) },
  );
  const first = pages.data?.pages[0];
  // What was found before, and is being asked again, opens nothing: it need not be the only one any more.
  const isAnswered = !pages.isFetching && pages.error === null;
  useOnlyHit(query, isAnswered && pages.data?.pages.length === 1 && first && !first.has_more ? first.data : []);
  const understood = first?.understood ?? [];
  // Where nothing was found each part is named with what can be done about it.
  const isEmpty = pages.rows.length === 0 && !pages.hasNextPage;
  const act = useAct();
  const { search } = words;
  return (
    <Page
      title={search.title}
      lead={search.lead}
      focus={false}
      actions={isAsked && !isEmpty ? <TakeOut act={act} address={address} query={query} /> : null}
    >
      {act.error === null ? null : <Failure error={act.error} />}
      <SearchFilters address={address} />
      {isEmpty ? null : <Chips understood={understood} />}
      <Elsewhere understood={understood} />
      {secret === '' ? null : <Soft>{search.secretKept}</Soft>}
      {first?.complete === false ? <Notice>{search.incomplete}</Notice> : null}
      {isAsked ? (
        <Listing
          pages={pages}
          caption={search.results}
          columns={COLUMNS}
          keyOf={({ id }) => id}
          empty={search.empty(mode)}
          emptyHelp={<NothingFound address={address} query={query} understood={understood} />}
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
