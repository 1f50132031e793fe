import type { Commerce, Downstream, Duty, OnWithdraw, Operator, Use } from '@assent/schema';
import { inBoth } from '../words/language.ts';
import type { Choice, PresetName, Span, Stance } from './presets.ts';

/** How the page asks. What is signed is said by the words of the terms, below the choice. */
interface AxisWords {
  readonly uses: Readonly<Record<Use, string>>;
  readonly stances: Readonly<Record<Stance, string>>;
  readonly commerce: Readonly<Record<Commerce, string>>;
  readonly operators: Readonly<Record<Operator, string>>;
  readonly duties: Readonly<Record<Exclude<Duty, 'pay'>, string>>;
  readonly downstream: Readonly<Record<Downstream, string>>;
  readonly where: Readonly<Record<Choice['where'], string>>;
  readonly spans: Readonly<Record<Span, string>>;
  readonly onWithdraw: Readonly<Record<OnWithdraw, string>>;
  readonly presets: Readonly<Record<PresetName, { readonly title: string; readonly sentence: string }>>;
}

export const axisWords = inBoth<AxisWords>({
  en: {
    uses: {
      mine: 'Analyse them without making a model',
      'train-predictive': 'Train models that classify or find things',
      'train-generative': 'Train models that generate',
      'train-personal': 'Tune a model towards one author or one person',
      'train-biometric': 'Train models that recognise people',
      evaluate: 'Test and benchmark models',
      infer: 'Give them to a model at run time',
      search: 'Index them and show them in search results',
      'publish-sample': 'Show them in papers, demonstrations and test cases',
      'share-copy': 'Pass copies on inside a dataset',
      synthesise: 'Derive synthetic data from them',
      'imitate-style': 'Make works in your manner or name',
      'replicate-likeness': 'Make pictures or sounds of the people in them',
    },
    stances: { allow: 'Allow', unsaid: 'Not allow', refuse: 'Refuse, and tell machines' },
    commerce: {
      research: 'Research',
      internal: 'Use inside an organisation',
      'sell-outputs': 'Selling what the model makes',
      'release-model': 'Publishing the model',
      'sell-model': 'Selling the model',
    },
    operators: {
      academic: 'Universities',
      nonprofit: 'Charities',
      individual: 'Private persons',
      government: 'Public authorities',
      company: 'Companies',
    },
    duties: {
      attribute: 'Name the author',
      notify: 'Tell you that they use them',
      'delete-copies': 'Delete their copies afterwards',
    },
    downstream: {
      none: 'The result may not be passed on',
      'same-terms': 'It may be passed on under the same terms',
      any: 'It may be passed on',
    },
    where: { anywhere: 'Anywhere', eu: 'In the European Union only' },
    spans: { oneYear: 'For a year', twoYears: 'For two years', open: 'Until you withdraw' },
    onWithdraw: {
      'future-only': 'Nothing new is made from them',
      'remove-from-datasets': 'They are taken out of datasets',
      'retrain-or-delete': 'Models are trained anew without them, or deleted',
    },
    presets: {
      research: {
        title: 'Research only',
        sentence: 'Universities and charities may study them and train models for research. Nobody may sell anything.',
      },
      unseen: {
        title: 'Train, but never show them',
        sentence: 'Models may learn from them, also for sale. Nobody may show them, pass them on, or copy your manner.',
      },
      manner: {
        title: 'Anything but my manner',
        sentence: 'Every use, also for sale, except making works in your manner or name, and the likeness of people.',
      },
      nothing: {
        title: 'Nothing, and say so to machines',
        sentence: 'Every use is refused, in a form that crawlers can read.',
      },
    },
  },
  es: {
    uses: {
      mine: 'Analizarlas sin hacer un modelo',
      'train-predictive': 'Entrenar modelos que clasifican o encuentran cosas',
      'train-generative': 'Entrenar modelos que generan',
      'train-personal': 'Ajustar un modelo a un autor o a una persona',
      'train-biometric': 'Entrenar modelos que reconocen a personas',
      evaluate: 'Probar y comparar modelos',
      infer: 'Dárselas a un modelo mientras funciona',
      search: 'Indexarlas y mostrarlas en resultados de búsqueda',
      'publish-sample': 'Mostrarlas en artículos, demostraciones y casos de prueba',
      'share-copy': 'Pasar copias dentro de un conjunto de datos',
      synthesise: 'Derivar de ellas datos sintéticos',
      'imitate-style': 'Hacer obras a tu manera o con tu nombre',
      'replicate-likeness': 'Hacer imágenes o sonidos de las personas que aparecen',
    },
    stances: { allow: 'Permitir', unsaid: 'No permitir', refuse: 'Rechazar, y decirlo a las máquinas' },
    commerce: {
      research: 'Investigar',
      internal: 'Uso dentro de una organización',
      'sell-outputs': 'Vender lo que el modelo produce',
      'release-model': 'Publicar el modelo',
      'sell-model': 'Vender el modelo',
    },
    operators: {
      academic: 'Universidades',
      nonprofit: 'Organizaciones sin fines de lucro',
      individual: 'Particulares',
      government: 'Administraciones públicas',
      company: 'Empresas',
    },
    duties: {
      attribute: 'Nombrar a quien las creó',
      notify: 'Avisarte de que las usan',
      'delete-copies': 'Borrar después sus copias',
    },
    downstream: {
      none: 'El resultado no se puede pasar a nadie',
      'same-terms': 'Se puede pasar a otros en las mismas condiciones',
      any: 'Se puede pasar a otros',
    },
    where: { anywhere: 'En cualquier lugar', eu: 'Solo en la Unión Europea' },
    spans: { oneYear: 'Durante un año', twoYears: 'Durante dos años', open: 'Hasta que lo retires' },
    onWithdraw: {
      'future-only': 'No se hace nada nuevo con ellas',
      'remove-from-datasets': 'Se sacan de los conjuntos de datos',
      'retrain-or-delete': 'Los modelos se vuelven a entrenar sin ellas, o se borran',
    },
    presets: {
      research: {
        title: 'Solo investigación',
        sentence:
          'Universidades y organizaciones sin fines de lucro pueden estudiarlas y entrenar modelos para investigar. Nadie puede vender nada.',
      },
      unseen: {
        title: 'Entrenar, pero nunca mostrarlas',
        sentence:
          'Los modelos pueden aprender de ellas, también para vender. Nadie puede mostrarlas, pasarlas a otros ni copiar tu manera.',
      },
      manner: {
        title: 'Todo menos mi manera',
        sentence:
          'Cualquier uso, también para vender, salvo hacer obras a tu manera o con tu nombre, y la imagen o voz de las personas.',
      },
      nothing: {
        title: 'Nada, y decirlo a las máquinas',
        sentence: 'Se rechaza todo uso, de una forma que los rastreadores pueden leer.',
      },
    },
  },
});
