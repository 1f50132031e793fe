import { Link, type LinkProps } from '@tanstack/react-router';
import { Brush, ChartNoAxesGantt, ShieldCheck } from 'lucide-react';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Doors.module.css';

/** Places that are there; a door to a room that is still to be built is not shown as one. */
const doors = [
  { name: 'publish', Icon: Brush, to: '/publish' },
  { name: 'assemble', Icon: ChartNoAxesGantt, to: '/assemble' },
  { name: 'verify', Icon: ShieldCheck, to: '/verify' },
] as const satisfies readonly { name: string; Icon: typeof Brush; to: LinkProps['to'] }[];

const words = inBoth({
  en: {
    label: 'What you can do here',
    publish: {
      who: 'I make works',
      sentence:
        'Say what your works may be used for, sign it, and take it back when you want. They stay on your machine.',
      act: 'Publish works',
    },
    assemble: {
      who: 'I train models',
      sentence: 'Say what you want works for. See how many qualify, why the others do not, and take a dataset away.',
      act: 'Assemble a dataset',
    },
    verify: {
      who: 'I check a dataset',
      sentence: 'Drop its bundle on a page, and every signature and permission in it is checked on your machine.',
      act: 'Check a dataset',
    },
  },
  es: {
    label: 'Qué puedes hacer aquí',
    publish: {
      who: 'Creo obras',
      sentence: 'Di para qué se pueden usar tus obras, fírmalo y retíralo cuando quieras. Se quedan en tu equipo.',
      act: 'Publicar obras',
    },
    assemble: {
      who: 'Entreno modelos',
      sentence:
        'Di para qué quieres obras. Mira cuántas cumplen, por qué las demás no, y llévate un conjunto de datos.',
      act: 'Reunir un conjunto de datos',
    },
    verify: {
      who: 'Compruebo un conjunto de datos',
      sentence: 'Suelta su paquete en una página, y cada firma y permiso que contiene se comprueba en tu equipo.',
      act: 'Comprobar un conjunto de datos',
    },
  },
});

/** What can I do here? One door for each reason to come. */
export const Doors = () => {
  const said = useWords(words);
  return (
    <ul className={styles.doors} aria-label={said.label}>
      {doors.map(({ name, Icon, to }) => (
        <li key={name}>
          <h2 className={styles.who}>
            <Icon size={22} strokeWidth={1.75} aria-hidden />
            {said[name].who}
          </h2>
          <p>{said[name].sentence}</p>
          <Link to={to} className={styles.act!}>
            {said[name].act}
          </Link>
        </li>
      ))}
    </ul>
  );
};
