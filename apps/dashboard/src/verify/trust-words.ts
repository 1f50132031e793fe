import { shortIdentity } from '@assent/consent';
import type { Trust } from '@assent/schema';
import { countOf } from '../words/figures.ts';
import { inBoth } from '../words/language.ts';

export const trustWords = inBoth({
  en: {
    anyIssuer: 'Any team may have signed a dataset: look at who did.',
    issuers: (teams: string) => `Only these teams may have signed a dataset: ${teams}.`,
    noAttester: 'Nobody is believed about who somebody is: works for which that was asked do not pass.',
    attesters: (attesters: string) => `Believed about who somebody is: ${attesters}.`,
    arbiters: (arbiters: string) => `May settle disputes: ${arbiters}.`,
    noWitness: 'No witness is asked for: when something was recorded is the registry’s word.',
    witnesses: (quorum: number, of: number) =>
      `At least ${countOf(quorum, 'witness', 'witnesses')} of ${of} must have seen the log.`,
    noMonitor: 'No monitor is asked for: that the registry’s state is right is its own word.',
    knownLineage: 'Synthetic items of a model are taken only where it is said what the model learnt from.',
    unknownLineage:
      'Synthetic items of a model of which nobody says what it learnt from are taken, and said to be tainted.',
    monitors: (quorum: number, of: number) =>
      `At least ${countOf(quorum, 'monitor')} of ${of} must have recomputed the state.`,
  },
  es: {
    anyIssuer: 'Cualquier equipo puede haber firmado un conjunto de datos: mira quién lo hizo.',
    issuers: (teams) => `Solo estos equipos pueden haber firmado un conjunto de datos: ${teams}.`,
    noAttester: 'No se cree a nadie sobre quién es alguien: las obras para las que se pidió no pasan.',
    attesters: (attesters) => `Se les cree sobre quién es alguien: ${attesters}.`,
    arbiters: (arbiters) => `Pueden resolver impugnaciones: ${arbiters}.`,
    noWitness: 'No se pide ningún testigo: cuándo se registró algo es palabra del registro.',
    witnesses: (quorum, of) => `Tienen que haber visto el registro al menos ${countOf(quorum, 'testigo')} de ${of}.`,
    noMonitor: 'No se pide ningún supervisor: que el estado del registro es correcto es su propia palabra.',
    knownLineage: 'Los elementos sintéticos de un modelo solo se aceptan si se dice de qué aprendió el modelo.',
    unknownLineage:
      'Los elementos sintéticos de un modelo del que nadie dice de qué aprendió se aceptan, y se dice que están contaminados.',
    monitors: (quorum, of) =>
      `Tienen que haber recalculado el estado al menos ${countOf(quorum, 'supervisor', 'supervisores')} de ${of}.`,
  },
});

const listed = (identities: readonly string[]): string => identities.map(shortIdentity).join(', ');

/** What a trust policy says beside its logs, in sentences: each member, since each decides something. */
export const describeTrust = (
  { issuers, attesters, arbiters, monitors, unknownLineage, witnesses }: Trust,
  said: (typeof trustWords)['en'],
): string[] => [
  issuers === 'any' ? said.anyIssuer : said.issuers(listed(issuers)),
  attesters.length === 0 ? said.noAttester : said.attesters(listed(attesters.map(({ identity }) => identity))),
  ...(arbiters.length === 0 ? [] : [said.arbiters(listed(arbiters))]),
  witnesses.quorum === 0 ? said.noWitness : said.witnesses(witnesses.quorum, witnesses.keys.length),
  monitors.quorum === 0 ? said.noMonitor : said.monitors(monitors.quorum, monitors.keys.length),
  unknownLineage === 'refuse' ? said.knownLineage : said.unknownLineage,
];
