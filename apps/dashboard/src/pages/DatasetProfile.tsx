import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import type { DatasetProfile as Profile } from '../answers.ts';
import { api } from '../api.ts';
import { Answer } from '../elements/Answer.tsx';
import { Fold } from '../elements/Fold.tsx';
import { ScrollArea } from '../elements/ScrollArea.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { WhenNear } from '../elements/WhenNear.tsx';
import { axisWords } from '../publish/axis-words.ts';
import { countOf, writeDay, writeNumber } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import styles from './DatasetParts.module.css';

const Bars = lazy(async () => ({ default: (await import('./DatasetDrawings.tsx')).Bars }));
const Since = lazy(async () => ({ default: (await import('./DatasetDrawings.tsx')).Since }));

const words = inBoth({
  en: {
    title: 'What its works allow now',
    of: (consented: number) =>
      `Of ${countOf(consented, 'item')} by consent, as things stand now. Synthetic items are not counted here.`,
    uses: 'Uses that all holders allow',
    where: 'Where its purpose is allowed',
    since: 'Permissions that it rests on, by the day they were recorded',
    table: 'The numbers as a table',
    items: 'Items',
    use: 'Use',
    place: 'Where',
    day: 'By',
    none: 'None of its items is by consent.',
    anywhere: 'Anywhere',
    nowhere: 'Nowhere',
    only: (list: string) => `Only in ${list}`,
    except: (list: string) => `Anywhere except ${list}`,
  },
  es: {
    title: 'Lo que sus obras permiten ahora',
    of: (consented) =>
      `De ${countOf(consented, 'elemento')} por consentimiento, tal como están las cosas ahora. Los sintéticos no se cuentan aquí.`,
    uses: 'Usos que permiten todos los titulares',
    where: 'Dónde se permite su fin',
    since: 'Permisos en que se apoya, por el día en que se registraron',
    table: 'Los números en una tabla',
    items: 'Elementos',
    use: 'Uso',
    place: 'Dónde',
    day: 'Hasta el',
    none: 'Ninguno de sus elementos es por consentimiento.',
    anywhere: 'En cualquier parte',
    nowhere: 'En ninguna parte',
    only: (list) => `Solo en ${list}`,
    except: (list) => `En cualquier parte menos ${list}`,
  },
});

type Territory = Profile['territories'][number]['territory'];

const placeOf = (territory: Territory, said: (typeof words)['en']): string => {
  if ('only' in territory) return territory.only.length === 0 ? said.nowhere : said.only(territory.only.join(', '));
  return territory.except.length === 0 ? said.anywhere : said.except(territory.except.join(', '));
};

/** Which uses a dataset's works allow, where, and since when: drawings, and the same as tables. */
export const DatasetProfile = ({ release }: { readonly release: number }) => {
  const said = useWords(words);
  const { uses } = useWords(axisWords);
  const query = useQuery(api.datasets.profile.queryOptions({ release }));
  return (
    <Section title={said.title}>
      <Answer query={query} skeleton={<Skeleton lines={8} height={32} />}>
        {(profile) => {
          if (profile.consented === 0) return <p>{said.none}</p>;
          const allowed = profile.uses.map(({ use, items }) => ({ name: uses[use], items }));
          const shown = allowed.filter(({ items }) => items > 0);
          const places = profile.territories.map(({ territory, items }) => ({ name: placeOf(territory, said), items }));
          return (
            <>
              <p className="quiet">{said.of(profile.consented)}</p>
              <div className={styles.drawings}>
                <Drawing title={said.uses} head={said.use} rows={allowed}>
                  <Bars bars={shown} of={profile.consented} />
                </Drawing>
                <div className={styles.stacked}>
                  {places.length > 0 && (
                    <Drawing title={said.where} head={said.place} rows={places}>
                      <Bars bars={places} of={profile.consented} />
                    </Drawing>
                  )}
                  {profile.since.length > 0 && (
                    <Drawing
                      title={said.since}
                      head={said.day}
                      rows={profile.since.map(({ at, items }) => ({ name: writeDay(at), items }))}
                    >
                      <Since days={profile.since} until={profile.at} />
                    </Drawing>
                  )}
                </div>
              </div>
            </>
          );
        }}
      </Answer>
    </Section>
  );
};

const Drawing = ({
  title,
  head,
  rows,
  children,
}: {
  readonly title: string;
  readonly head: string;
  readonly rows: readonly { readonly name: string; readonly items: number }[];
  readonly children: ReactNode;
}) => {
  const said = useWords(words);
  return (
    <figure className={styles.drawing} aria-label={title}>
      <h3>{title}</h3>
      <WhenNear className={styles.plot!}>
        <Suspense fallback={<Skeleton lines={4} height={32} />}>{children}</Suspense>
      </WhenNear>
      <Fold title={said.table}>
        <ScrollArea className="table-scroll" label={title}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{head}</th>
                <th scope="col" className="number">
                  {said.items}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, items }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className="number">{writeNumber(items)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollArea>
      </Fold>
    </figure>
  );
};
