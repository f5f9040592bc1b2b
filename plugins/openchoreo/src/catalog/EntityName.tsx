import { useRef, useState } from 'react';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Tooltip, TooltipTrigger } from '@backstage/ui';
import styles from './catalog.module.css';

/** The label of something with a name and an optional title. */
export function labelOf(named: { name: string; displayName?: string }): string {
  return named.displayName ?? named.name;
}

/** A link to an entity on one line. The whole name of one that is too long shows on hover and on focus. */
export function EntityName(props: {
  entityRef: string;
  label: string;
  /** Another page than that of the entity. */
  href?: string;
}) {
  const { entityRef, label, href } = props;
  const entityLink = useEntityRefLink();
  const link = useRef<HTMLAnchorElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const isTruncated = () =>
    link.current !== null &&
    link.current.scrollWidth > link.current.clientWidth;
  return (
    <TooltipTrigger
      isOpen={isOpen}
      onOpenChange={open => setIsOpen(open && isTruncated())}
    >
      <Link
        ref={link}
        href={href ?? entityLink(entityRef)}
        weight="bold"
        className={styles.entityName}
      >
        {label}
      </Link>
      <Tooltip>{label}</Tooltip>
    </TooltipTrigger>
  );
}
