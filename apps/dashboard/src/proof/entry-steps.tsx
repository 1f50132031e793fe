import type { Refusal, Result } from '@assent/schema';
import { Hash } from '../elements/Hash.tsx';
import { Identity } from '../elements/Identity.tsx';
import { describeRefusal } from '../failure.ts';
import { countOf, writeNumber } from '../words/figures.ts';
import { inBoth, wordsNow } from '../words/language.ts';
import type { LogKey } from './log-key.ts';
import type { Step } from './ProofStrip.tsx';
import type { EntryProof } from './verify-entry.ts';

const failed = (name: string, refusal: Refusal): Step => ({
  name,
  outcome: 'fails',
  sentence: describeRefusal(refusal),
});

/** A step from a result: how it reads where it holds. */
export const stepOf = <T,>(name: string, result: Result<T>, held: (value: T) => Omit<Step, 'name' | 'outcome'>): Step =>
  result.ok ? { name, outcome: 'holds', ...held(result.value) } : failed(name, result.refusal);

const words = inBoth({
  en: {
    pinned: 'It was checked against the key that you pinned in this browser.',
    server:
      'The key it was checked against comes from this same server: compare it with one you got elsewhere, and pin it.',
    list: 'List',
    listHolds: (count: number) => `The list of ${countOf(count, 'line')} is the one that was signed.`,
    statement: 'Statement',
    statementHolds: 'The bytes are in their one form, and the signer’s signature covers every one of them.',
    statementId: 'the statement’s id',
    place: 'Place in the log',
    placeHolds: (index: number) => `It is entry ${writeNumber(index)}: its hash leads to the root of the checkpoint.`,
    leafHash: 'the leaf hash',
    checkpoint: 'Checkpoint',
    checkpointHolds: (size: number) =>
      `The log signed that its first ${countOf(size, 'entry', 'entries')} have this root.`,
    root: 'the root',
    cosignatures: 'Cosignatures',
    noWitness:
      'No witness has cosigned this checkpoint: only this log vouches that it shows everybody the same history.',
    witnesses: (others: number) =>
      `${countOf(others, 'more signature')} stand under this checkpoint, by witnesses that this page does not know.`,
  },
  es: {
    pinned: 'Se comprobó con la clave que fijaste en este navegador.',
    server:
      'La clave con la que se comprobó viene de este mismo servidor: compárala con una que tengas de otro sitio, y fíjala.',
    list: 'Lista',
    listHolds: (count) => `La lista de ${countOf(count, 'línea')} es la que se firmó.`,
    statement: 'Declaración',
    statementHolds: 'Los bytes están en su única forma, y la firma de quien firma los cubre todos.',
    statementId: 'el identificador de la declaración',
    place: 'Lugar en el registro',
    placeHolds: (index) => `Es la entrada ${writeNumber(index)}: su hash lleva a la raíz del punto de control.`,
    leafHash: 'el hash de la hoja',
    checkpoint: 'Punto de control',
    checkpointHolds: (size) =>
      `El registro firmó que ${size === 1 ? 'su primera entrada tiene' : `sus primeras ${writeNumber(size)} entradas tienen`} esta raíz.`,
    root: 'la raíz',
    cosignatures: 'Firmas de testigos',
    noWitness:
      'Ningún testigo ha firmado también este punto de control: solo este registro responde de que muestra a todos la misma historia.',
    witnesses: (others) =>
      `Bajo este punto de control hay ${countOf(others, 'firma más', 'firmas más')}, de testigos que esta página no conoce.`,
  },
});

/** The list beside a statement, where the page has the whole of it. */
const listStep = ({ list }: EntryProof): Step[] =>
  list === undefined
    ? []
    : [stepOf(wordsNow(words).list, list, ({ count }) => ({ sentence: wordsNow(words).listHolds(count) }))];

/**
 * The chain of one entry: statement, what it signs beside itself, place in the log, checkpoint, cosignatures.
 * `beside` is what a page checked of that by itself, instead of the list.
 */
export const entrySteps = (proof: EntryProof, from: LogKey['from'], beside: readonly Step[]): Step[] => {
  const said = wordsNow(words);
  return [
    stepOf(said.statement, proof.statement, ({ keys, id }) => ({
      sentence: said.statementHolds,
      evidence: (
        <>
          {keys.map((key) => (
            <Identity key={key} of={key} />
          ))}
          <Hash value={id} of={said.statementId} />
        </>
      ),
    })),
    ...(beside.length === 0 ? listStep(proof) : beside),
    stepOf(said.place, proof.inclusion, ({ index, leafHash }) => ({
      sentence: said.placeHolds(index),
      evidence: <Hash value={leafHash} of={said.leafHash} />,
    })),
    stepOf(said.checkpoint, proof.checkpoint, ({ size, root }) => ({
      sentence: `${said.checkpointHolds(size)} ${said[from]}`,
      evidence: <Hash value={root} of={said.root} />,
    })),
    cosignatureStep(proof),
  ];
};

const cosignatureStep = ({ checkpoint }: EntryProof): Step => {
  const said = wordsNow(words);
  const others = checkpoint.ok ? checkpoint.value.signatures - 1 : 0;
  return {
    name: said.cosignatures,
    outcome: 'open',
    sentence: others === 0 ? said.noWitness : said.witnesses(others),
  };
};
