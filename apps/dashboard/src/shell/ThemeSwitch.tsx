import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { chooseTheme, currentTheme, type Theme, themes } from '../theme.ts';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Switch.module.css';

const icons = { light: Sun, system: Monitor, dark: Moon } as const satisfies Record<Theme, unknown>;

const words = inBoth({
  en: { colours: 'Colours', light: 'Light', system: 'As the system', dark: 'Dark' },
  es: { colours: 'Colores', light: 'Claro', system: 'Como el sistema', dark: 'Oscuro' },
});

export const ThemeSwitch = () => {
  const said = useWords(words);
  const [theme, setTheme] = useState(currentTheme);
  const choose = (next: Theme | undefined) => {
    if (next === undefined) return;
    chooseTheme(next);
    setTheme(next);
  };
  return (
    <ToggleButtonGroup
      className={styles.switch!}
      aria-label={said.colours}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[theme]}
      onSelectionChange={(keys) => choose(themes.find((one) => keys.has(one)))}
    >
      {themes.map((one) => {
        const Icon = icons[one];
        return (
          <ToggleButton key={one} id={one} aria-label={said[one]} className={styles.choice!}>
            <Icon size={16} aria-hidden />
          </ToggleButton>
        );
      })}
    </ToggleButtonGroup>
  );
};
