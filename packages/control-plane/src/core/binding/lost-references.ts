import { contentHash } from '@promenade/openchoreo-model';
import { jsonAt, jsonListAt } from '../../runtime/json';
import type { LeftOut, Problem } from '../problem';
import type { RenderResult } from '../render-result';

const podSpecs = [
  ['spec', 'template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
];

/**
 * Raises warnings to errors where running pods would lose configuration. An unresolved reference leaves its variable or file
 * out, with a warning, as in OpenChoreo v0.3.2. If the running pods have that variable or file, it is an error instead, so
 * that they are kept with their configuration.
 *
 * @param running - objects of the running release, empty before the first deployment
 */
export function raiseLostReferences(
  { problems, resources }: Pick<RenderResult, 'problems' | 'resources'>,
  running: readonly { readonly object: unknown }[],
): Problem[] {
  return problems.map(problem =>
    problem.leavesOut && isLost(problem.leavesOut, running, resources)
      ? { ...problem, severity: 'Error' }
      : problem,
  );
}

type Objects = readonly { readonly object: unknown }[];

/** Whether the running Release has a variable or file that the new one would lose. A literal of the class with the same name may change. */
function isLost(what: LeftOut, running: Objects, rendered: Objects): boolean {
  const before = findLeftOut(what, running);
  const after = findLeftOut(what, rendered);
  if (before === undefined || after === undefined) return before !== undefined;
  const isLiteral =
    'variable' in what && jsonAt(before, 'valueFrom') === undefined;
  return !isLiteral && contentHash(before) !== contentHash(after);
}

/** Finds the variable, or the volume source of the file. */
function findLeftOut(what: LeftOut, objects: Objects): unknown {
  for (const { object } of objects) {
    for (const path of podSpecs) {
      const pod = jsonAt(object, ...path);
      const container = findNamed(
        jsonListAt(pod, 'containers'),
        what.container,
      );
      const value =
        'variable' in what
          ? findNamed(jsonListAt(container, 'env'), what.variable)
          : findMount(what.mountPath, container, pod);
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

/** Finds the source of a file: its own mount, or an item of a projected volume that is mounted at its folder. */
function findMount(path: string, container: unknown, pod: unknown): unknown {
  const mounts = jsonListAt(container, 'volumeMounts');
  const ownMount = mounts.find(mount => jsonAt(mount, 'mountPath') === path);
  if (ownMount) return ownMount;
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
