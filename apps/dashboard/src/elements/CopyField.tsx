import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import form from '../keys/Form.module.css';
import { inBoth, useWords } from '../words/language.ts';

const words = inBoth({ en: { copy: 'Copy', copied: 'Copied' }, es: { copy: 'Copiar', copied: 'Copiado' } });

/** Text to send to somebody: shown, selected at a touch, copied at a press. */
export const CopyField = ({ label, value }: { readonly label: string; readonly value: string }) => {
  const said = useWords(words);
  const [copied, setCopied] = useState<string>();
  const copy = () => void navigator.clipboard?.writeText(value).then(() => setCopied(value));
  return (
    <TextField className={form.field!} value={value} isReadOnly>
      <Label>{label}</Label>
      <div className={form.beside}>
        <Input className={form.input!} onFocus={({ target }) => target.select()} />
        <Button className="button" onPress={copy}>
          {copied === value ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          {copied === value ? said.copied : said.copy}
        </Button>
      </div>
    </TextField>
  );
};
