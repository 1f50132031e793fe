import { type FormEvent, useState } from 'react';
import { Button, FileTrigger, Input, Label, TextField } from 'react-aria-components';
import { Section } from '../elements/Section.tsx';
import form from '../keys/Form.module.css';
import { inBoth, useWords } from '../words/language.ts';
import { mostText } from './invitation.ts';

const words = inBoth({
  en: {
    title: 'Open an invitation',
    how: 'Open the link that you were sent, or paste it here. A longer invitation comes as a file.',
    paste: 'The link',
    open: 'Open it',
    file: 'Choose an invitation file',
    tooLarge: 'This file is too large for an invitation.',
  },
  es: {
    title: 'Abrir una invitación',
    how: 'Abre el enlace que te enviaron, o pégalo aquí. Una invitación más larga llega como archivo.',
    paste: 'El enlace',
    open: 'Abrirla',
    file: 'Elegir un archivo de invitación',
    tooLarge: 'Este archivo es demasiado grande para ser una invitación.',
  },
});

/** Where there is no invitation in the address: a link that is pasted, or a file. */
export const OpenInvitation = ({ onText }: { readonly onText: (text: string) => void }) => {
  const said = useWords(words);
  const [pasted, setPasted] = useState('');
  const [isLarge, setLarge] = useState(false);
  const read = async (file: File) => {
    setLarge(file.size > mostText);
    if (file.size <= mostText) onText((await file.text()).trim());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onText(pasted.trim().split('#').at(-1)!);
  };
  return (
    <Section title={said.title}>
      <form className={form.form} onSubmit={submit}>
        <p>{said.how}</p>
        <TextField className={form.field!} value={pasted} onChange={setPasted}>
          <Label>{said.paste}</Label>
          <Input className={form.input!} autoComplete="off" spellCheck="false" />
        </TextField>
        <div className={form.actions}>
          <Button className="button" type="submit" isDisabled={pasted.trim() === ''}>
            {said.open}
          </Button>
          <FileTrigger onSelect={(files) => files?.[0] !== undefined && void read(files[0])}>
            <Button className="button">{said.file}</Button>
          </FileTrigger>
        </div>
        <output className={form.error}>{isLarge && said.tooLarge}</output>
      </form>
    </Section>
  );
};
