import { describeCode, type VerificationReport } from '@assent/consent';
import type { Code, Trust } from '@assent/schema';
import { countOf, writeTime } from '../words/figures.ts';
import { currentLanguage, inBoth, wordsNow } from '../words/language.ts';
import type { Verdict } from './judge.ts';

/** A report stops counting here. */
export const mostFindings = 1000;

export const verdictWords = inBoth<Readonly<Record<Verdict, string>>>({
  en: { true: 'True', false: 'Not true', unjudged: 'Cannot be judged' },
  es: { true: 'Verdadero', false: 'No es verdad', unjudged: 'No se puede juzgar' },
});

type Counts = VerificationReport['counts'];

const words = inBoth({
  en: {
    holds: ({ total, consented, synthetic }: Counts) =>
      `It holds what it says: ${
        synthetic === 0
          ? `each of its ${countOf(total, 'item')} is agreed to by everybody who has to`
          : `${countOf(consented, 'item')} agreed to by everybody who has to, and ${countOf(synthetic, 'synthetic item')}`
      }.`,
    tainted: 'It is tainted: nobody says what the model behind some of its synthetic items was trained on.',
    asOf: (time: string) =>
      `This was so on ${time}, when the registry stated what was in force. What was withdrawn since is another question, below.`,
    wrong: (findings: number) =>
      `${findings >= mostFindings ? 'More than ' : ''}${countOf(findings, 'thing')} ${findings === 1 ? 'is' : 'are'} wrong with it. Do not rely on it: get it again from whoever gave it to you, and if it comes out the same, ask them.`,
    otherKey: (log: string) =>
      `You trust a key for the log ${log}, and this bundle’s checkpoint is not signed with it. Either the log has another key by now, or somebody else uses its name. Ask who runs it.`,
    noKey: (log: string) =>
      `It is of the log ${log}, whose key you do not trust. If you get that key from somebody you believe, add it below.`,
  },
  es: {
    holds: ({ total, consented, synthetic }) =>
      `Contiene lo que dice: ${
        synthetic === 0
          ? `${total === 1 ? 'su único elemento tiene' : `cada uno de sus ${countOf(total, 'elemento')} tiene`} el permiso de todas las personas que tenían que darlo`
          : `${countOf(consented, 'elemento')} con el permiso de todas las personas que tenían que darlo, y ${countOf(synthetic, 'elemento sintético', 'elementos sintéticos')}`
      }.`,
    tainted:
      'Está contaminado: nadie dice con qué se entrenó el modelo del que salen algunos de sus elementos sintéticos.',
    asOf: (time) =>
      `Esto era así el ${time}, cuando el registro declaró qué estaba en vigor. Qué se ha retirado desde entonces es otra pregunta, más abajo.`,
    wrong: (findings) =>
      `${findings >= mostFindings ? 'Más de ' : ''}${countOf(findings, 'cosa está mal', 'cosas están mal')} en él. No te fíes: pídelo otra vez a quien te lo dio y, si sale igual, pregúntale.`,
    otherKey: (log) =>
      `Confías en una clave para el registro ${log}, y el punto de control de este paquete no está firmado con ella. O el registro tiene ya otra clave, o alguien usa su nombre. Pregunta a quien lo lleva.`,
    noKey: (log) =>
      `Es del registro ${log}, en cuya clave no confías. Si consigues esa clave de alguien en quien creas, añádela abajo.`,
  },
});

/** The verdict in a sentence or two: what was found, as of when, and what to do. */
export const describeVerdict = (verdict: Verdict, report: VerificationReport, trust: Trust): string[] => {
  const { errors, asOf, counts } = report;
  const said = wordsNow(words);
  if (verdict === 'true')
    return [
      said.holds(counts),
      ...(report.synthetic.tainted ? [said.tainted] : []),
      said.asOf(writeTime(asOf!.state.at)),
    ];
  if (verdict === 'false') return [said.wrong(errors.length)];
  return [...new Set(errors.map(({ code }) => describeLack(code, report, trust)))];
};

const describeLack = (code: Code, { asOf }: VerificationReport, trust: Trust): string => {
  if (code !== 'checkpoint_untrusted' || asOf === undefined) return describeCode(currentLanguage(), code);
  const { otherKey, noKey } = wordsNow(words);
  return (trust.logs.some(({ origin }) => origin === asOf.origin) ? otherKey : noKey)(asOf.origin);
};
