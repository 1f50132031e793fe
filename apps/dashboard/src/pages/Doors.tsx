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
  readonly hash?: string;
}

const doors: readonly Door[] = [
  {
    who: 'I make works',
    Icon: Brush,
    sentence: 'See what was said about a work of yours, by whom, and which datasets hold it.',
    act: 'Look up a work',
    to: '/',
    hash: 'look-up',
  },
  {
    who: 'I train models',
    Icon: ChartNoAxesGantt,
    sentence: 'Read which datasets were released, what they may be used for, and what was withdrawn since.',
    act: 'See the datasets',
    to: '/datasets',
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
    {doors.map(({ who, Icon, sentence, act, to, hash }) => (
      <li key={who}>
        <h2 className={styles.who}>
          <Icon size={22} strokeWidth={1.75} aria-hidden />
          {who}
        </h2>
        <p>{sentence}</p>
        <Link to={to} {...(hash !== undefined && { hash })} className={styles.act!}>
          {act}
        </Link>
      </li>
    ))}
  </ul>
);
