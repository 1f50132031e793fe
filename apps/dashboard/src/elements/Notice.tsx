import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Notice.module.css';

interface Props {
  readonly tone: 'fails' | 'holds' | 'quiet';
  readonly title: string;
  readonly children?: ReactNode;
  readonly onRetry?: () => void;
}

const words = inBoth({ en: 'Ask again', es: 'Volver a preguntar' });

const icons = { fails: CircleAlert, holds: CircleCheck, quiet: CircleDashed } as const;

/** One thing to know: a word, a sentence, and what to do. */
export const Notice = ({ tone, title, children, onRetry }: Props) => {
  const askAgain = useWords(words);
  const Icon = icons[tone];
  return (
    <div className={styles.notice} data-tone={tone} role={onRetry === undefined ? undefined : 'alert'}>
      <Icon size={24} aria-hidden />
      <div>
        <p className={styles.title}>{title}</p>
        {children !== undefined && <div className={styles.body}>{children}</div>}
        {onRetry !== undefined && (
          <Button className="button" onPress={onRetry}>
            {askAgain}
          </Button>
        )}
      </div>
    </div>
  );
};
