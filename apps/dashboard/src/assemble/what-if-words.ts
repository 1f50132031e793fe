import type { Purpose } from '@assent/schema';
import { countOf, writeNumber } from '../words/figures.ts';
import { inBoth, wordsNow } from '../words/language.ts';
import { writePurpose } from './purpose-choices.ts';
import type { AssembleSearch } from './search.ts';
import type { Surveyed } from './use-survey.ts';

export type WhatIf = Surveyed['whatIf'][number];

/** In the middle of a sentence: what a team would do. */
const acts = inBoth<Readonly<Record<string, string>>>({
  en: {
    'uses.evaluate': 'testing models',
    'uses.imitate-style': 'imitating authors',
    'uses.infer': 'giving them to a model at run time',
    'uses.mine': 'analysing them',
    'uses.publish-sample': 'showing them as samples',
    'uses.replicate-likeness': 'showing real people',
    'uses.search': 'showing them in search results',
    'uses.share-copy': 'passing copies on',
    'uses.synthesise': 'deriving synthetic data',
    'uses.train-biometric': 'recognising people',
    'uses.train-generative': 'training models that generate',
    'uses.train-personal': 'tuning towards one author or person',
    'uses.train-predictive': 'training models that classify',
    'commerce.internal': 'using it inside the organisation',
    'commerce.release-model': 'publishing the model',
    'commerce.research': 'research',
    'commerce.sell-model': 'selling the model',
    'commerce.sell-outputs': 'selling what the model makes',
    'duties.attribute': 'naming the authors',
    'duties.delete-copies': 'deleting copies afterwards',
    'duties.notify': 'telling the holders',
    'duties.pay': 'paying as the offers say',
    'downstream.none': 'not passing the result on',
    'downstream.same-terms': 'passing the result on under the same terms only',
    'downstream.any': 'passing the result on without terms',
    'onWithdraw.future-only': 'making nothing new after a withdrawal',
    'onWithdraw.remove-from-datasets': 'taking withdrawn works out of datasets',
    'onWithdraw.retrain-or-delete': 'training models anew after a withdrawal',
  },
  es: {
    'uses.evaluate': 'probar modelos',
    'uses.imitate-style': 'imitar a autores',
    'uses.infer': 'dárselas a un modelo mientras funciona',
    'uses.mine': 'analizarlas',
    'uses.publish-sample': 'mostrarlas como muestra',
    'uses.replicate-likeness': 'mostrar a personas reales',
    'uses.search': 'mostrarlas en resultados de búsqueda',
    'uses.share-copy': 'pasar copias',
    'uses.synthesise': 'derivar datos sintéticos',
    'uses.train-biometric': 'reconocer a personas',
    'uses.train-generative': 'entrenar modelos que generan',
    'uses.train-personal': 'ajustar a un autor o a una persona',
    'uses.train-predictive': 'entrenar modelos que clasifican',
    'commerce.internal': 'usarlo dentro de la organización',
    'commerce.release-model': 'publicar el modelo',
    'commerce.research': 'investigar',
    'commerce.sell-model': 'vender el modelo',
    'commerce.sell-outputs': 'vender lo que hace el modelo',
    'duties.attribute': 'citar a los autores',
    'duties.delete-copies': 'borrar después las copias',
    'duties.notify': 'avisar a los titulares',
    'duties.pay': 'pagar lo que digan las ofertas',
    'downstream.none': 'no pasar el resultado a otros',
    'downstream.same-terms': 'pasar el resultado solo en las mismas condiciones',
    'downstream.any': 'pasar el resultado sin condiciones',
    'onWithdraw.future-only': 'no hacer nada nuevo tras una retirada',
    'onWithdraw.remove-from-datasets': 'sacar de los conjuntos las obras retiradas',
    'onWithdraw.retrain-or-delete': 'volver a entrenar los modelos tras una retirada',
  },
});

const words = inBoth({
  en: {
    instead: 'By',
    only: 'For nothing but',
    with: 'With',
    without: 'Without',
    more: (count: number) => `${writeNumber(count)} more`,
    fewer: (count: number) => `${writeNumber(count)} fewer`,
    works: (count: number) => countOf(count, 'work'),
  },
  es: {
    instead: 'Con',
    only: 'Solo para',
    with: 'Con',
    without: 'Sin',
    more: (count) => `${writeNumber(count)} más`,
    fewer: (count) => `${writeNumber(count)} menos`,
    works: (count) => countOf(count, 'obra'),
  },
});

/** `Without naming the authors: 212 fewer.` */
export const describeWhatIf = ({ change, axis, value, more }: WhatIf): string => {
  const said = wordsNow(words);
  return `${said[change]} ${wordsNow(acts)[`${axis}.${value}`] ?? value}: ${more > 0 ? said.more(more) : said.fewer(-more)}`;
};

/** What the change comes to: `180 works`. */
export const countAfter = (eligible: number, { more }: WhatIf): string => wordsNow(words).works(eligible + more);

/** The choices with one thing said otherwise. */
export const applied = (purpose: Purpose, { change, axis, value }: WhatIf): AssembleSearch => {
  const current: unknown = purpose[axis];
  if (!Array.isArray(current)) return writePurpose({ ...purpose, [axis]: value });
  const set: readonly string[] = current;
  const next =
    change === 'only' ? [value] : change === 'without' ? set.filter((one) => one !== value) : [...set, value];
  return writePurpose({ ...purpose, [axis]: next });
};
