import { Notice } from '../elements/Notice.tsx';
import { inBoth, useWords } from '../words/language.ts';

const words = inBoth({
  en: {
    heading: 'Something went wrong',
    title: 'This page could not be shown',
    sentence: 'The fault is in the page, or a part of it could not be fetched. Nothing that was recorded is affected.',
  },
  es: {
    heading: 'Algo ha fallado',
    title: 'Esta página no se ha podido mostrar',
    sentence: 'El fallo está en la página, o no se ha podido traer una parte de ella. Lo registrado sigue como estaba.',
  },
});

/** Where a fault of the page itself ends up, or a part of the page that could not be fetched. */
export const BrokenPage = () => {
  const { heading, title, sentence } = useWords(words);
  return (
    <>
      <title>{`${heading} · Assent`}</title>
      <h1 className="visually-hidden">{heading}</h1>
      <Notice tone="fails" title={title} onRetry={() => globalThis.location.reload()}>
        {sentence}
      </Notice>
    </>
  );
};
