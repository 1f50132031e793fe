import type { Code, codes } from '@assent/schema';

/** Codes that a decision gives as reasons. */
type DecisionCode = { [C in Code]: (typeof codes)[C]['stage'] extends 'decide' ? C : never }[Code];

/** The sentence of each code that a decision can give, as the list of codes has it in English. */
const sentences = {
  no_holder: 'Nadie ha registrado esta obra, así que nadie ha dado permiso para nada',
  author_unknown: 'Este uso necesita el permiso de quien creó la obra, y no se sabe quién es',
  author_grant_missing: 'Quien creó la obra no ha dado permiso',
  owner_grant_missing: 'Un titular de derechos sobre esta obra no ha dado permiso',
  subject_grant_missing: 'Una persona que aparece en esta obra no ha dado permiso',
  guardian_grant_missing: 'Quien ejerce la tutela de un menor que aparece en esta obra no ha dado permiso',
  people_uncleared: 'En esta obra aparecen personas a las que no se preguntó',
  minor_protected: 'Nadie puede permitir este uso de un menor',
  guardianship_lapsed: 'La tutela termina antes de lo que terminaría este uso',
  use_not_granted: 'Este uso no se ha permitido',
  commerce_not_granted: 'No se ha permitido con este fin comercial',
  operators_not_granted: 'No se ha permitido a este tipo de organización',
  downstream_not_granted: 'No se ha permitido pasarlo a otros hasta ese punto',
  territory_not_granted: 'No se ha permitido en todos estos países',
  duties_not_granted: 'El titular pide a cambio algo que este propósito no acepta',
  on_withdraw_not_granted: 'El titular pide, tras una retirada, más de lo que este propósito acepta',
  expires_early: 'El permiso termina antes de lo que terminaría este uso',
  reserved: 'Un titular ha rechazado expresamente este uso',
  disclaimed: 'La persona nombrada como titular dice que no lo es',
  disputed: 'Alguien impugna lo que se dijo de esta obra',
  competing_claims: 'Distintas personas dicen que esta obra es suya',
  assurance_too_low: 'Quién es esta persona se ha comprobado menos de lo que pide este propósito',
} as const satisfies Record<DecisionCode, string>;

const isDecisionCode = (code: Code): code is DecisionCode => code in sentences;

/** A code that no decision gives, which a reason in a file from elsewhere may name, stays recognisable by its name. */
export const spanishReason = (code: Code): string =>
  isDecisionCode(code) ? sentences[code] : `Hay un problema de otra clase, «${code}»`;
