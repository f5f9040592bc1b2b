import type { Release } from '@promenade/openchoreo-model';
import { isJsonList, jsonAt } from '../json';
import type { LeftOut, Problem } from '../rendering';

const podSpecs = [
  ['spec', 'template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
];

/**
 * Tells what would be lost from what never was. A reference that leads nowhere leaves its variable or file out, with a
 * warning, as OpenChoreo v0.3.2 leaves it out. But where the Release has what it once led to, that is an error: the
 * Release then stays as it is, and what runs keeps its configuration.
 */
export function holdingOn(
  problems: readonly Problem[],
  release: Release | undefined,
): Problem[] {
  return problems.map(problem =>
    problem.leavesOut && release && has(release, problem.leavesOut)
      ? { ...problem, severity: 'Error' }
      : problem,
  );
}

function has({ spec }: Release, what: LeftOut): boolean {
  return (spec.resources ?? []).some(({ object }) =>
    podSpecs.some(path =>
      listAt(object, ...path, 'containers').some(
        container =>
          jsonAt(container, 'name') === what.container &&
          containerHas(container, what),
      ),
    ),
  );
}

function containerHas(container: unknown, what: LeftOut): boolean {
  return 'variable' in what
    ? listAt(container, 'env').some(
        each =>
          jsonAt(each, 'name') === what.variable &&
          jsonAt(each, 'valueFrom') !== undefined,
      )
    : listAt(container, 'volumeMounts').some(each => {
        const path = jsonAt(each, 'mountPath');
        const folder = what.mountPath.slice(0, what.mountPath.lastIndexOf('/'));
        return path === what.mountPath || path === folder;
      });
}

function listAt(value: unknown, ...path: string[]): readonly unknown[] {
  const found = jsonAt(value, ...path);
  return isJsonList(found) ? found : [];
}
