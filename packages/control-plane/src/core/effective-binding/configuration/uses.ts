import type { WorkloadTemplate } from '@promenade/openchoreo-model';
import { containerNames } from '../container-names';
import { invalid, leftOut, type Problem } from '../../problem';
import { secretStoreTrouble } from './secret-store';
import {
  resolve,
  type ConfigurationSurroundings,
  type Resolved,
} from './values';

/** Somewhere that a value is found. */
export type Found = Exclude<Resolved, { in: 'nothing' }>;

/** A variable whose value comes from elsewhere. */
export interface VariableUse {
  readonly container: string;
  readonly variable: string;
  readonly found: Found;
}

/** A file that a container finds at a path. */
export interface FileUse {
  readonly container: string;
  readonly mountPath: string;
  readonly found: Found | { readonly in: 'line'; readonly content: string };
}

/** All that a workload takes from elsewhere, in the order in which it says so. */
export interface Uses {
  readonly variables: VariableUse[];
  readonly files: FileUse[];
  readonly problems: Problem[];
}

/** Follows every reference of a workload. One that leads nowhere is left out and becomes a problem. */
export function usesOf(
  workload: WorkloadTemplate,
  environment: string,
  surroundings: ConfigurationSurroundings,
): Uses {
  const uses: Uses = { variables: [], files: [], problems: [] };
  const storeTrouble = secretStoreTrouble(surroundings.secretStore);
  const follow = (
    source: Parameters<typeof resolve>[0],
    field: string,
    what: Parameters<typeof leftOut>[2],
  ): Found | undefined => {
    const resolved = resolve(source, environment, surroundings);
    if (resolved.in === 'nothing') {
      uses.problems.push(leftOut(field, resolved.because, what));
      return undefined;
    }
    if (
      resolved.in === 'group' &&
      'vaultKey' in resolved.value &&
      storeTrouble
    ) {
      uses.problems.push(leftOut(field, storeTrouble, what));
      return undefined;
    }
    return resolved;
  };
  for (const container of containerNames(workload)) {
    const { env = [], files = [] } = workload.containers?.[container] ?? {};
    const at = `spec.workloadSpec.containers.${container}`;
    for (const { key: variable, value, valueFrom } of env) {
      if (!variable || value || !valueFrom) continue;
      const field = `${at}.env[${variable}].valueFrom`;
      const found = follow(valueFrom, field, { container, variable });
      if (found) uses.variables.push({ container, variable, found });
    }
    const paths = new Set<string>();
    for (const { mountPath, value, valueFrom } of files) {
      const field = `${at}.files[${mountPath}]`;
      const trouble = pathTrouble(mountPath, paths);
      if (trouble) {
        uses.problems.push(invalid(`${field}.mountPath`, trouble));
        continue;
      }
      paths.add(mountPath);
      const found =
        value === undefined
          ? follow(valueFrom ?? {}, `${field}.valueFrom`, {
              container,
              mountPath,
            })
          : ({ in: 'line', content: value } as const);
      if (found) uses.files.push({ container, mountPath, found });
    }
  }
  return uses;
}

function pathTrouble(path: string, taken: Set<string>): string | undefined {
  const parts = path.split('/');
  if (parts[0] !== '' || parts.length < 2 || !parts[parts.length - 1]) {
    return 'it is no absolute path of a file; begin it with / and end it with the name of the file';
  }
  if (
    parts.slice(1).some(part => ['', '.', '..'].includes(part)) ||
    path.includes(':')
  ) {
    return 'it has a part that cannot be mounted; leave out "//", ".", ".." and ":"';
  }
  return taken.has(path)
    ? 'another file of the container is there already; give each its own path'
    : undefined;
}
