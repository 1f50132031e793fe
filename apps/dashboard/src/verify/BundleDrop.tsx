import { FolderOpen } from 'lucide-react';
import { Button, DropZone, FileTrigger, Text } from 'react-aria-components';
import { Foreign } from '../elements/Foreign.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { countOf } from '../words/figures.ts';
import styles from './BundleDrop.module.css';
import { chosenFiles, droppedFiles } from './dropped-files.ts';
import type { Gather, Standing } from './use-verification.ts';

interface Props {
  readonly standing: Standing;
  /** Whether anybody is trusted yet. */
  readonly trusting: boolean;
  readonly onFiles: (gather: Gather) => void;
}

/** Where a bundle is dropped or chosen: a folder, a tar of it, or its files. */
export const BundleDrop = ({ standing, trusting, onFiles }: Props) => {
  const choose = (list: FileList | null) => {
    if (list !== null && list.length > 0) onFiles(async () => chosenFiles(list));
  };
  return (
    <Section title="The dataset’s bundle">
      {standing.at === 'untrusting' && <Untrusting origin={standing.bundle.origin} />}
      <DropZone
        className={styles.zone!}
        aria-label="Drop a bundle to verify it"
        getDropOperation={() => 'copy'}
        onDrop={(event) => onFiles((onFound) => droppedFiles(event, onFound))}
      >
        <FolderOpen size={32} strokeWidth={1.5} aria-hidden />
        <Text slot="label" className={styles.invitation!}>
          {standing.at === 'reading'
            ? `Reading… ${standing.files === 0 ? '' : countOf(standing.files, 'file')}`
            : 'Drop the bundle here'}
        </Text>
        <div className={styles.choices}>
          <FileTrigger acceptDirectory onSelect={choose}>
            <Button className={`button ${trusting ? 'primary' : ''}`}>Choose a folder</Button>
          </FileTrigger>
          <FileTrigger allowsMultiple onSelect={choose}>
            <Button className="button">Choose a tar, or the files</Button>
          </FileTrigger>
        </div>
        <p className={styles.hint}>
          The folder that holds <code>manifest.json</code>, an uncompressed tar of it, or the manifest with its evidence
          files. {!trusting && 'You are asked whom you trust before it is judged.'}
        </p>
      </DropZone>
      <output className="visually-hidden">{standing.at === 'reading' && 'Reading the files'}</output>
    </Section>
  );
};

const Untrusting = ({ origin }: { readonly origin: string | undefined }) => (
  <Notice tone="quiet" title="The bundle is here. Say first whose log you trust.">
    {origin === undefined ? (
      'Without a key of yours to hold it against, nothing in it proves anything.'
    ) : (
      <>
        It says it is of the log <Foreign>{origin}</Foreign>. Without a key of yours to hold that against, nothing in it
        proves anything. Once you trust a key, it is checked at once.
      </>
    )}
  </Notice>
);
