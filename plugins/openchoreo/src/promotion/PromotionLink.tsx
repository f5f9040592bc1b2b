import type { ReactNode } from 'react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { promotionRouteRef } from '../routes';

/** A link to the page of a promotion. Only its content in an app without that page. */
export function PromotionLink(props: {
  organization: string;
  name: string;
  /** Name of the link, when its content does not tell promotions apart. */
  label?: string;
  children: ReactNode;
}) {
  const { organization, name, label, children } = props;
  const pathOf = useRouteRef(promotionRouteRef);
  if (!pathOf) return <>{children}</>;
  return (
    <Link href={pathOf({ namespace: organization, name })} aria-label={label}>
      {children}
    </Link>
  );
}
