import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { chooseLanguage, inBoth, languages, useLanguage, useWords } from '../words/language.ts';
import styles from './Switch.module.css';

const label = inBoth({ en: 'Language', es: 'Idioma' });

/** Each language by its own name. */
const names = inBoth({ en: 'English', es: 'Español' });

/** Which language the pages are in. */
export const LanguageSwitch = () => {
  const language = useLanguage();
  return (
    <ToggleButtonGroup
      className={styles.switch!}
      aria-label={useWords(label)}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[language]}
      onSelectionChange={(keys) => {
        const next = languages.find((one) => keys.has(one));
        if (next !== undefined) chooseLanguage(next);
      }}
    >
      {languages.map((one) => (
        <ToggleButton key={one} id={one} aria-label={names[one]} className={styles.choice!}>
          <span lang={one} className={styles.short}>
            {one.toUpperCase()}
          </span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
};
