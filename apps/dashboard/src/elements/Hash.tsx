import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { shorten } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Hash.module.css';

const words = inBoth({
  en: { copied: 'Copied', copy: (of: string) => `Copy ${of}` },
  es: { copied: 'Copiado', copy: (of) => `Copiar ${of}` },
});

interface Props {
  readonly value: string;
  /** What it is the hash or name of, for the button: "the manifest id". */
  readonly of: string;
  readonly whole?: boolean;
}

/** A hash or key: shortened in the middle for the eye, whole in the copy. */
export const Hash = ({ value, of, whole = false }: Props) => {
  const said = useWords(words);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => void navigator.clipboard?.writeText(value).then(() => setCopied(true));
  return (
    <span className={styles.hash}>
      <code title={value}>{whole ? value : shorten(value)}</code>
      <Button className={styles.copy!} aria-label={copied ? said.copied : said.copy(of)} onPress={copy}>
        {copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
      </Button>
    </span>
  );
};
