import type {
  Cell,
  CellComponent,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ExplainedDeployment } from '../board/Explanation';

/** A component of a cell as what is explained. Undefined for a project that has no environment. */
export function explainedIn(
  { organization, project, environment }: Cell,
  { name, state, message }: CellComponent,
): ExplainedDeployment | undefined {
  return (
    environment && {
      component: { organization, project, component: name },
      environment: environment.name,
      state,
      message,
    }
  );
}
