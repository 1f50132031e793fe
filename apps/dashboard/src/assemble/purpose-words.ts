import type { Purpose } from '@assent/schema';
import { inBoth } from '../words/language.ts';

/** One thing that can be chosen: its name, and what choosing it rules out. */
export interface Option<T extends string = string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

const inOrder = <T extends string>(
  options: Readonly<Record<T, readonly [label: string, hint?: string]>>,
): Option<T>[] =>
  (Object.entries(options) as [T, readonly [string, string?]][]).map(([value, [label, hint]]) => ({
    value,
    label,
    ...(hint !== undefined && { hint }),
  }));

type Value<K extends 'commerce' | 'duties' | 'uses'> = Purpose[K][number];

export const wantedUses = inBoth<readonly Option<Value<'uses'>>[]>({
  en: inOrder<Value<'uses'>>({
    'train-predictive': ['Train models that classify, find or rank'],
    'train-generative': ['Train models that generate'],
    evaluate: ['Test and benchmark models'],
    mine: ['Analyse, without making a model'],
    'share-copy': ['Pass copies on inside the dataset', 'Needed when the files leave your house.'],
    'publish-sample': [
      'Show works in papers, demonstrations, test cases',
      'Works that may train and never be shown are out.',
    ],
    search: ['Index them and show them in search results'],
    infer: ['Give them to a model at run time', 'As material to answer from.'],
    synthesise: ['Derive synthetic data from them'],
    'train-personal': ['Tune a model towards one author or person', 'The author has to agree, whoever owns the work.'],
    'imitate-style': [
      'Make works in an author’s manner or name',
      'The author has to agree. Works of unknown authors are out.',
    ],
    'train-biometric': ['Train models that recognise people', 'Works that show a child are out, whoever signed.'],
    'replicate-likeness': [
      'Make pictures or sounds of real people',
      'Works that show a child are out, whoever signed.',
    ],
  }),
  es: inOrder<Value<'uses'>>({
    'train-predictive': ['Entrenar modelos que clasifican, encuentran u ordenan'],
    'train-generative': ['Entrenar modelos que generan'],
    evaluate: ['Probar y comparar modelos'],
    mine: ['Analizar, sin hacer ningún modelo'],
    'share-copy': ['Pasar copias dentro del conjunto', 'Hace falta cuando los archivos salen de tu casa.'],
    'publish-sample': [
      'Mostrar obras en artículos, demostraciones, casos de prueba',
      'Quedan fuera las obras que pueden entrenar pero nunca mostrarse.',
    ],
    search: ['Indexarlas y mostrarlas en resultados de búsqueda'],
    infer: ['Dárselas a un modelo mientras funciona', 'Como material del que responder.'],
    synthesise: ['Derivar de ellas datos sintéticos'],
    'train-personal': [
      'Ajustar un modelo a un autor o a una persona',
      'Tiene que permitirlo el autor, sea de quien sea la obra.',
    ],
    'imitate-style': [
      'Hacer obras a la manera o con el nombre de un autor',
      'Tiene que permitirlo el autor. Quedan fuera las obras de autor desconocido.',
    ],
    'train-biometric': [
      'Entrenar modelos que reconocen a personas',
      'Quedan fuera las obras que muestran a un menor, firme quien firme.',
    ],
    'replicate-likeness': [
      'Hacer imágenes o sonidos de personas reales',
      'Quedan fuera las obras que muestran a un menor, firme quien firme.',
    ],
  }),
});

export const aimOptions = inBoth<readonly Option<Value<'commerce'>>[]>({
  en: inOrder<Value<'commerce'>>({
    research: ['Research'],
    internal: ['Use inside the organisation'],
    'release-model': ['Publish the model'],
    'sell-outputs': ['Sell what the model makes'],
    'sell-model': ['Sell the model'],
  }),
  es: inOrder<Value<'commerce'>>({
    research: ['Investigación'],
    internal: ['Uso dentro de la organización'],
    'release-model': ['Publicar el modelo'],
    'sell-outputs': ['Vender lo que hace el modelo'],
    'sell-model': ['Vender el modelo'],
  }),
});

export const whoOptions = inBoth<readonly Option<Purpose['operator']>[]>({
  en: inOrder<Purpose['operator']>({
    company: ['A company', 'Its research lab too: works for universities alone are out.'],
    academic: ['A university'],
    nonprofit: ['A charity'],
    government: ['A public authority'],
    individual: ['A private person'],
  }),
  es: inOrder<Purpose['operator']>({
    company: [
      'Una empresa',
      'También su laboratorio de investigación: quedan fuera las obras solo para universidades.',
    ],
    academic: ['Una universidad'],
    nonprofit: ['Una entidad sin ánimo de lucro'],
    government: ['Una administración pública'],
    individual: ['Una persona particular'],
  }),
});

export const onOptions = inBoth<readonly Option<Purpose['downstream']>[]>({
  en: inOrder<Purpose['downstream']>({
    none: ['No, the result stays with us', 'Rules nothing out.'],
    'same-terms': ['Yes, under the same terms', 'Works that may not be passed on are out.'],
    any: ['Yes, without terms', 'Only works that may be passed on freely are left.'],
  }),
  es: inOrder<Purpose['downstream']>({
    none: ['No, el resultado se queda con nosotros', 'No excluye nada.'],
    'same-terms': ['Sí, en las mismas condiciones', 'Quedan fuera las obras que no se pueden pasar a otros.'],
    any: ['Sí, sin condiciones', 'Solo quedan las obras que se pueden pasar libremente.'],
  }),
});

export const dutyOptions = inBoth<readonly Option<Value<'duties'>>[]>({
  en: inOrder<Value<'duties'>>({
    attribute: ['Name the authors', 'Not ticked: works whose holders want to be named are out.'],
    notify: ['Tell the holders that you use their works', 'Not ticked: works whose holders want to be told are out.'],
    pay: ['Pay as the holders’ offers say', 'Not ticked: works that cost something are out.'],
    'delete-copies': ['Delete your copies afterwards', 'Not ticked: works of which no copy may stay are out.'],
  }),
  es: inOrder<Value<'duties'>>({
    attribute: ['Citar a los autores', 'Sin marcar: quedan fuera las obras cuyos titulares quieren que se les cite.'],
    notify: [
      'Avisar a los titulares de que usas sus obras',
      'Sin marcar: quedan fuera las obras cuyos titulares quieren que se les avise.',
    ],
    pay: ['Pagar lo que digan las ofertas de los titulares', 'Sin marcar: quedan fuera las obras que cuestan algo.'],
    'delete-copies': [
      'Borrar después tus copias',
      'Sin marcar: quedan fuera las obras de las que no puede quedar ninguna copia.',
    ],
  }),
});

export const afterOptions = inBoth<readonly Option<Purpose['onWithdraw']>[]>({
  en: inOrder<Purpose['onWithdraw']>({
    'retrain-or-delete': ['Train models anew without the work, or delete them', 'Rules nothing out.'],
    'remove-from-datasets': [
      'Take the work out of datasets',
      'Works whose holders ask for models to be trained anew are out.',
    ],
    'future-only': ['Make nothing new from it', 'Works whose holders ask for more than that are out.'],
  }),
  es: inOrder<Purpose['onWithdraw']>({
    'retrain-or-delete': ['Volver a entrenar los modelos sin la obra, o borrarlos', 'No excluye nada.'],
    'remove-from-datasets': [
      'Sacar la obra de los conjuntos de datos',
      'Quedan fuera las obras cuyos titulares piden que los modelos se entrenen de nuevo.',
    ],
    'future-only': ['No hacer nada nuevo con ella', 'Quedan fuera las obras cuyos titulares piden más que eso.'],
  }),
});

export const levelOptions = inBoth<readonly Option[]>({
  en: [
    { value: '0', label: 'A key is enough', hint: 'Anybody can make a key. Rules nothing out.' },
    { value: '1', label: 'A checked domain or address', hint: 'Others wait until somebody has checked who they are.' },
    {
      value: '2',
      label: 'A checked document or organisation',
      hint: 'The most that is asked here, and the fewest works.',
    },
  ],
  es: [
    { value: '0', label: 'Basta una clave', hint: 'Cualquiera puede crear una. No excluye nada.' },
    {
      value: '1',
      label: 'Un dominio o una dirección comprobados',
      hint: 'Los demás esperan a que alguien compruebe quiénes son.',
    },
    {
      value: '2',
      label: 'Un documento o una organización comprobados',
      hint: 'Lo máximo que se puede pedir aquí, y las obras más escasas.',
    },
  ],
});

export const capacityWords = inBoth<Readonly<Record<keyof Purpose['assurance'], string>>>({
  en: {
    author: 'Authors',
    owner: 'Owners and clients',
    subject: 'People seen or heard',
    guardian: 'Guardians of children',
    steward: 'Stewards of old works',
  },
  es: {
    author: 'Autores',
    owner: 'Dueños y clientes',
    subject: 'Personas que se ven u oyen',
    guardian: 'Tutores de menores',
    steward: 'Custodios de obras antiguas',
  },
});
