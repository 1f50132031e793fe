export const themes = ['light', 'system', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Read before the first paint by public/theme.js. */
const key = 'assent.theme';

export const currentTheme = (): Theme => {
  const { theme } = document.documentElement.dataset;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
};

export const chooseTheme = (theme: Theme): void => {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === 'system') localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // Kept for this page only, where storage is closed.
  }
};
