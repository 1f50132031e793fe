import { nameKind } from '@assent/consent';
import type { Kind } from '@assent/schema';
import type { EntrySummary } from '../answers.ts';
import { countOf } from './figures.ts';
import { currentLanguage, inBoth, wordsNow } from './language.ts';

const english = {
  grant: 'Permissions',
  withdraw: 'Withdrawals',
  release: 'Releases',
  attest: 'Identity checks',
  'synthetic-plan': 'Plans',
  synthetic: 'Synthetic items',
  state: 'States',
  identity: 'Keys',
  delegate: 'Delegations',
  guardianship: 'Guardianships',
  disclaim: 'Disclaimers',
  dispute: 'Disputes',
  resolve: 'Resolutions',
  erase: 'Erasures',
  receipt: 'Receipts',
} satisfies Record<Kind, string>;

/** Many of each kind, as short as a filter needs it. */
export const kindPlurals = inBoth<Readonly<Record<Kind, string>>>({
  en: english,
  es: {
    grant: 'Permisos',
    withdraw: 'Retiradas',
    release: 'Publicaciones',
    attest: 'Comprobaciones de identidad',
    'synthetic-plan': 'Planes',
    synthetic: 'Elementos sintéticos',
    state: 'Estados',
    identity: 'Claves',
    delegate: 'Delegaciones',
    guardianship: 'Tutelas',
    disclaim: 'Desmentidos',
    dispute: 'Impugnaciones',
    resolve: 'Resoluciones',
    erase: 'Borrados',
    receipt: 'Recibos',
  },
});

/** The kinds in the order in which people ask for them. */
export const kindNames = Object.keys(english) as Kind[];

export const isKind = (value: unknown): value is Kind => typeof value === 'string' && value in english;

const words = inBoth({
  en: {
    synthetic: (works: number) => countOf(works, 'synthetic item'),
    release: (works: number) => `Dataset release, ${countOf(works, 'item')}`,
    covering: (kind: string, works: number) => `${kind} for ${countOf(works, 'work')}`,
  },
  es: {
    synthetic: (works) => countOf(works, 'elemento sintético', 'elementos sintéticos'),
    release: (works) => `Publicación de un conjunto de datos, ${countOf(works, 'elemento')}`,
    covering: (kind, works) => `${kind} para ${countOf(works, 'obra')}`,
  },
});

/** What an entry is, in the fewest words: `Permission for 3 works`. */
export const titleOf = ({ kind, works }: Pick<EntrySummary, 'kind' | 'works'>): string => {
  const name = nameKind(currentLanguage(), kind);
  if (works === undefined) return name;
  const { synthetic, release, covering } = wordsNow(words);
  if (kind === 'synthetic') return synthetic(works);
  return kind === 'release' ? release(works) : covering(name, works);
};
