import { PlainText } from '@assent/schema';
import { useMemo } from 'react';
import { Button, Input, Label, Text, TextField } from 'react-aria-components';
import { Foreign } from '../elements/Foreign.tsx';
import { NameWarning } from '../elements/NameWarning.tsx';
import form from '../keys/Form.module.css';
import { countOf } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import { OneOf } from './ChoiceGroups.tsx';
import type { WrittenClaim } from './claim.ts';
import styles from './Publish.module.css';
import type { Work } from './use-files.ts';

const words = inBoth({
  en: {
    credit: 'The name to credit (optional, and public)',
    creditHint: 'It stands in the public log beside each work.',
    filesSay: (files: number) =>
      `${countOf(files, 'file names', 'files name')} as who made ${files === 1 ? 'it' : 'them'}:`,
    take: 'Credit this name',
    rights: (files: number) => `${countOf(files, 'file says', 'files say')} of the rights:`,
    rightsHint: 'Is that you? If not, say above that somebody else owns them.',
    titles: 'Titles (optional, and public)',
    kinds: { none: 'None', embedded: 'Those that stand in the files', names: 'The names of the files' },
    tags: 'Tags (optional, and public)',
    tagsHint: 'In lower case, with commas between them: portrait, street. Teams look for works by them.',
  },
  es: {
    credit: 'El nombre que hay que citar (opcional, y público)',
    creditHint: 'Está en el registro público junto a cada obra.',
    filesSay: (files) => `${countOf(files, 'archivo nombra', 'archivos nombran')} como autor o autora a:`,
    take: 'Citar este nombre',
    rights: (files) => `${countOf(files, 'archivo dice', 'archivos dicen')} sobre los derechos:`,
    rightsHint: '¿Eres tú? Si no, di arriba que son de otra persona.',
    titles: 'Títulos (opcional, y públicos)',
    kinds: { none: 'Ninguno', embedded: 'Los que están en los archivos', names: 'Los nombres de los archivos' },
    tags: 'Etiquetas (opcional, y públicas)',
    tagsHint: 'En minúsculas y separadas por comas: retrato, calle. Los equipos buscan obras por ellas.',
  },
});

/** What most of the files say in a field, and how many of them. */
const mostSaid = (
  works: readonly Work[],
  field: 'copyright' | 'creator',
): { text: string; files: number } | undefined => {
  const counts = new Map<string, number>();
  for (const { rights } of works) {
    const text = PlainText(300).safeParse(rights?.[field]);
    if (text.success) counts.set(text.data, (counts.get(text.data) ?? 0) + 1);
  }
  const [first] = [...counts].toSorted(([, a], [, b]) => b - a);
  return first === undefined ? undefined : { text: first[0], files: first[1] };
};

interface Props {
  readonly claim: WrittenClaim;
  readonly works: readonly Work[];
  readonly onChange: (change: Partial<WrittenClaim>) => void;
}

/** What may stand beside the works in public: nothing that is not written or chosen here. */
export const Details = ({ claim, works, onChange }: Props) => {
  const said = useWords(words);
  // Ten thousand files are not looked through for every letter that is written.
  const creator = useMemo(() => mostSaid(works, 'creator'), [works]);
  const copyright = useMemo(() => mostSaid(works, 'copyright'), [works]);
  return (
    <>
      <TextField
        className={form.field!}
        value={claim.attribution}
        maxLength={300}
        onChange={(attribution) => onChange({ attribution })}
      >
        <Label>{said.credit}</Label>
        <Input className={form.input!} autoComplete="off" />
        <Text slot="description" className={form.hint!}>
          {said.creditHint}
        </Text>
      </TextField>
      <NameWarning of={claim.attribution} />
      {creator !== undefined && creator.text !== claim.attribution && (
        <div className={styles.group}>
          <p>
            {said.filesSay(creator.files)} <Foreign>{creator.text}</Foreign>
          </p>
          <div>
            <Button className="button" onPress={() => onChange({ attribution: creator.text })}>
              {said.take}
            </Button>
          </div>
        </div>
      )}
      {copyright !== undefined && (
        <p>
          {said.rights(copyright.files)} <Foreign>{copyright.text}</Foreign>{' '}
          <span className="quiet">{said.rightsHint}</span>
        </p>
      )}
      <OneOf label={said.titles} words={said.kinds} value={claim.titles} onChange={(titles) => onChange({ titles })} />
      <TextField className={form.field!} value={claim.tags} maxLength={1000} onChange={(tags) => onChange({ tags })}>
        <Label>{said.tags}</Label>
        <Input className={form.input!} autoComplete="off" />
        <Text slot="description" className={form.hint!}>
          {said.tagsHint}
        </Text>
      </TextField>
    </>
  );
};
