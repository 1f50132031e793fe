import type { Attest, Disclaim, Dispute, Receipt, Synthetic } from '@assent/schema';
import { clock, grouped } from './grammar.ts';
import type { StatementWording } from './language.ts';
import { dayInSpanish } from './spanish-days.ts';

const number = (value: number): string => (value < 10_000 ? String(value) : grouped(value, '\u00a0'));

const counted = (count: number, one: string, many: string): string => `${number(count)} ${count === 1 ? one : many}`;

const works = (count: number): string => counted(count, 'obra', 'obras');

const items = (count: number): string => counted(count, 'elemento', 'elementos');

const checks: Record<Attest['how'], string> = {
  document: 'con un documento',
  domain: 'por el control de un dominio',
  email: 'por el control de una dirección de correo',
  organisation: 'con los registros de una organización',
};

const classes: Record<Synthetic['class'], string> = {
  'asset-render': 'Se componen a partir de recursos gráficos.',
  derived: 'Se derivan de obras cuyos titulares lo permitieron.',
  formula: 'Se calculan con una fórmula, sin la obra de nadie.',
  'trained-external': 'Los hizo un modelo entrenado en otro lugar.',
};

const disclaimers: Record<Disclaim['about'], string> = {
  author: '«Esto no lo hice yo.»',
  depicted: '«La persona que aparece aquí no soy yo.»',
  owner: '«No tengo derechos sobre esto.»',
};

const disputes: Record<Dispute['about'], string> = {
  depicted: '«No es verdad quién se dice que aparece aquí.»',
  forged: '«Esto está falsificado.»',
  guardian: '«Quien firma por este menor no puede hacerlo.»',
  owner: '«No es verdad de quién se dice que es esto.»',
};

const deeds: Record<Receipt['did'], string> = {
  'deleted-model': 'Un equipo borró un modelo',
  'removed-items': 'Un equipo sacó elementos de un conjunto de datos',
  trained: 'Un equipo entrenó un modelo con un conjunto de datos',
};

export const spanishStatements: StatementWording = {
  withdraw: ({ leaves }) => [
    leaves === undefined
      ? 'Quien firma retira lo que había dicho, para todas las obras a las que se refería.'
      : `Quien firma retira lo que había dicho, para ${number(
          leaves.reduce((sum, [first, last]) => sum + last - first + 1, 0),
        )} de sus obras.`,
    'Desde aquí ya no cuenta. Un modelo que ya haya aprendido de las obras no las olvidará.',
  ],
  attest: ({ how, checkedAt, until }) => [
    `Quien firma comprobó quién es una identidad, ${checks[how]}, el ${dayInSpanish(checkedAt)}.`,
    until === null ? 'Esta comprobación no caduca.' : `Esta comprobación cuenta hasta el ${dayInSpanish(until)}.`,
    'Dice quién es alguien, no qué le pertenece.',
  ],
  release: ({ version, items: { count }, state }) => [
    `Quien firma publicó la versión ${version} de un conjunto de datos con ${items(count)}.`,
    `Se reunió según la entrada ${number(state)} de este registro.`,
  ],
  state: ({ size, at, count }) => [
    `El registro declara qué estaba en vigor tras ${size === 1 ? 'la primera entrada' : `las primeras ${number(size)} entradas`}, el ${dayInSpanish(at)} a las ${clock(at)} UTC.`,
    `Abarca ${counted(count, 'obra o identidad', 'obras e identidades')}. Quien lo vuelva a calcular a partir del registro tiene que llegar a la misma raíz.`,
  ],
  'synthetic-plan': ({ version, strata }) => [
    `Quien firma anunció qué elementos sintéticos se harían para la versión ${version} de un conjunto de datos, antes de que nadie pudiera conocer las semillas.`,
    ...strata.map(
      ({ stratum, generator, slots }) => `${stratum}: hasta ${items(slots)} con ${generator.id} ${generator.version}.`,
    ),
  ],
  synthetic: ({ works: { count }, stratum, generator, class: kind }) => [
    `Quien firma hizo ${items(count)} para ${stratum} con ${generator.id} ${generator.version}.`,
    classes[kind],
    'Cualquiera que tenga el generador puede volver a hacerlos a partir de sus semillas.',
  ],
  identity: ({ prev, keys, threshold, recovery, compromisedSince }) => [
    prev === undefined
      ? 'Una identidad empieza con estas claves.'
      : keys.length === 0
        ? 'Desde aquí ninguna clave firma por esta identidad, hasta que una clave de recuperación nombre otras.'
        : 'Desde aquí estas claves firman por la identidad, y las anteriores ya no.',
    ...(keys.length < 2
      ? []
      : [`Para firmar ${threshold === 1 ? 'hace falta' : 'hacen falta'} ${threshold} de sus ${keys.length} claves.`]),
    recovery.length === 0
      ? 'No hay clave de recuperación: si estas claves se pierden o las roban, nada devuelve la identidad.'
      : 'Una clave de recuperación puede sustituir claves perdidas o robadas.',
    ...(compromisedSince === undefined
      ? []
      : [
          `Le robaron las claves: lo que permitieron desde la entrada ${number(compromisedSince)} no lo hizo su dueño y ya no cuenta.`,
        ]),
  ],
  delegate: ({ to, until, works: covered }) => [
    `Quien firma deja que otra identidad (${to}) dé permisos en su nombre hasta el ${dayInSpanish(until)}.`,
    covered === null ? 'Vale para todas sus obras.' : `Vale para ${works(covered.count)}.`,
  ],
  guardianship: ({ lapsesOn }) => [
    `Quien firma lo hace por un menor, hasta el ${dayInSpanish(lapsesOn)}. La identidad del menor también firmó esto.`,
  ],
  disclaim: ({ works: { count }, about }) => [`Quien firma dice de ${works(count)}: ${disclaimers[about]}`],
  dispute: ({ works: { count }, about }) => [
    `Quien firma dice de ${works(count)}: ${disputes[about]}`,
    'Hasta que se aclare, las obras no se usan. Caduca a los 30 días si nadie ha comprobado quién es quien firma.',
  ],
  resolve: ({ disputes: settled, strikes, outcome, reason }) => [
    ...(settled.length === 0
      ? []
      : [
          `Una persona árbitra ${outcome === 'upheld' ? 'confirmó' : 'rechazó'} ${counted(settled.length, 'impugnación', 'impugnaciones')}.`,
        ]),
    ...(strikes.length === 0
      ? []
      : [
          `Una persona árbitra decidió entre afirmaciones contrarias: ${number(strikes.length)} de ellas ya no ${strikes.length === 1 ? 'cuenta' : 'cuentan'}.`,
        ]),
    reason,
    'Cuenta para quienes confían en esta persona árbitra.',
  ],
  erase: ({ leaves }) => [
    leaves === undefined
      ? 'Se borra lo que un permiso decía de sus obras. Que se dijo se puede seguir demostrando.'
      : 'Se borra lo que un permiso decía de algunas de sus obras. Que se dijo se puede seguir demostrando.',
  ],
  receipt: ({ did, from, until, model, bases, withdrawals }) => [
    `${deeds[did]}, del ${dayInSpanish(from)} al ${dayInSpanish(until)}.`,
    ...(model === undefined ? [] : [`Modelo: ${model.name} ${model.version}.`]),
    ...(bases.length === 0 ? [] : [`Se entrenó a partir de ${counted(bases.length, 'otro modelo', 'otros modelos')}.`]),
    ...(withdrawals.length === 0 ? [] : [`Responde a ${counted(withdrawals.length, 'retirada', 'retiradas')}.`]),
  ],
};
