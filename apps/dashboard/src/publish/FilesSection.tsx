import { ImagePlus, Pause, Play, Trash2 } from 'lucide-react';
import { Button, DropZone, FileTrigger, Text } from 'react-aria-components';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { chosenFiles, droppedFiles } from '../verify/dropped-files.ts';
import { countOf } from '../words/figures.ts';
import { acceptedKinds } from './file-kinds.ts';
import { FileRows } from './FileRows.tsx';
import styles from './Publish.module.css';
import type { Files, useFiles } from './use-files.ts';

/** How far the reading is, in one sentence. */
const standingOf = ({ chosen, works, sames, left, passedOver, isPaused }: Files): string => {
  const problems = chosen.filter(({ problem }) => problem !== undefined).length;
  return [
    left > 0
      ? `${isPaused ? 'Paused' : 'Reading'}: ${countOf(chosen.length - left, 'file')} of ${countOf(chosen.length, 'file')} read.`
      : `${countOf(works.length, 'work')} ready.`,
    ...(sames.size > 0 ? [`${countOf(sames.size, 'file is', 'files are')} the same as another: one work each.`] : []),
    ...(problems > 0 ? [`${countOf(problems, 'file')} left out, see below.`] : []),
    ...(passedOver > 0 ? [`${countOf(passedOver, 'file')} of other kinds passed over.`] : []),
  ].join(' ');
};

/** Which works: dropped or chosen, and read in this browser alone. */
export const FilesSection = ({ files, add, clear, pause }: ReturnType<typeof useFiles>) => {
  const choose = (list: FileList | null) => list !== null && add(chosenFiles(list).map(({ file }) => file));
  return (
    <Section title="1. Your works">
      <DropZone
        className={styles.zone!}
        aria-label="Drop your works"
        getDropOperation={() => 'copy'}
        onDrop={(event) => void droppedFiles(event, () => {}).then((dropped) => add(dropped.map(({ file }) => file)))}
      >
        <ImagePlus size={28} strokeWidth={1.5} aria-hidden />
        <Text slot="label" className={styles.invitation!}>
          Drop pictures, texts or sounds here
        </Text>
        <div className={styles.actions}>
          <FileTrigger allowsMultiple acceptedFileTypes={acceptedKinds} onSelect={choose}>
            <Button className="button">Choose files</Button>
          </FileTrigger>
          <FileTrigger acceptDirectory onSelect={choose}>
            <Button className="button">Choose a folder</Button>
          </FileTrigger>
        </div>
        <p className={styles.hint}>
          Your files stay on this machine. Of each, its SHA-256 (a fingerprint of 64 digits), its size and its kind are
          sent, and never its name or its content.
        </p>
      </DropZone>
      {files.refused !== undefined && (
        <Notice tone="fails" title="Too many files at once">
          {files.refused}
        </Notice>
      )}
      {files.chosen.length + files.passedOver > 0 && (
        <>
          <div className={styles.standing}>
            <output>{standingOf(files)}</output>
            <div className={styles.actions}>
              {files.left > 0 && (
                <Button className="button" onPress={() => pause(!files.isPaused)}>
                  {files.isPaused ? <Play size={16} aria-hidden /> : <Pause size={16} aria-hidden />}
                  {files.isPaused ? 'Go on' : 'Pause'}
                </Button>
              )}
              <Button className="button" onPress={clear}>
                <Trash2 size={16} aria-hidden />
                Take all out
              </Button>
            </div>
          </div>
          {files.left > 0 && (
            <progress
              className={styles.progress}
              aria-label="Files read"
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
