import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { chooseTheme, currentTheme, type Theme, themes } from '../theme.ts';
import styles from './ThemeSwitch.module.css';

const faces = {
  light: { name: 'Light', Icon: Sun },
  system: { name: 'As the system', Icon: Monitor },
  dark: { name: 'Dark', Icon: Moon },
} as const satisfies Record<Theme, unknown>;

export const ThemeSwitch = () => {
  const [theme, setTheme] = useState(currentTheme);
  const choose = (next: Theme | undefined) => {
    if (next === undefined) return;
    chooseTheme(next);
    setTheme(next);
  };
  return (
    <ToggleButtonGroup
      className={styles.switch!}
      aria-label="Colours"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[theme]}
      onSelectionChange={(keys) => choose(themes.find((one) => keys.has(one)))}
    >
      {themes.map((one) => {
        const { name, Icon } = faces[one];
        return (
          <ToggleButton key={one} id={one} aria-label={name} className={styles.choice!}>
            <Icon size={16} aria-hidden />
          </ToggleButton>
        );
      })}
    </ToggleButtonGroup>
  );
};
