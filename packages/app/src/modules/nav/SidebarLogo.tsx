import { Link, useSidebarOpenState } from '@backstage/core-components';
import styles from './SidebarLogo.module.css';

/** The logo: three environments on one path. */
const LogoImage = () => (
  <svg viewBox="0 0 32 32" className={styles.image} aria-hidden="true">
    <path d="M5 24 C11 24 9 8 16 8 S21 24 27 24" className={styles.path} />
    <circle cx="5" cy="24" r="3" className={styles.environment} />
    <circle cx="16" cy="8" r="3" className={styles.environment} />
    <circle cx="27" cy="24" r="3.6" className={styles.lastEnvironment} />
  </svg>
);

export const SidebarLogo = () => {
  const { isOpen } = useSidebarOpenState();
  return (
    <Link
      to="/"
      underline="none"
      className={styles.logo}
      aria-label="Promenade home"
    >
      <LogoImage />
      {isOpen && <span className={styles.name}>Promenade</span>}
    </Link>
  );
};
