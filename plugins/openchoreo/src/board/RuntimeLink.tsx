import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { EnvironmentCard } from '@promenade/backstage-plugin-openchoreo-common';
import { runtimeRouteRef } from '../routes';
import { selectionSearch } from '../runtime/useRuntimeSelection';
import { useTexts } from '../useTexts';

const troubledStates: ReadonlySet<EnvironmentCard['state']> = new Set([
  'Degraded',
  'Failed',
]);

/** Links to the pods of an environment. Of one in trouble, to the log that says why. Nothing where the tab is not installed. */
export function RuntimeLink(props: { card: EnvironmentCard }) {
  const { environment, objects, state } = props.card;
  const { t } = useTexts();
  const path = useRouteRef(runtimeRouteRef)?.();
  if (path === undefined || objects.length === 0) return null;
  const search = selectionSearch({
    environment: environment.name,
    showsFailure: troubledStates.has(state),
  });
  return (
    <Link href={`${path}?${search}`} standalone>
      {t('runtime.link')}
    </Link>
  );
}
