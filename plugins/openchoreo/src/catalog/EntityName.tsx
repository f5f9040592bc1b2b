import { useRef, useState } from 'react';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Tooltip, TooltipTrigger } from '@backstage/ui';
import styles from './catalog.module.css';

/** A link to an entity on one line. A label that does not fit is cut off, and shown whole on hover and focus. */
export function EntityName(props: {
  entityRef: string;
  label: string;
  /** The path of another page to link to. Default: the page of the entity. */
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
