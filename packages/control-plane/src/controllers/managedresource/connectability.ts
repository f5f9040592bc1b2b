import { ConditionInput, ManagedResource } from '@promenade/openchoreo-model';
import {
  isDestination,
  invalidHostMessage,
} from '../../core/effective-binding/address';

/** The reasons of a ManagedResource's Ready condition. */
export const managedResourceReasons = {
  /** Components can connect to it in the environments that it is described for. */
  described: 'Described',
  /** It is described for no environment. */
  noEnvironments: 'NoEnvironments',
  /** It is described for an environment that there is not. */
  environmentNotFound: 'EnvironmentNotFound',
  /** It belongs to a project that there is not. */
  projectNotFound: 'ProjectNotFound',
  /** A field is wrong. */
  invalidConfiguration: 'InvalidConfiguration',
} as const;

const reasons = managedResourceReasons;

/** What is there of what a resource names. */
export interface ResourceLookups {
  hasProject(name: string): boolean;
  hasEnvironment(name: string): boolean;
}

/** Names that every connection has in its templates already. */
const reservedNames = ['host', 'port', 'scheme', 'basePath', 'uri', 'url'];

/** What a Go template can take as a field. */
const templateFieldPattern = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Whether components can connect to a resource, and if not, what is wrong with it. */
export function connectability(
  { spec }: ManagedResource,
  { hasProject, hasEnvironment }: ResourceLookups,
): ConditionInput {
  const wrong = validateEnvironments(spec);
  if (wrong.length > 0) {
    return notReady(reasons.invalidConfiguration, wrong.join('; '));
  }
  const project = spec.owner?.projectName;
  if (project && !hasProject(project)) {
    return notReady(
      reasons.projectNotFound,
      `Project "${project}" not found; create it, or take spec.owner away`,
    );
  }
  const names = spec.environments.map(({ environment }) => environment);
  if (names.length === 0) {
    return notReady(
      reasons.noEnvironments,
      'It is described for no environment; add one to spec.environments',
    );
  }
  const unknown = names.filter(name => !hasEnvironment(name));
  return unknown.length > 0
    ? notReady(
        reasons.environmentNotFound,
        `Environment ${unknown
          .map(name => `"${name}"`)
          .join(' and ')} not found; create it, or take it away here`,
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
        const trouble = validateValueName(name);
        return trouble ? [`${field}.${member}.${name}: ${trouble}`] : [];
      }),
      ...Object.keys(secrets ?? {})
        .filter(name => Object.hasOwn(values ?? {}, name))
        .map(
          name =>
            `${field}.secrets.${name}: there is a value of that name, too; give each a name of its own`,
        ),
      ...Object.entries(secrets ?? {})
        .filter(
          ([, { vaultKey, secretRef }]) =>
            Boolean(vaultKey) === Boolean(secretRef),
        )
        .map(
          ([name]) =>
            `${field}.secrets.${name}: it needs one of vaultKey and secretRef; give exactly one`,
        ),
    ];
  });
}

function validateValueName(name: string): string | undefined {
  if (reservedNames.includes(name)) {
    return 'every connection has something of that name; give it another one';
  }
  return templateFieldPattern.test(name)
    ? undefined
    : 'templates cannot take it by that name; use letters, digits and underscores';
}

function notReady(reason: string, message: string): ConditionInput {
  return { type: 'Ready', status: 'False', reason, message };
}
