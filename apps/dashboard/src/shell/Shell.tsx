import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { I18nProvider } from 'react-aria-components';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import { Connection } from './Connection.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { Mark } from './Mark.tsx';
import styles from './Shell.module.css';
import { ThemeSwitch } from './ThemeSwitch.tsx';

const words = inBoth({
  en: {
    skip: 'Skip to the content',
    front: 'Assent, front page',
    main: 'Main',
    log: 'Log',
    datasets: 'Datasets',
    assemble: 'Assemble',
    check: 'Check',
    mine: 'My works',
    me: 'My identity',
    footer:
      'What is written here proves who signed what, and when it was recorded. It does not prove that signers tell the truth about who they are or what they own, and it is not legal advice.',
  },
  es: {
    skip: 'Ir al contenido',
    front: 'Assent, portada',
    main: 'Principal',
    log: 'Registro',
    datasets: 'Conjuntos de datos',
    assemble: 'Reunir',
    check: 'Comprobar',
    mine: 'Mis obras',
    me: 'Mi identidad',
    footer:
      'Lo que está escrito aquí demuestra quién firmó qué y cuándo se registró. No demuestra que quien firma diga la verdad sobre quién es o qué le pertenece, y no es asesoramiento jurídico.',
  },
});

/** The components’ own few sentences and numbers, in the language of the page. */
const locales = inBoth({ en: 'en-US', es: 'es-ES' });

/** Screen readers pronounce by it, and the browser hyphenates and offers to translate by it. */
const useDocumentLanguage = () => {
  const language = useLanguage();
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
};

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
  const said = useWords(words);
  useDocumentLanguage();
  return (
    <I18nProvider locale={useWords(locales)}>
      <div className={styles.shell}>
        <a className={styles.skip} href="#content">
          {said.skip}
        </a>
        <header className={styles.header}>
          <div className={styles.row}>
            <Link to="/" className={styles.name!} aria-label={said.front}>
              <Mark />
              <span>Assent</span>
            </Link>
            <nav aria-label={said.main} className={styles.nav}>
              <Link to="/log">{said.log}</Link>
              <Link to="/datasets">{said.datasets}</Link>
              <Link to="/assemble">{said.assemble}</Link>
              <Link to="/verify">{said.check}</Link>
              <Link to="/mine">{said.mine}</Link>
              <Link to="/me">{said.me}</Link>
            </nav>
            <LanguageSwitch />
            <ThemeSwitch />
          </div>
        </header>
        <Connection />
        <main id="content" ref={main} tabIndex={-1} className={styles.main}>
          <Outlet />
        </main>
        <footer className={styles.footer}>
          <div className={styles.row}>
            <p>{said.footer}</p>
          </div>
        </footer>
      </div>
    </I18nProvider>
  );
};
