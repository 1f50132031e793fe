import { ImagePlus, Pause, Play, Trash2 } from 'lucide-react';
import { Button, DropZone, FileTrigger, Text } from 'react-aria-components';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { chosenFiles, droppedFiles } from '../verify/dropped-files.ts';
import { limits } from '@assent/schema';
import { countOf, writeNumber } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import { acceptedKinds } from './file-kinds.ts';
import { FileRows } from './FileRows.tsx';
import styles from './Publish.module.css';
import type { Files, useFiles } from './use-files.ts';

const words = inBoth({
  en: {
    title: '1. Your works',
    dropLabel: 'Drop your works',
    drop: 'Drop pictures, texts or sounds here',
    files: 'Choose files',
    folder: 'Choose a folder',
    promise:
      'Your files stay on this machine. Of each, its SHA-256 (a fingerprint of 64 digits), its size and its kind are sent, and never its name or its content.',
    tooMany: 'Too many files at once',
    refused: (files: number, most: number) =>
      `These are ${writeNumber(files)} files; one permission covers at most ${writeNumber(most)}. Nothing was taken: choose fewer, and sign again for the rest.`,
    reading: (isPaused: boolean, read: number, all: number) =>
      `${isPaused ? 'Paused' : 'Reading'}: ${countOf(read, 'file')} of ${countOf(all, 'file')} read.`,
    ready: (works: number) => `${countOf(works, 'work')} ready.`,
    same: (files: number) => `${countOf(files, 'file is', 'files are')} the same as another: one work each.`,
    leftOut: (files: number) => `${countOf(files, 'file')} left out, see below.`,
    passedOver: (files: number) => `${countOf(files, 'file')} of other kinds passed over.`,
    pause: 'Pause',
    resume: 'Go on',
    clear: 'Take all out',
    progress: 'Files read',
  },
  es: {
    title: '1. Tus obras',
    dropLabel: 'Suelta tus obras',
    drop: 'Suelta aquí imágenes, textos o sonidos',
    files: 'Elegir archivos',
    folder: 'Elegir una carpeta',
    promise:
      'Tus archivos se quedan en este equipo. De cada uno se envían su SHA-256 (una huella de 64 cifras), su tamaño y su tipo, y nunca su nombre ni su contenido.',
    tooMany: 'Demasiados archivos a la vez',
    refused: (files, most) =>
      `Son ${writeNumber(files)} archivos; un permiso abarca como mucho ${writeNumber(most)}. No se ha tomado ninguno: elige menos, y firma otra vez para el resto.`,
    reading: (isPaused, read, all) =>
      `${isPaused ? 'En pausa' : 'Leyendo'}: ${writeNumber(read)} de ${countOf(all, 'archivo')}.`,
    ready: (works) => `${countOf(works, 'obra lista', 'obras listas')}.`,
    same: (files) => `${countOf(files, 'archivo es igual', 'archivos son iguales')} que otro: una sola obra.`,
    leftOut: (files) => `${countOf(files, 'archivo queda', 'archivos quedan')} fuera, mira abajo.`,
    passedOver: (files) => `${countOf(files, 'archivo')} de otros tipos sin tomar.`,
    pause: 'Pausa',
    resume: 'Seguir',
    clear: 'Quitar todos',
    progress: 'Archivos leídos',
  },
});

/** How far the reading is, in one sentence. */
const standingOf = (
  { chosen, works, sames, left, passedOver, isPaused }: Files,
  said: (typeof words)['en'],
): string => {
  const problems = chosen.filter(({ problem }) => problem !== undefined).length;
  return [
    left > 0 ? said.reading(isPaused, chosen.length - left, chosen.length) : said.ready(works.length),
    ...(sames.size > 0 ? [said.same(sames.size)] : []),
    ...(problems > 0 ? [said.leftOut(problems)] : []),
    ...(passedOver > 0 ? [said.passedOver(passedOver)] : []),
  ].join(' ');
};

/** Which works: dropped or chosen, and read in this browser alone. */
export const FilesSection = ({ files, add, clear, pause }: ReturnType<typeof useFiles>) => {
  const said = useWords(words);
  const choose = (list: FileList | null) => list !== null && add(chosenFiles(list).map(({ file }) => file));
  return (
    <Section title={said.title}>
      <DropZone
        className={styles.zone!}
        aria-label={said.dropLabel}
        getDropOperation={() => 'copy'}
        onDrop={(event) => void droppedFiles(event, () => {}).then((dropped) => add(dropped.map(({ file }) => file)))}
      >
        <ImagePlus size={28} strokeWidth={1.5} aria-hidden />
        <Text slot="label" className={styles.invitation!}>
          {said.drop}
        </Text>
        <div className={styles.actions}>
          <FileTrigger allowsMultiple acceptedFileTypes={acceptedKinds} onSelect={choose}>
            <Button className="button">{said.files}</Button>
          </FileTrigger>
          <FileTrigger acceptDirectory onSelect={choose}>
            <Button className="button">{said.folder}</Button>
          </FileTrigger>
        </div>
        <p className={styles.hint}>{said.promise}</p>
      </DropZone>
      {files.refused !== undefined && (
        <Notice tone="fails" title={said.tooMany}>
          {said.refused(files.refused, limits.listLines)}
        </Notice>
      )}
      {files.chosen.length + files.passedOver > 0 && (
        <>
          <div className={styles.standing}>
            <output>{standingOf(files, said)}</output>
            <div className={styles.actions}>
              {files.left > 0 && (
                <Button className="button" onPress={() => pause(!files.isPaused)}>
                  {files.isPaused ? <Play size={16} aria-hidden /> : <Pause size={16} aria-hidden />}
                  {files.isPaused ? said.resume : said.pause}
                </Button>
              )}
              <Button className="button" onPress={clear}>
                <Trash2 size={16} aria-hidden />
                {said.clear}
              </Button>
            </div>
          </div>
          {files.left > 0 && (
            <progress
              className={styles.progress}
              aria-label={said.progress}
              max={files.chosen.length}
              value={files.chosen.length - files.left}
            />
          )}
          {files.chosen.length > 0 && <FileRows files={files} />}
        </>
      )}
    </Section>
  );
};
