// Before anything is painted, so that a page in the dark does not flash white. The rest is in src/theme.ts.
try {
  const theme = localStorage.getItem('assent.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to us: the system's theme it is.
}
