import { FolderOpen } from 'lucide-react';
import { Button, DropZone, FileTrigger, Text } from 'react-aria-components';
import { Foreign } from '../elements/Foreign.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { countOf } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import styles from './BundleDrop.module.css';
import { chosenFiles, droppedFiles } from './dropped-files.ts';
import type { Gather, Standing } from './use-verification.ts';

const words = inBoth({
  en: {
    title: 'The dataset’s bundle',
    label: 'Drop a bundle to verify it',
    reading: 'Reading…',
    files: (count: number) => countOf(count, 'file'),
    drop: 'Drop the bundle here',
    folder: 'Choose a folder',
    tar: 'Choose a tar, or the files',
    holds: 'The folder that holds',
    or: ', an uncompressed tar of it, or the manifest with its evidence files.',
    asked: 'You are asked whom you trust before it is judged.',
    readingFiles: 'Reading the files',
    trustFirst: 'The bundle is here. Say first whose log you trust.',
    noKey: 'Without a key of yours to hold it against, nothing in it proves anything.',
    saysLog: 'It says it is of the log ',
    noKeyThere:
      '. Without a key of yours to hold that against, nothing in it proves anything. Once you trust a key, it is checked at once.',
  },
  es: {
    title: 'El paquete del conjunto de datos',
    label: 'Suelta un paquete para comprobarlo',
    reading: 'Leyendo…',
    files: (count) => countOf(count, 'archivo'),
    drop: 'Suelta aquí el paquete',
    folder: 'Elegir una carpeta',
    tar: 'Elegir un tar, o los archivos',
    holds: 'La carpeta que contiene',
    or: ', un tar de ella sin comprimir, o el manifiesto con sus archivos de pruebas.',
    asked: 'Antes de juzgarlo se te pregunta en quién confías.',
    readingFiles: 'Leyendo los archivos',
    trustFirst: 'El paquete está aquí. Di primero en qué registro confías.',
    noKey: 'Sin una clave tuya con la que contrastarlo, nada de lo que contiene prueba nada.',
    saysLog: 'Dice ser del registro ',
    noKeyThere:
      '. Sin una clave tuya con la que contrastarlo, nada de lo que contiene prueba nada. En cuanto confíes en una clave, se comprueba.',
  },
});

interface Props {
  readonly standing: Standing;
  /** Whether anybody is trusted yet. */
  readonly trusting: boolean;
  readonly onFiles: (gather: Gather) => void;
}

/** Where a bundle is dropped or chosen: a folder, a tar of it, or its files. */
export const BundleDrop = ({ standing, trusting, onFiles }: Props) => {
  const said = useWords(words);
  const choose = (list: FileList | null) => {
    if (list !== null && list.length > 0) onFiles(async () => chosenFiles(list));
  };
  return (
    <Section title={said.title}>
      {standing.at === 'untrusting' && <Untrusting origin={standing.bundle.origin} />}
      <DropZone
        className={styles.zone!}
        aria-label={said.label}
        getDropOperation={() => 'copy'}
        onDrop={(event) => onFiles((onFound) => droppedFiles(event, onFound))}
      >
        <FolderOpen size={32} strokeWidth={1.5} aria-hidden />
        <Text slot="label" className={styles.invitation!}>
          {standing.at === 'reading'
            ? `${said.reading} ${standing.files === 0 ? '' : said.files(standing.files)}`
            : said.drop}
        </Text>
        <div className={styles.choices}>
          <FileTrigger acceptDirectory onSelect={choose}>
            <Button className={`button ${trusting ? 'primary' : ''}`}>{said.folder}</Button>
          </FileTrigger>
          <FileTrigger allowsMultiple onSelect={choose}>
            <Button className="button">{said.tar}</Button>
          </FileTrigger>
        </div>
        <p className={styles.hint}>
          {said.holds} <code>manifest.json</code>
          {said.or} {!trusting && said.asked}
        </p>
      </DropZone>
      <output className="visually-hidden">{standing.at === 'reading' && said.readingFiles}</output>
    </Section>
  );
};

const Untrusting = ({ origin }: { readonly origin: string | undefined }) => {
  const said = useWords(words);
  return (
    <Notice tone="quiet" title={said.trustFirst}>
      {origin === undefined ? (
        said.noKey
      ) : (
        <>
          {said.saysLog}
          <Foreign>{origin}</Foreign>
          {said.noKeyThere}
        </>
      )}
    </Notice>
  );
};
