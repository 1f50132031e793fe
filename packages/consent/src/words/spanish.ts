import type { Territory } from '@assent/schema';
import { capitalised, clock, grouped, inARow, phrasesInARow } from './grammar.ts';
import type { Wording } from './language.ts';
import { spanishCodes } from './spanish-codes.ts';
import { spanishStatements } from './spanish-statements.ts';
import { dayInSpanish } from './spanish-days.ts';

/** `y` is `e` before the sound /i/ and stays before a diphthong (RAE, DPD «y»); `o` is `u` before /o/ (DPD «o»). */
const between =
  (last: 'and' | 'or') =>
  (next: string): string => {
    if (last === 'and') return /^(?:i|í|hi(?![aeo])|hí)/iu.test(next) ? 'e' : 'y';
    return /^(?:h?[oó]|8|11(?:\D|$))/iu.test(next) ? 'u' : 'o';
  };

const list: Wording['list'] = (items, last) => inARow(items, between(last));
const phrases: Wording['phrases'] = (items, last) => phrasesInARow(items, between(last));

const where = (territory: Territory): string => {
  if ('only' in territory)
    return territory.only.length === 0 ? 'en ningún lugar' : `solo en ${list(territory.only, 'and')}`;
  return territory.except.length === 0
    ? 'en cualquier lugar'
    : `en cualquier lugar salvo ${list(territory.except, 'and')}`;
};

const until = (end: number | null): string => (end === null ? 'sin fecha de fin' : `hasta el ${dayInSpanish(end)}`);

const capacities = {
  author: 'como autor o autora de estas obras',
  guardian: 'como tutor o tutora de un menor que aparece en estas obras',
  owner: 'como titular de derechos sobre estas obras',
  steward: 'como entidad o persona que custodia obras sobre las que ya nadie tiene derechos',
  subject: 'como persona que aparece en estas obras',
} as const satisfies Wording['capacities'];

const operators = {
  academic: 'las universidades',
  company: 'las empresas',
  government: 'las administraciones públicas',
  individual: 'las personas particulares',
  nonprofit: 'las organizaciones sin fines de lucro',
} as const satisfies Wording['operators'];

const commerce = {
  internal: 'usar el resultado dentro de la organización',
  'release-model': 'publicar el modelo',
  research: 'investigar',
  'sell-model': 'vender el modelo',
  'sell-outputs': 'vender lo que el modelo produce',
} as const satisfies Wording['commerce'];

const downstream = {
  any: 'El resultado se puede pasar a otros.',
  none: 'El resultado no se puede pasar a nadie.',
  'same-terms': 'El resultado se puede pasar a otros en las mismas condiciones.',
} as const satisfies Wording['downstream'];

const signersDuties = {
  attribute: 'nombrar a quien creó la obra',
  'delete-copies': 'borrar después sus copias',
  notify: 'avisarte de que la usan',
  pay: 'pagar lo que dice tu oferta',
} as const satisfies Wording['duties']['signer'];

const duties: Wording['duties'] = {
  signer: signersDuties,
  reader: {
    ...signersDuties,
    notify: 'avisar a los titulares de que la usan',
    pay: 'pagar lo que dicen las ofertas de los titulares',
  },
};

export const spanish: Wording = {
  list,
  phrases,
  // A space that keeps the number together, and none in four digits (RAE, Ortografía 2010, VIII 2.2.1).
  number: (value) => (value < 10_000 ? String(value) : grouped(value, '\u00a0')),
  day: dayInSpanish,
  moment: (time) => `${dayInSpanish(time)}, ${clock(time)} UTC`,
  where,
  capacities,
  operators,
  commerce,
  downstream,
  duties,
  uses: {
    evaluate: 'probar y comparar modelos con ellas',
    'imitate-style': 'hacer otras obras a la manera de quien creó estas, o con su nombre',
    infer: 'dárselas a un modelo en uso como material para sus respuestas',
    mine: 'analizarlas sin crear un modelo',
    'publish-sample': 'mostrarlas en artículos, demostraciones y casos de prueba',
    'replicate-likeness': 'hacer imágenes o sonidos de las personas que aparecen en ellas',
    search: 'indexarlas y mostrarlas en resultados de búsqueda',
    'share-copy': 'pasar copias de ellas dentro de un conjunto de datos',
    synthesise: 'derivar datos sintéticos de ellas',
    'train-biometric': 'entrenar modelos que reconocen a personas',
    'train-generative': 'entrenar modelos que generan contenidos',
    'train-personal': 'ajustar un modelo a la manera de un autor o a una persona concreta',
    'train-predictive': 'entrenar modelos que clasifican o encuentran cosas',
  },
  onWithdraw: {
    signer: {
      'future-only': 'Si retiras este permiso, no se puede hacer nada nuevo con ellas; lo que ya se hizo permanece.',
      'remove-from-datasets': 'Si retiras este permiso, hay que sacarlas de los conjuntos de datos que las contienen.',
      'retrain-or-delete':
        'Si retiras este permiso, los modelos entrenados con ellas se tienen que volver a entrenar sin ellas, o borrar.',
    },
    reader: {
      'future-only':
        'Si un titular retira su permiso, no se puede hacer nada nuevo con sus obras; lo que ya se hizo permanece.',
      'remove-from-datasets':
        'Si un titular retira su permiso, hay que sacar sus obras de los conjuntos de datos que las contienen.',
      'retrain-or-delete':
        'Si un titular retira su permiso, los modelos entrenados con sus obras se tienen que volver a entrenar sin ellas, o borrar.',
    },
  },
  basis: {
    cc0: 'Quienes tenían derechos sobre ellas renunciaron a ellos (CC0).',
    commission: 'Los derechos son tuyos porque las obras se hicieron por encargo tuyo.',
    employment: 'Los derechos son tuyos porque las obras las hizo alguien a quien empleabas.',
    estate: 'Los derechos son tuyos por herencia.',
    expired: 'Los derechos sobre ellas ya han expirado.',
    government: 'Son obras de una autoridad pública sobre las que nadie tiene derechos.',
    sale: 'Los derechos son tuyos porque te los vendieron.',
  },
  kinds: {
    grant: 'Permiso',
    withdraw: 'Retirada',
    release: 'Publicación de un conjunto de datos',
    attest: 'Comprobación de identidad',
    'synthetic-plan': 'Plan de elementos sintéticos',
    synthetic: 'Elementos sintéticos',
    state: 'Estado del registro',
    identity: 'Claves de una identidad',
    delegate: 'Delegación',
    guardianship: 'Tutela',
    disclaim: 'Desmentido',
    dispute: 'Impugnación',
    resolve: 'Resolución',
    erase: 'Borrado',
    receipt: 'Recibo de un equipo',
  },
  verdicts: {
    allow: 'Permitido. Todos los titulares dieron su permiso.',
    review: 'Todavía no. Antes hay algo que aclarar.',
    deny: 'No permitido.',
  },
  terms: {
    signs: (capacity) => `Firmas ${capacities[capacity]}.`,
    signsFor: (capacity, { principal, delegation }) =>
      `Firmas en nombre de ${principal}, según la delegación ${delegation}, ${capacities[capacity]}.`,
    evidence: ({ url, sha256 }) => `Se puede comprobar en ${url}${sha256 === undefined ? '' : ` (SHA-256 ${sha256})`}.`,
    allowed: (uses, terms, hearer) => {
      const who = list(
        terms.operators.map((operator) => operators[operator]),
        'and',
      );
      const aims = list(
        terms.commerce.map((aim) => commerce[aim]),
        'and',
      );
      const owed = list(
        terms.duties.map((duty) => duties[hearer][duty]),
        'and',
      );
      return [
        `${who === '' ? 'Nadie puede' : `${capitalised(who)} pueden`} ${uses}, ${aims === '' ? 'sin ningún fin permitido' : `para ${aims}`}, ${where(terms.territory)}.`,
        downstream[terms.downstream],
        ...(owed === '' ? [] : [`A cambio tienen que ${owed}.`]),
      ].join(' ');
    },
    offer: ({ url, sha256 }) => `Tu oferta está en ${url} (SHA-256 ${sha256}).`,
    nothing: {
      signer: 'Nadie puede usarlas para nada.',
      reader: 'Nadie puede usarlo para nada.',
    },
    refused: (uses) => `Nadie puede ${uses}.`,
    reserved: (uses) =>
      `Te niegas expresamente, también ante máquinas que leen estas señales, a que alguien pueda ${uses}.`,
    holds: (from, end) => `Esto vale desde el ${dayInSpanish(from)} ${until(end)}.`,
    cannotForget: 'Un modelo que ya haya aprendido de ellas no las olvidará.',
  },
  delegatedAs: (as) => `Puede firmar ${as} por quien delega.`,
  purpose: {
    wants: (uses, { operator, commerce: aims, territory }) =>
      `${capitalised(operators[operator])} quieren hacer esto con las obras: ${uses}, para ${list(
        aims.map((aim) => commerce[aim]),
        'and',
      )}, ${where(territory)}.`,
    lasts: (from, end) => `Desde el ${dayInSpanish(from)} ${until(end)}.`,
    duties: (owed) => `A cambio se comprometen a ${owed}.`,
  },
  code: (code) => spanishCodes[code],
  shortfall: ({ name, quota, consented, synthetic, shortfall }) =>
    `${name}: ${quota} pedidos, ${consented} con permiso, ${synthetic} sintéticos, ${shortfall} por cubrir`,
  reached: {
    dataset: (title, version, works) =>
      works > 0
        ? `Conjunto de datos «${title}» ${version}: ${works} de sus obras.`
        : `Conjunto de datos «${title}» ${version}: elementos sintéticos de un modelo que aprendió de ellas.`,
    model: (name, version) => `Modelo ${name} ${version}.`,
    all: (datasets, models) =>
      `Esto alcanza a ${datasets === 1 ? '1 conjunto de datos' : `${datasets} conjuntos de datos`} y a ${models === 1 ? '1 modelo' : `${models} modelos`}.`,
    standing: (asked, answeredBy) => {
      if (answeredBy !== undefined) return `Ya se ha atendido, según el recibo ${answeredBy}.`;
      return asked
        ? 'Ningún recibo dice que se haya hecho lo pedido.'
        : 'No se pidió nada para lo que ya estaba hecho.';
    },
  },
  withdrawing: (works, of) => [
    of === 0
      ? 'Desde ahora lo que dijiste ya no cuenta.'
      : `Desde ahora no se puede hacer nada nuevo con ${works === of ? `estas ${of} obras` : `${works} de estas ${of} obras`} según este permiso.`,
    'A quien compruebe un conjunto de datos que las contiene se le avisa de que se retiraron, y las versiones siguientes las dejan fuera.',
    'Un modelo que ya haya aprendido de ellas no las olvidará.',
  ],
  statements: spanishStatements,
};
