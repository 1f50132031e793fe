import type { Refusal } from '@assent/schema';
import { Foreign } from '../elements/Foreign.tsx';
import { Notice } from '../elements/Notice.tsx';
import { describeCode, files } from '@assent/consent';
import { inBoth, useLanguage, useWords } from '../words/language.ts';

const words = inBoth({
  en: {
    title: 'This cannot be judged',
    noBundle: [
      'There is no ',
      ' among these files, so they are no bundle of a dataset. Choose the folder that holds it.',
    ],
    unchanged: 'Nothing was changed, and nothing was sent anywhere.',
  },
  es: {
    title: 'Esto no se puede juzgar',
    noBundle: [
      'No hay ningún ',
      ' entre estos archivos, así que no son el paquete de un conjunto de datos. Elige la carpeta que lo contiene.',
    ],
    unchanged: 'No se ha cambiado nada, y no se ha enviado nada a ninguna parte.',
  },
});

/** What was handed over is no bundle, or cannot be read: the verdict cannot be given, and what to do. */
export const Refused = ({ refusal: { code, detail } }: { readonly refusal: Refusal }) => {
  const said = useWords(words);
  const language = useLanguage();
  const isNoBundle = code === 'file_missing' && detail === files.manifest;
  return (
    <div role="alert">
      <Notice tone="fails" title={said.title}>
        {isNoBundle ? (
          <p>
            {said.noBundle[0]}
            <code>manifest.json</code>
            {said.noBundle[1]}
          </p>
        ) : (
          <>
            <p>{describeCode(language, code)}</p>
            {detail !== '' && (
              <p className="quiet">
                <Foreign>{detail}</Foreign>
              </p>
            )}
          </>
        )}
        <p>{said.unchanged}</p>
      </Notice>
    </div>
  );
};
