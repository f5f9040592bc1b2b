import { Link, useSidebarOpenState } from '@backstage/core-components';
import styles from './SidebarLogo.module.css';

/** The mark: three environments on one path, the last one reached. */
const Mark = () => (
  <svg viewBox="0 0 32 32" className={styles.mark} aria-hidden="true">
    <path d="M5 24 C11 24 9 8 16 8 S21 24 27 24" className={styles.path} />
    <circle cx="5" cy="24" r="3" className={styles.stop} />
    <circle cx="16" cy="8" r="3" className={styles.stop} />
    <circle cx="27" cy="24" r="3.6" className={styles.goal} />
  </svg>
);

export const SidebarLogo = () => {
  const { isOpen } = useSidebarOpenState();
  return (
    <Link to="/" underline="none" className={styles.logo} aria-label="Home">
      <Mark />
      {isOpen && <span className={styles.word}>Promenade</span>}
    </Link>
  );
};
