import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import styles from './Fold.module.css';

/** What few people need, one press away. */
export const Fold = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <Disclosure className={styles.fold!}>
    <Heading className={styles.heading!} level={3}>
      <Button slot="trigger" className={styles.trigger!}>
        <ChevronRight size={18} aria-hidden />
        {title}
      </Button>
    </Heading>
    <DisclosurePanel className={styles.panel!}>{children}</DisclosurePanel>
  </Disclosure>
);
