// Where nothing was found: what each word was taken for, and searches that find more.
import type { Understood } from '../../api/documents';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { useGo } from '../../parts/link';
import { Soft } from '../../parts/page';
import { isNarrowed, type SearchAddress } from './filters';
import { useLookFor } from './look-for';
import { dayOf, withPart } from './query-parts';
import { PartWords } from './understood';
import styles from './search.module.css';

export interface NothingFoundProps {
  readonly address: SearchAddress;
  readonly query: string;
  readonly understood: readonly Understood[];
}

export function NothingFound({ address, query, understood }: NothingFoundProps) {
  const { search } = words;
  return (
    <>
      {isNarrowed(address) ? <Wider address={address} /> : null}
      {understood.length === 0 ? null : (
        <ul className={styles['hints']} aria-label={search.understood}>
          {understood.map((_part, index) => (
            <Hint key={index} index={index} address={address} query={query} understood={understood} />
          ))}
        </ul>
      )}
      <p>{search.examples}</p>
    </>
  );
}

/** One part: what it was taken for, what that means, and the search without it. */
function Hint({ index, address, query, understood }: NothingFoundProps & { index: number }) {
  const lookFor = useLookFor();
  const { search } = words;
  const hints: Readonly<Record<string, string>> = search.hints;
  const names: Readonly<Record<string, string>> = search.without;
  const part = understood[index];
  if (!part) return null;
  const { kind, value } = part;
  const day = kind === 'created' ? dayOf(value) : null;
  const ways = [
    [search.wholeDay, day === null ? null : withPart(query, understood, index, day)],
    [names[kind] ?? search.withoutIt, withPart(query, understood, index, '')],
  ] as const;
  return (
    <li>
      <span>
        <PartWords part={part} /> {hints[kind] === undefined ? null : <Soft>· {hints[kind]}</Soft>}
      </span>
      {ways.map(([name, text]) =>
        text === null ? null : (
          <Button
            key={name}
            kind="quiet"
            label={understood.filter((other) => other.kind === kind).length > 1 ? `${name}: ${value}` : name}
            onPress={() => {
              lookFor(text, { ...address });
            }}
          >
            {name}
          </Button>
        ),
      )}
    </li>
  );
}

/** What the search was narrowed to, and the same without that. */
function Wider({ address }: { address: SearchAddress }) {
  const go = useGo();
  const { search } = words;
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
