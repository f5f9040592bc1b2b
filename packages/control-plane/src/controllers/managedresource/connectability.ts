import { ConditionInput, ManagedResource } from '@promenade/openchoreo-model';
import {
  isDestination,
  invalidHostMessage,
} from '../../core/effective-binding/address';

/** The reasons of a ManagedResource's Ready condition. */
const managedResourceReasons = {
  /** Components can connect to it in its environments. */
  described: 'Described',
  /** `spec.environments` is empty. */
  noEnvironments: 'NoEnvironments',
  /** An environment does not exist. */
  environmentNotFound: 'EnvironmentNotFound',
  /** The project that owns it does not exist. */
  projectNotFound: 'ProjectNotFound',
  /** A field is invalid. */
  invalidConfiguration: 'InvalidConfiguration',
} as const;

const reasons = managedResourceReasons;

/** Whether objects exist that a resource names. */
export interface ResourceLookups {
  hasProject(name: string): boolean;
  hasEnvironment(name: string): boolean;
}

/** Names that the templates of every connection have. */
const reservedNames = ['host', 'port', 'scheme', 'basePath', 'uri', 'url'];

/** A field name in a Go template. */
const templateFieldPattern = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Returns the Ready condition of a managed resource: whether components can connect to it. */
export function connectability(
  { spec }: ManagedResource,
  { hasProject, hasEnvironment }: ResourceLookups,
): ConditionInput {
  const errors = validateEnvironments(spec);
  if (errors.length > 0) {
    return notReady(reasons.invalidConfiguration, errors.join('; '));
  }
  const project = spec.owner?.projectName;
  if (project && !hasProject(project)) {
    return notReady(
      reasons.projectNotFound,
      `Project "${project}" not found; create it, or remove spec.owner`,
    );
  }
  const names = spec.environments.map(({ environment }) => environment);
  if (names.length === 0) {
    return notReady(
      reasons.noEnvironments,
      'spec.environments is empty; add an environment',
    );
  }
  const missing = names.filter(name => !hasEnvironment(name));
  return missing.length > 0
    ? notReady(
        reasons.environmentNotFound,
        `Environment ${missing
          .map(name => `"${name}"`)
          .join(
            ' and ',
          )} not found; create it, or remove it from spec.environments`,
      )
    : {
        type: 'Ready',
        status: 'True',
        reason: reasons.described,
        message: `Components can connect to it in ${names.join(', ')}`,
      };
}

function validateEnvironments({
  environments,
}: ManagedResource['spec']): string[] {
  return environments.flatMap(({ environment, host, values, secrets }) => {
    const field = `spec.environments[${environment}]`;
    const names = [
      ...Object.keys(values ?? {}).map(name => ({ name, in: 'values' })),
      ...Object.keys(secrets ?? {}).map(name => ({ name, in: 'secrets' })),
    ];
    return [
      ...(isDestination(host)
        ? []
        : [`${field}.host: ${invalidHostMessage(host)}`]),
      ...names.flatMap(({ name, in: member }) => {
        const error = validateValueName(name);
        return error ? [`${field}.${member}.${name}: ${error}`] : [];
      }),
      ...Object.keys(secrets ?? {})
        .filter(name => Object.hasOwn(values ?? {}, name))
        .map(
          name =>
            `${field}.secrets.${name}: a value has the same name; rename one of them`,
        ),
      ...Object.entries(secrets ?? {})
        .filter(
          ([, { vaultKey, secretRef }]) =>
            Boolean(vaultKey) === Boolean(secretRef),
        )
        .map(
          ([name]) =>
            `${field}.secrets.${name}: set exactly one of vaultKey and secretRef`,
        ),
    ];
  });
}

function validateValueName(name: string): string | undefined {
  if (reservedNames.includes(name)) {
    return 'the name is reserved; use another name';
  }
  return templateFieldPattern.test(name)
    ? undefined
    : 'templates cannot reference this name; use letters, digits and underscores';
}

function notReady(reason: string, message: string): ConditionInput {
  return { type: 'Ready', status: 'False', reason, message };
}
