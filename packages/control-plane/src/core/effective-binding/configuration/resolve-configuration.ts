import type {
  ValueSource,
  WorkloadTemplate,
} from '@promenade/openchoreo-model';
import { invalid, leftOut, warning, type Problem } from '../../problem';
import { containerNames, podContainerName } from '../container-names';
import { validateName } from '../validate-names';
import { validateSecretStore } from './secret-store';
import {
  hasTwoValues,
  isDataKey,
  resolveValue,
  type ConfigurationContext,
  type ResolvedValue,
} from './values';

/** Where a value is found. */
export type ValueLocation = Exclude<ResolvedValue, { kind: 'notFound' }>;

/** A variable whose value is in a ConfigurationGroup or Secret. */
export interface ReferencedVariable {
  readonly container: string;
  readonly variable: string;
  readonly location: ValueLocation;
}

/** A file of a container: a reference or inline content. */
export interface MountedFile {
  readonly container: string;
  readonly mountPath: string;
  readonly location:
    | ValueLocation
    | { readonly kind: 'inline'; readonly content: string };
}

/** The resolved references and files of a workload, in the order of declaration. */
export interface ResolvedConfiguration {
  readonly variables: ReferencedVariable[];
  readonly files: MountedFile[];
  readonly problems: Problem[];
}

/** Resolves every reference of a workload. One that is not found is left out and becomes a problem. */
export function resolveConfiguration(
  workload: WorkloadTemplate,
  environment: string,
  context: ConfigurationContext,
): ResolvedConfiguration {
  const uses: ResolvedConfiguration = {
    variables: [],
    files: [],
    problems: [],
  };
  const storeError = validateSecretStore(context.secretStore);
  const follow = (
    source: Parameters<typeof resolveValue>[0],
    field: string,
    what: Parameters<typeof leftOut>[2],
  ): ValueLocation | undefined => {
    const nameProblems = validateSecretReference(source, field);
    if (nameProblems.length > 0) {
      uses.problems.push(...nameProblems);
      return undefined;
    }
    const resolved = resolveValue(source, environment, context);
    if (resolved.kind === 'notFound') {
      uses.problems.push(leftOut(field, resolved.reason, what));
      return undefined;
    }
    if (
      resolved.kind === 'group' &&
      'vaultKey' in resolved.value &&
      storeError
    ) {
      uses.problems.push(leftOut(field, storeError, what));
      return undefined;
    }
    if (
      resolved.kind === 'group' &&
      hasTwoValues(resolved.group, resolved.key, environment)
    ) {
      const { name } = resolved.group.metadata;
      uses.problems.push(
        warning(
          field,
          `key "${resolved.key}" of ConfigurationGroup "${name}" has a value and a vaultKey for the environment "${environment}", of which the value applies; remove one of them`,
        ),
      );
    }
    return resolved;
  };
  for (const container of containerNames(workload)) {
    const { env = [], files = [] } = workload.containers?.[container] ?? {};
    const at = `spec.workloadSpec.containers.${container}`;
    for (const { key: variable, value, valueFrom } of env) {
      uses.problems.push(
        ...warnOfTwoSources(value, valueFrom, `${at}.env[${variable}]`),
      );
      if (!variable || value || !valueFrom) continue;
      const field = `${at}.env[${variable}].valueFrom`;
      const found = follow(valueFrom, field, {
        container: podContainerName(container),
        variable,
      });
      if (found) uses.variables.push({ container, variable, location: found });
    }
    const paths = new Set<string>();
    for (const { mountPath, value, valueFrom } of files) {
      const field = `${at}.files[${mountPath}]`;
      const error = validateMountPath(mountPath, paths);
      if (error) {
        uses.problems.push(invalid(`${field}.mountPath`, error));
        continue;
      }
      paths.add(mountPath);
      uses.problems.push(...warnOfTwoSources(value, valueFrom, field));
      const found =
        value || (value !== undefined && !valueFrom)
          ? ({ kind: 'inline', content: value } as const)
          : follow(valueFrom ?? {}, `${field}.valueFrom`, {
              container: podContainerName(container),
              mountPath,
            });
      if (found) uses.files.push({ container, mountPath, location: found });
    }
  }
  return uses;
}

/** Warns where a value has two sources, of which one applies. */
function warnOfTwoSources(
  value: string | undefined,
  valueFrom: ValueSource | undefined,
  field: string,
): Problem[] {
  if (!valueFrom) return [];
  const { configurationGroupRef, secretRef } = valueFrom;
  return [
    ...(value === undefined
      ? []
      : [
          warning(
            `${field}.value`,
            value
              ? 'value applies, and valueFrom beside it is ignored; remove one of them'
              : 'valueFrom applies, and the empty value beside it is ignored; remove one of them',
          ),
        ]),
    ...(configurationGroupRef && secretRef
      ? [
          warning(
            `${field}.valueFrom.secretRef`,
            'configurationGroupRef applies, and secretRef beside it is ignored; remove one of them',
          ),
        ]
      : []),
  ];
}

/** Validates a reference to a Secret that applies. Another name or key can belong to no Secret. */
function validateSecretReference(
  { configurationGroupRef, secretRef }: ValueSource,
  field: string,
): Problem[] {
  if (configurationGroupRef || !secretRef) return [];
  return [
    ...validateName(secretRef.name, 'Secret', `${field}.secretRef.name`),
    ...(isDataKey(secretRef.key)
      ? []
      : [
          invalid(
            `${field}.secretRef.key`,
            `"${secretRef.key}" cannot be a key of a Secret; use letters, digits, dots, hyphens and underscores`,
          ),
        ]),
  ];
}

function validateMountPath(
  path: string,
  taken: Set<string>,
): string | undefined {
  const parts = path.split('/');
  if (parts[0] !== '' || parts.length < 2 || !parts[parts.length - 1]) {
    return 'it is not an absolute path of a file; start it with / and end it with the name of the file';
  }
  if (
    parts.slice(1).some(part => ['', '.', '..'].includes(part)) ||
    path.includes(':')
  ) {
    return 'it has a segment that cannot be mounted; remove "//", ".", ".." and ":"';
  }
  return taken.has(path)
    ? 'the path is already taken by another file of the container; use another path'
    : undefined;
}
