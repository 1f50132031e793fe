import { Link } from '@tanstack/react-router';
import { inBoth, useWords } from '../words/language.ts';

const words = inBoth({
  en: {
    title: 'No such page',
    heading: 'There is no such page',
    sentence: 'The address may be mistyped. Nothing that is in the log ever leaves it.',
    front: 'Go to the front page',
    or: 'or',
    log: 'read the log',
  },
  es: {
    title: 'No existe esa página',
    heading: 'Esa página no existe',
    sentence: 'Puede que la dirección esté mal escrita. Nada de lo que está en el registro sale nunca de él.',
    front: 'Ve a la portada',
    or: 'o',
    log: 'lee el registro',
  },
});

export const NotFoundPage = () => {
  const said = useWords(words);
  return (
    <div className="stack">
      <title>{`${said.title} · Assent`}</title>
      <div className="page-head">
        <h1>{said.heading}</h1>
        <p>{said.sentence}</p>
      </div>
      <p>
        <Link to="/">{said.front}</Link> {said.or} <Link to="/log">{said.log}</Link>.
      </p>
    </div>
  );
};
