// What a search is narrowed to. It stands in the address, so that a search can be sent to a colleague.
import { words } from '../../language/language';
import { SPANS } from '../../language/days';
import { Choice, Field } from '../../parts/field';
import { Filters } from '../../parts/page';
import { useGo } from '../../parts/link';
import { OUTCOMES, type SearchAddress } from './filters';

export function SearchFilters({ address }: { address: SearchAddress }) {
  const go = useGo();
  const { search, outcomes } = words;
  const change = (part: Partial<Record<keyof SearchAddress, string | undefined>>): void => {
    go('/search', { query: { ...address, ...part }, replace: true });
  };
  return (
    <Filters>
      <Choice
        label={search.outcome}
        small
        value={address.outcome ?? ''}
        onChange={(outcome) => {
          change({ outcome });
        }}
        options={[['', search.anyOutcome], ...OUTCOMES.map((outcome) => [outcome, outcomes[outcome]] as const)]}
      />
      <Choice
        label={search.period}
        small
        value={address.when ?? ''}
        onChange={(when) => {
          change({ when, from: undefined, to: undefined });
        }}
        options={[
          ['', search.anyTime],
          ...SPANS.map((span) => [span, search.spans[span]] as const),
          ['own', search.own],
        ]}
      />
      {address.when === 'own' ? (
        <>
          <Field
            label={search.from}
            small
            type="datetime-local"
            value={address.from ?? ''}
            onChange={(from) => {
              change({ from });
            }}
          />
          <Field
            label={search.to}
            small
            type="datetime-local"
            value={address.to ?? ''}
            onChange={(to) => {
              change({ to });
            }}
          />
        </>
      ) : null}
    </Filters>
  );
}
