import type { ReactNode } from 'react';

interface Props {
  /** What is in it, for those who come to it by keyboard. */
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** Something wider or longer than its place. It can be reached, and then scrolled, without a mouse. */
export const ScrollArea = ({ label, className, children }: Props) => (
  // WCAG 2.1.1: what scrolls has to take the focus, or a keyboard cannot move it.
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  <section className={className} aria-label={label} tabIndex={0}>
    {children}
  </section>
);
