import { Link, type LinkProps } from '@tanstack/react-router';
import { Brush, ChartNoAxesGantt, ShieldCheck } from 'lucide-react';
import styles from './Doors.module.css';

interface Door {
  readonly who: string;
  readonly Icon: typeof Brush;
  readonly sentence: string;
  readonly act: string;
  /** A place that is there; a door to a room that is still to be built is not shown as one. */
  readonly to: NonNullable<LinkProps['to']>;
}

const doors: readonly Door[] = [
  {
    who: 'I make works',
    Icon: Brush,
    sentence:
      'Say what your works may be used for, sign it, and take it back when you want. They stay on your machine.',
    act: 'Publish works',
    to: '/publish',
  },
  {
    who: 'I train models',
    Icon: ChartNoAxesGantt,
    sentence: 'Say what you want works for. See how many qualify, why the others do not, and take a dataset away.',
    act: 'Assemble a dataset',
    to: '/assemble',
  },
  {
    who: 'I check a dataset',
    Icon: ShieldCheck,
    sentence: 'Drop its bundle on a page, and every signature and permission in it is checked on your machine.',
    act: 'Check a dataset',
    to: '/verify',
  },
];

/** What can I do here? One door for each reason to come. */
export const Doors = () => (
  <ul className={styles.doors} aria-label="What you can do here">
    {doors.map(({ who, Icon, sentence, act, to }) => (
      <li key={who}>
        <h2 className={styles.who}>
          <Icon size={22} strokeWidth={1.75} aria-hidden />
          {who}
        </h2>
        <p>{sentence}</p>
        <Link to={to} className={styles.act!}>
          {act}
        </Link>
      </li>
    ))}
  </ul>
);
