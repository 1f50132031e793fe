import type { Item } from '@assent/schema';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import { Answer } from '../elements/Answer.tsx';
import { Fold } from '../elements/Fold.tsx';
import { Foreign } from '../elements/Foreign.tsx';
import { ScrollArea } from '../elements/ScrollArea.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { countOf, shorten, writeNumber } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';

/** Rows of a list that are drawn; the whole list is in the dataset's bundle. */
const shown = 100;

const words = inBoth({
  en: {
    title: 'Credits and items',
    show: (first: number | undefined, of: number) =>
      `Show ${first === undefined ? '' : `the first ${writeNumber(first)} of `}${countOf(of, 'item')}`,
    noCredit: 'No holder gave a name to be credited by.',
    items: (count: number) => countOf(count, 'item'),
    list: 'Items',
    item: 'Item',
    source: 'Source',
    part: 'Part',
    split: 'Split',
    sources: { consented: 'Consented', synthetic: 'Synthetic' },
  },
  es: {
    title: 'Créditos y elementos',
    show: (first, of) =>
      `Mostrar ${first === undefined ? '' : `los primeros ${writeNumber(first)} de `}${countOf(of, 'elemento')}`,
    noCredit: 'Ningún titular dio un nombre con que citarlo.',
    items: (count) => countOf(count, 'elemento'),
    list: 'Elementos',
    item: 'Elemento',
    source: 'Origen',
    part: 'Parte',
    split: 'División',
    sources: { consented: 'Consentido', synthetic: 'Sintético' },
  },
});

/** Whom the items' attributions name, the most frequent first. */
const creditsOf = (items: readonly Item[]): [name: string, items: number][] => {
  const credits = new Map<string, number>();
  for (const { attribution } of items) {
    if (attribution !== undefined) credits.set(attribution, (credits.get(attribution) ?? 0) + 1);
  }
  return [...credits].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
};

/** Who is to be named for a dataset, and its items. */
export const DatasetItems = ({ release }: { readonly release: number }) => {
  const said = useWords(words);
  const query = useQuery({ ...api.datasets.items.queryOptions({ release }), staleTime: Infinity });
  return (
    <Section title={said.title}>
      <Answer query={query} skeleton={<Skeleton lines={3} height={32} />}>
        {(items) => (
          <>
            <Credits credits={creditsOf(items)} />
            <Fold title={said.show(items.length > shown ? shown : undefined, items.length)}>
              <Items items={items.slice(0, shown)} />
            </Fold>
          </>
        )}
      </Answer>
    </Section>
  );
};

const Credits = ({ credits }: { readonly credits: readonly (readonly [string, number])[] }) => {
  const said = useWords(words);
  return credits.length === 0 ? (
    <p>{said.noCredit}</p>
  ) : (
    <ul>
      {credits.slice(0, shown).map(([name, count]) => (
        <li key={name}>
          <Foreign>{name}</Foreign> <span className="quiet">{said.items(count)}</span>
        </li>
      ))}
    </ul>
  );
};

const Items = ({ items }: { readonly items: readonly Item[] }) => {
  const said = useWords(words);
  return (
    <ScrollArea className="table-scroll" label={said.list}>
      <table className="table">
        <thead>
          <tr>
            {[said.item, said.source, said.part, said.split].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(({ sha256, source, stratum, split }) => (
            <tr key={sha256}>
              <td>
                {source === 'consented' ? (
                  <Link to="/works/$sha256" params={{ sha256 }}>
                    <code title={sha256}>{shorten(sha256, 6)}</code>
                  </Link>
                ) : (
                  <code title={sha256}>{shorten(sha256, 6)}</code>
                )}
              </td>
              <td>{said.sources[source]}</td>
              <td>{stratum}</td>
              <td>{split}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
};
