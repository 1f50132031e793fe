import { fromBase64 } from '@assent/signing/verify';
import { useMemo, useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { Foreign } from '../elements/Foreign.tsx';
import form from '../keys/Form.module.css';
import { hashFile } from '../pages/hash-file.ts';
import { Thumbnail } from '../publish/Thumbnail.tsx';
import { countOf, shorten, writeNumber } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import type { InvitedWork } from './invitation-shape.ts';
import styles from './Sign.module.css';

const words = inBoth({
  en: {
    list: 'Works',
    size: (width: number, height: number) => `${writeNumber(width)} × ${writeNumber(height)} pixels`,
    more: (works: number) => `and ${countOf(works, 'more work')}`,
    sent: 'The small pictures were sent by whoever invites you. That they show these works, you see for sure only from the file itself.',
    notSent: 'No picture was sent along. If you have a file, look whether it is one of these.',
    compare: 'Compare a file that you have',
    same: (name: string) => `This is ${name}: the very same file.`,
    other: 'This file is none of these works. Nothing was sent.',
    unreadable: 'This file cannot be compared here.',
  },
  es: {
    list: 'Obras',
    size: (width, height) => `${writeNumber(width)} × ${writeNumber(height)} píxeles`,
    more: (works) => `y ${countOf(works, 'obra más', 'obras más')}`,
    sent: 'Las imágenes pequeñas las envió quien te invita. Que muestran estas obras solo lo ves con seguridad en el propio archivo.',
    notSent: 'No se envió ninguna imagen. Si tienes un archivo, mira si es uno de estos.',
    compare: 'Comparar un archivo que tengas',
    same: (name) => `Es ${name}: exactamente el mismo archivo.`,
    other: 'Este archivo no es ninguna de estas obras. No se ha enviado nada.',
    unreadable: 'Este archivo no se puede comparar aquí.',
  },
});

const shown = 24;

const pictureOf = (preview: string | undefined): Blob | undefined => {
  const bytes = preview === undefined ? undefined : fromBase64(preview);
  // A stranger's bytes, named a picture and nothing that could run.
  return bytes?.ok === true ? new Blob([Uint8Array.from(bytes.value)], { type: 'image/webp' }) : undefined;
};

/** Which works one is asked about, and a way to see that a file is one of them. */
export const InvitedWorks = ({ works }: { readonly works: readonly InvitedWork[] }) => {
  const said = useWords(words);
  const [found, setFound] = useState<string>();
  const pictures = useMemo(() => works.slice(0, shown).map(({ preview }) => pictureOf(preview)), [works]);
  const compare = async (file: File) => {
    const hashed = await hashFile(file);
    if (!hashed.ok) return setFound(said.unreadable);
    const same = works.find(({ sha256 }) => sha256 === hashed.sha256);
    setFound(same === undefined ? said.other : said.same(same.name ?? shorten(same.sha256)));
  };
  return (
    <>
      <ul className={styles.works} aria-label={said.list}>
        {works.slice(0, shown).map(({ sha256, name, width, height }, at) => (
          <li key={sha256}>
            <Thumbnail of={pictures[at]} />
            <span>
              <Foreign>{name ?? shorten(sha256)}</Foreign>
              {width !== undefined && height !== undefined && (
                <span className="quiet small">{said.size(width, height)}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {works.length > shown && <p>{said.more(works.length - shown)}</p>}
      <p className={form.hint}>{pictures.some((picture) => picture !== undefined) ? said.sent : said.notSent}</p>
      <div>
        <FileTrigger onSelect={(files) => files?.[0] !== undefined && void compare(files[0])}>
          <Button className="button">{said.compare}</Button>
        </FileTrigger>
      </div>
      <output>{found}</output>
    </>
  );
};
