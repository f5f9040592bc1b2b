import {
  isDnsLabel,
  isDnsSubdomain,
  labelValue,
} from '@promenade/openchoreo-model';
import {
  validateName,
  validateVariableName,
} from '../../core/effective-binding/validate-names';
import { invalid, type Problem } from '../../core/problem';
import { isJsonObject, jsonAt, type JsonObject } from '../../runtime/json';
import { sortedEntries } from '../../runtime/sort';
import {
  containerLists,
  containersOf,
  findContainerLayer,
  objectsAt,
  podLayers,
  renderedPod,
  type PodLayer,
  type PodLayersInput,
} from './pod-layers';

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
/** Kinds whose pods end. */
const taskKinds: ReadonlySet<unknown> = new Set(['CronJob', 'Job']);

/**
 * Validates what the template of the class and the parameters set in a pod and what Kubernetes would reject: labels,
 * volumes and their mounts, variables, probes and the restart policy.
 */
export function validatePod(input: PodLayersInput): Problem[] {
  const layers = podLayers(input);
  const pod = renderedPod(input);
  const volumes = new Set([
    ...objectsAt(pod, 'spec', 'volumes').map(({ name }) => name),
    ...objectsAt(input.rendered.spec, 'volumeClaimTemplates').map(claim =>
      jsonAt(claim, 'metadata', 'name'),
    ),
  ]);
  return [
    ...layers.flatMap(layer => [
      ...validateMetadata(layer),
      ...validateServiceAccount(layer),
      ...validateVolumes(layer),
      ...containerLists.flatMap(list =>
        validateContainerLists(layer, list, volumes),
      ),
    ]),
    ...validateRestartPolicy(pod, layers, taskKinds.has(input.rendered.kind)),
    ...containerLists.flatMap(list => validateProbes(pod, list, layers)),
  ];
}

function validateMetadata({ template, field }: PodLayer): Problem[] {
  const membersOf = (member: string) => {
    const found = jsonAt(template, 'metadata', member);
    return isJsonObject(found) ? sortedEntries(found) : [];
  };
  const keyProblems = (member: string, key: string) =>
    isQualifiedName(key)
      ? []
      : [
          invalid(
            `${field}.metadata.${member}`,
            `"${key}" cannot be a key; use letters, digits, dots, hyphens and underscores, after a domain and a slash if there is one`,
          ),
        ];
  return [
    ...membersOf('annotations').flatMap(([key]) =>
      keyProblems('annotations', key),
    ),
    ...membersOf('labels').flatMap(([key, value]) => [
      ...keyProblems('labels', key),
      ...(value === null ||
      value === undefined ||
      (typeof value === 'string' && labelValue(value) === value)
        ? []
        : [
            invalid(
              `${field}.metadata.labels.${key}`,
              `${JSON.stringify(
                value,
              )} cannot be the value of a label; use at most 63 letters, digits, dots, hyphens and underscores`,
            ),
          ]),
    ]),
  ];
}

/** Whether a text is the key of a label or annotation: a name, after a domain and a slash if there is one. */
function isQualifiedName(key: string): boolean {
  const [name = '', domain, ...rest] = key.split('/').reverse();
  return (
    name !== '' &&
    labelValue(name) === name &&
    (domain === undefined || isDnsSubdomain(domain)) &&
    rest.length === 0
  );
}

function validateServiceAccount({ template, field }: PodLayer): Problem[] {
  const name = jsonAt(template, 'spec', 'serviceAccountName');
  return typeof name === 'string' && name !== ''
    ? validateName(name, 'ServiceAccount', `${field}.spec.serviceAccountName`)
    : [];
}

function validateVolumes({ template, field }: PodLayer): Problem[] {
  return objectsAt(template, 'spec', 'volumes').flatMap(({ name }, index) => {
    if (typeof name === 'string' && isDnsLabel(name)) return [];
    return [
      name === undefined || name === ''
        ? invalid(
            `${field}.spec.volumes[${index}].name`,
            'the volume has no name; set one',
          )
        : invalid(
            `${field}.spec.volumes[${name}].name`,
            `${JSON.stringify(
              name,
            )} cannot be the name of a volume; use at most 63 lower case letters, digits and hyphens`,
          ),
    ];
  });
}

function validateContainerLists(
  { template, field }: PodLayer,
  list: string,
  volumes: ReadonlySet<unknown>,
): Problem[] {
  return containersOf(template, list).flatMap(container => {
    const at = `${field}.spec.${list}[${container.name}]`;
    return [
      ...objectsAt(container, 'env').flatMap(({ name = '' }) =>
        validateVariableName(String(name), `${at}.env[${name}].name`),
      ),
      ...objectsAt(container, 'volumeMounts').flatMap(mount =>
        validateVolumeMount(mount, `${at}.volumeMounts`, volumes),
      ),
    ];
  });
}

function validateVolumeMount(
  { name, mountPath }: JsonObject,
  field: string,
  volumes: ReadonlySet<unknown>,
): Problem[] {
  if (!mountPath) {
    return [
      invalid(`${field}[${name}].mountPath`, 'the mount has no path; set one'),
    ];
  }
  return volumes.has(name)
    ? []
    : [
        invalid(
          `${field}[${mountPath}].name`,
          `the pod has no volume "${name ?? ''}"; it has: ${
            [...volumes].join(', ') || 'none'
          }`,
        ),
      ];
}

function validateRestartPolicy(
  pod: unknown,
  layers: readonly PodLayer[],
  isTask: boolean,
): Problem[] {
  const policy = jsonAt(pod, 'spec', 'restartPolicy');
  const allowed = isTask ? ['OnFailure', 'Never'] : ['Always'];
  if (policy === undefined || allowed.some(each => each === policy)) return [];
  const setBy = layers.findLast(
    ({ template }) => jsonAt(template, 'spec', 'restartPolicy') !== undefined,
  );
  return [
    invalid(
      `${setBy?.field}.spec.restartPolicy`,
      `${JSON.stringify(policy)} is not possible here; use ${allowed.join(
        ' or ',
      )}`,
    ),
  ];
}

/** Reports probes that call nothing, for example because only their delays are set. */
function validateProbes(
  pod: unknown,
  list: string,
  layers: readonly PodLayer[],
): Problem[] {
  return containersOf(pod, list).flatMap(container =>
    probes.flatMap(probe => {
      const found = container[probe];
      const { name } = container;
      if (
        !isJsonObject(found) ||
        handlers.some(handler => isJsonObject(found[handler]))
      ) {
        return [];
      }
      const setBy = findContainerLayer(layers, list, String(name), [probe]);
      return [
        invalid(
          `${setBy?.field}.spec.${list}[${name}].${probe}`,
          'the probe calls nothing; set httpGet, tcpSocket, grpc or exec',
        ),
      ];
    }),
  );
}
