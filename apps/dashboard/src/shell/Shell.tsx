import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Connection } from './Connection.tsx';
import { Mark } from './Mark.tsx';
import styles from './Shell.module.css';
import { ThemeSwitch } from './ThemeSwitch.tsx';

/** Moves the reading place to the new page, as a browser does when it loads one. */
const useFocusOnArrival = () => {
  const main = useRef<HTMLElement>(null);
  const pathname = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current !== undefined && last.current !== pathname) main.current?.focus({ preventScroll: true });
    last.current = pathname;
  }, [pathname]);
  return main;
};

/** What is around every page. */
export const Shell = () => {
  const main = useFocusOnArrival();
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        Skip to the content
      </a>
      <header className={styles.header}>
        <div className={styles.row}>
          <Link to="/" className={styles.name!} aria-label="Assent, front page">
            <Mark />
            <span>Assent</span>
          </Link>
          <nav aria-label="Main" className={styles.nav}>
            <Link to="/log">Log</Link>
            <Link to="/datasets">Datasets</Link>
            <Link to="/verify">Check</Link>
            <Link to="/mine">My works</Link>
          </nav>
          <ThemeSwitch />
        </div>
      </header>
      <Connection />
      <main id="content" ref={main} tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
      <footer className={styles.footer}>
        <div className={styles.row}>
          <p>
            What is written here proves who signed what, and when it was recorded. It does not prove that signers tell
            the truth about who they are or what they own, and it is not legal advice.
          </p>
        </div>
      </footer>
    </div>
  );
};
