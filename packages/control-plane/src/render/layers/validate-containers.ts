import { isDnsLabel, isImageReference } from '@promenade/openchoreo-model';
import { invalid, warning, type Problem } from '../../core/problem';
import {
  isJsonObject,
  jsonAt,
  jsonListAt,
  type JsonObject,
} from '../../runtime/json';
import { isPort } from '../workload/ports';
import {
  containerLists,
  containersOf,
  findContainerLayer,
  podLayers,
  renderedPod,
  type PodLayer,
  type PodLayersInput,
} from './pod-layers';

/** Input of {@link validateContainers}. */
export interface ContainersInput extends PodLayersInput {
  /** The containers of the workload, whose image replaces that of the class. */
  readonly containers: readonly JsonObject[];
}

/** Fields of a container that call one of its ports. */
const handlers = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
].flatMap(path => [
  [...path, 'httpGet', 'port'],
  [...path, 'tcpSocket', 'port'],
]);

/**
 * Validates the containers that the template of the class and the parameters add or change: their names, their images,
 * and the named ports that their probes call.
 */
export function validateContainers(input: ContainersInput): Problem[] {
  const { containers } = input;
  const layers = podLayers(input);
  const pod = renderedPod(input);
  const ofWorkload = new Set(containers.map(({ name }) => name));
  const none =
    containers.length === 0 && containersOf(pod, 'containers').length === 0
      ? [
          invalid(
            'spec.workloadSpec.containers',
            'the workload has no container; add one',
          ),
        ]
      : [];
  return containerLists.flatMap(list => [
    ...(list === 'containers' ? none : []),
    ...layers.flatMap(layer => validateNames(layer, list)),
    ...namedContainers(pod, list).flatMap(container => {
      const isOfWorkload =
        list === 'containers' && ofWorkload.has(container.name);
      return [
        ...validateImage(container, list, isOfWorkload, layers),
        ...validatePorts(container, list, layers),
        ...validateHandlers(container, list, layers),
      ];
    }),
  ]);
}

type NamedContainer = JsonObject & { readonly name: string };

function namedContainers(pod: unknown, list: string): NamedContainer[] {
  return containersOf(pod, list).flatMap(container =>
    typeof container.name === 'string'
      ? { ...container, name: container.name }
      : [],
  );
}

function validateNames({ template, field }: PodLayer, list: string): Problem[] {
  return containersOf(template, list).flatMap(({ name }, index) => {
    if (typeof name === 'string' && isDnsLabel(name)) return [];
    return [
      name === undefined || name === ''
        ? invalid(
            `${field}.spec.${list}[${index}].name`,
            'the container has no name; set one',
          )
        : invalid(
            `${field}.spec.${list}[${name}].name`,
            `${JSON.stringify(
              name,
            )} cannot be the name of a container; use at most 63 lower case letters, digits and hyphens`,
          ),
    ];
  });
}

/** Validates the image of a rendered container. That of the workload is validated with the workload. */
function validateImage(
  { name, image }: NamedContainer,
  list: string,
  isOfWorkload: boolean,
  layers: readonly PodLayer[],
): Problem[] {
  const setBy = findContainerLayer(layers, list, name, ['image']);
  if (isOfWorkload && setBy?.field !== layers.at(-1)?.field) return [];
  if (typeof image === 'string' && isImageReference(image)) return [];
  const { field } =
    setBy ?? findContainerLayer(layers, list, name, ['name']) ?? layers[0];
  return [
    invalid(
      `${field}.spec.${list}[${name}].image`,
      image === undefined || image === ''
        ? 'the container has no image; set one'
        : `${JSON.stringify(
            image,
          )} is not an image reference; write it like registry.example.com/team/app:1.0`,
    ),
  ];
}

/** Names of ports that Kubernetes accepts. */
const portName = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;

/** Validates the ports that class and parameters add to a container: numbers, and names that no other port has. */
function validatePorts(
  container: NamedContainer,
  list: string,
  layers: readonly PodLayer[],
): Problem[] {
  const ports = jsonListAt(container, 'ports').filter(isJsonObject);
  return layers.flatMap(({ template, field }) =>
    containersOf(template, list)
      .filter(({ name }) => name === container.name)
      .flatMap(declared => jsonListAt(declared, 'ports').filter(isJsonObject))
      .flatMap(({ containerPort: number, protocol = 'TCP', name }) => {
        const at = `${field}.spec.${list}[${container.name}].ports[${number}]`;
        if (!isPort(number)) {
          return [
            invalid(
              `${at}.containerPort`,
              `${JSON.stringify(
                number,
              )} is not a port; use a number from 1 to 65535`,
            ),
          ];
        }
        if (name === undefined || name === '') return [];
        if (typeof name !== 'string' || !portName.test(name)) {
          return [
            invalid(
              `${at}.name`,
              `${JSON.stringify(
                name,
              )} cannot be the name of a port; use at most 15 lower case letters, digits and hyphens`,
            ),
          ];
        }
        const other = ports.find(
          port =>
            port.name === name &&
            (port.containerPort !== number ||
              (port.protocol ?? 'TCP') !== protocol),
        );
        return other
          ? [
              invalid(
                `${at}.name`,
                `the name "${name}" is already taken by port ${other.containerPort}; use another name`,
              ),
            ]
          : [];
      }),
  );
}

/** Reports the probes and lifecycle handlers of a rendered container that call a named port that it does not have. */
function validateHandlers(
  container: NamedContainer,
  list: string,
  layers: readonly PodLayer[],
): Problem[] {
  const { name } = container;
  return handlers.flatMap(path => {
    const port = jsonAt(container, ...path);
    const setBy = findContainerLayer(layers, list, name, path);
    return typeof port === 'string' && setBy
      ? validateNamedPort(
          port,
          `${setBy.field}.spec.${list}[${name}].${path.join('.')}`,
          [container],
        )
      : [];
  });
}

/** Validates that a named port is one of the ports of the containers that receive the traffic. */
export function validateNamedPort(
  port: string,
  field: string,
  containers: readonly unknown[],
): Problem[] {
  if (/^\d+$/.test(port)) {
    return [
      invalid(
        field,
        `"${port}" is not the name of a port; write it as a number`,
      ),
    ];
  }
  const ports = containers.flatMap(each => jsonListAt(each, 'ports'));
  const names = ports.flatMap(each => {
    const name = jsonAt(each, 'name');
    return typeof name === 'string'
      ? `${name} (${jsonAt(each, 'containerPort')})`
      : [];
  });
  return ports.some(each => jsonAt(each, 'name') === port)
    ? []
    : [
        warning(
          field,
          `no port is named "${port}", because the ports of endpoints have names of their own; use the number of the port, or one of the names: ${
            names.join(', ') || 'none'
          }`,
        ),
      ];
}
