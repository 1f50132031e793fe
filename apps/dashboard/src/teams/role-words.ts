import { inBoth } from '../words/language.ts';

/** What a member of a team may do, in words. */
export const roleWords = inBoth({
  en: {
    owner: { name: 'Owner', hint: 'says who is in the team, and writes drafts' },
    editor: { name: 'Editor', hint: 'writes drafts' },
    auditor: { name: 'Auditor', hint: 'reads everything, changes nothing' },
  },
  es: {
    owner: { name: 'Titular', hint: 'dice quién está en el equipo y escribe borradores' },
    editor: { name: 'Redacción', hint: 'escribe borradores' },
    auditor: { name: 'Revisión', hint: 'lo lee todo, no cambia nada' },
  },
});

export const roles = ['owner', 'editor', 'auditor'] as const;
export type Role = (typeof roles)[number];
