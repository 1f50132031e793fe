import { type ReactNode, useId } from 'react';
import styles from './Section.module.css';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  /** Beside the title: a link to the whole of it. */
  readonly aside?: ReactNode;
}

/** A part of a page with its heading, found as a landmark. */
export const Section = ({ title, children, aside }: Props) => {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
};
