/** The mark of the project: a stroke of the pen that says yes. */
export const Mark = () => (
  <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden>
    <rect width="32" height="32" rx="7" fill="var(--accent)" />
    <path
      d="M7 17.5l5.5 5.5L25 9"
      fill="none"
      stroke="var(--on-accent)"
      strokeWidth="3.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
