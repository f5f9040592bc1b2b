import { contentHash, type Release } from '@promenade/openchoreo-model';
import { jsonAt, jsonListAt } from '../../runtime/json';
import type { LeftOut, Problem } from '../../core/problem';
import type { RenderResult } from '../../core/render-result';

const podSpecs = [
  ['spec', 'template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
];

/**
 * Tells what would be lost from what never was. A reference that leads nowhere leaves its variable or file out, with a
 * warning, as OpenChoreo v0.3.2 leaves it out. But where the Release has what would go with that, it is an error: the
 * Release then stays as it is, and what runs keeps its configuration.
 */
export function raiseLostReferences(
  { problems, resources }: Pick<RenderResult, 'problems' | 'resources'>,
  release: Release | undefined,
): Problem[] {
  const running = release?.spec.resources ?? [];
  return problems.map(problem =>
    problem.leavesOut && isLost(problem.leavesOut, running, resources)
      ? { ...problem, severity: 'Error' }
      : problem,
  );
}

type Objects = readonly { readonly object: unknown }[];

/** Whether something runs with it, and would not. What the class has of the same name was not led to, and may change. */
function isLost(what: LeftOut, running: Objects, rendered: Objects): boolean {
  const had = findLeftOut(what, running);
  const has = findLeftOut(what, rendered);
  if (had === undefined || has === undefined) return had !== undefined;
  const isLiteral =
    'variable' in what && jsonAt(had, 'valueFrom') === undefined;
  return !isLiteral && contentHash(had) !== contentHash(has);
}

/** The variable, or what a file is mounted from. */
function findLeftOut(what: LeftOut, objects: Objects): unknown {
  for (const { object } of objects) {
    for (const path of podSpecs) {
      const pod = jsonAt(object, ...path);
      const container = findNamed(
        jsonListAt(pod, 'containers'),
        what.container,
      );
      const it =
        'variable' in what
          ? findNamed(jsonListAt(container, 'env'), what.variable)
          : findMount(what.mountPath, container, pod);
      if (it !== undefined) return it;
    }
  }
  return undefined;
}

/** What is mounted at a path: by itself, or among the files of its folder. */
function findMount(path: string, container: unknown, pod: unknown): unknown {
  const mounts = jsonListAt(container, 'volumeMounts');
  const alone = mounts.find(mount => jsonAt(mount, 'mountPath') === path);
  if (alone) return alone;
  const end = path.lastIndexOf('/');
  const folder = path.slice(0, end);
  const volumes = mounts
    .filter(mount => jsonAt(mount, 'mountPath') === folder)
    .map(mount => findNamed(jsonListAt(pod, 'volumes'), jsonAt(mount, 'name')));
  return volumes
    .flatMap(volume => jsonListAt(volume, 'projected', 'sources'))
    .find(source =>
      ['configMap', 'secret'].some(kind =>
        jsonListAt(source, kind, 'items').some(
          item => jsonAt(item, 'path') === path.slice(end + 1),
        ),
      ),
    );
}

function findNamed(list: readonly unknown[], name: unknown): unknown {
  return list.find(each => jsonAt(each, 'name') === name);
}
