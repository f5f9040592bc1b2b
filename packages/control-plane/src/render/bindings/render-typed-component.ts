import { annotations } from '@promenade/openchoreo-model';
import { mainContainerName } from '../../core/effective-binding/container-names';
import { routeKeys } from '../../core/effective-binding/apis/route-keys';
import type { EffectiveTypedBinding } from '../../core/effective-binding/effective-binding';
import { resourceId } from '../../core/effective-binding/target';
import {
  canonicalResource,
  type Manifest,
  type ReleaseResource,
} from '../../core/manifest';
import {
  addImagePullSecrets,
  changePodMetadata,
} from '../../core/pod-template';
import { invalid, warning, type Problem } from '../../core/problem';
import type { RenderResult } from '../../core/render-result';
import { isJsonObject, jsonAt, type JsonObject } from '../../runtime/json';
import { compareText, sortedEntries } from '../../runtime/sort';
import { renderComponentType } from '../component-type/render-component-type';
import {
  describeObject,
  type RenderedResource,
} from '../component-type/rendered-resource';
import { renderConnections } from '../connections/render-connections';
import { restartedAtAnnotation } from './replicated-component';
import { typedConfiguration } from './typed-configuration';
import { findService, typedEndpoints } from './typed-endpoints';
import { environmentConfigsOf, typedVariables } from './typed-variables';

/** Renders a ComponentBinding: the objects of its component type and traits, and those that its connections need. */
export function renderTypedComponent(
  effective: EffectiveTypedBinding,
): RenderResult {
  const { binding, class: definitions, target } = effective;
  const main = mainContainerName(binding.spec.workloadSpec) ?? '';
  const connections = renderConnections(effective, main);
  const configuration = typedConfiguration(
    effective,
    main,
    connections.variables,
  );
  const environment = environmentConfigsOf(effective);
  const rendered = renderComponentType({
    ...definitions,
    environmentConfigs: environment.values,
    traitEnvironmentConfigs: binding.spec.traitEnvironmentConfigs,
    variables: typedVariables(effective, configuration),
    labels: target.labels,
  });
  const { resources, problems } = finishObjects(effective, rendered.resources);
  const secrets = [
    ...configuration.secretNames,
    ...resources.flatMap(({ object }) => secretOf(object)),
  ];
  const all = [
    ...resources.map(({ id, object }) => ({
      id,
      object: restartWith(object, secrets),
    })),
    ...connections.resources,
  ].map(canonicalResource);
  return {
    resources: all,
    endpoints: typedEndpoints(effective, all),
    problems: [
      ...effective.problems,
      ...connections.problems,
      ...configuration.problems,
      ...environment.problems,
      ...rendered.problems,
      ...problems,
    ],
  };
}

/** The binding with the name of the Service that its type rendered, so that network policies know which routes lead to its pods. */
export function withRenderedService(
  effective: EffectiveTypedBinding,
  resources: readonly ReleaseResource[],
): EffectiveTypedBinding {
  const { endpoints } = effective.binding.spec.workloadSpec;
  const [service] = sortedEntries(endpoints).flatMap(
    ([, { port }]) => findService(resources, port) ?? [],
  );
  return service
    ? {
        ...effective,
        target: { ...effective.target, serviceName: service.metadata.name },
      }
    : effective;
}

/** Turns the objects of a type into resources of a Release. */
function finishObjects(
  effective: EffectiveTypedBinding,
  rendered: readonly RenderedResource[],
): { resources: ReleaseResource[]; problems: Problem[] } {
  const { target, findRouteOwner, class: definitions } = effective;
  const { kind, name } = definitions.componentType;
  const field = `${kind} ${name} spec.resources`;
  const resources: ReleaseResource[] = [];
  const problems: Problem[] = [];
  for (const { id, targetPlane, object } of rendered) {
    const label = describeObject(object);
    if (targetPlane !== 'dataplane') {
      problems.push(
        warning(
          field,
          `${label} is for an observability plane, and there is none, so that it is left out`,
        ),
      );
      continue;
    }
    const manifest = toManifest(object, target.namespace);
    if (manifest.metadata.namespace !== target.namespace) {
      problems.push(
        invalid(
          field,
          `${label} is in the namespace "${manifest.metadata.namespace}", and components have objects in their cell only; use \${metadata.namespace}`,
        ),
      );
    }
    const owner = routeKeys(manifest).flatMap(
      key => findRouteOwner(key) ?? [],
    )[0];
    if (owner !== undefined) {
      problems.push(
        invalid(
          field,
          `the host and path of ${label} are already taken by ${owner}; use others`,
        ),
      );
    }
    resources.push({
      // Other resources of the Release have no such id.
      id: resourceId(target, `type-${id}`),
      object: applyState(manifest, effective),
    });
  }
  return { resources, problems };
}

function toManifest(object: JsonObject, namespace: string): Manifest {
  const { apiVersion, kind, metadata, spec, ...others } = object;
  const given = isJsonObject(metadata) ? metadata : {};
  const labels = isJsonObject(given.labels) ? given.labels : {};
  return {
    ...others,
    apiVersion: String(apiVersion),
    kind: String(kind),
    metadata: {
      ...given,
      name: String(given.name),
      namespace:
        typeof given.namespace === 'string' ? given.namespace : namespace,
      labels: Object.fromEntries(
        Object.entries(labels).map(([key, value]) => [key, String(value)]),
      ),
    },
    ...(isJsonObject(spec) && { spec }),
  };
}

/** The name of the Secret that an ExternalSecret creates. */
function secretOf({ apiVersion, kind, spec, metadata }: Manifest): string[] {
  if (
    kind !== 'ExternalSecret' ||
    !/^external-secrets\.io\//.test(apiVersion)
  ) {
    return [];
  }
  return [String(jsonAt(spec, 'target', 'name') ?? metadata.name)];
}

/** Replaces the pods when one of the Secrets changes. */
function restartWith(object: Manifest, secrets: readonly string[]): Manifest {
  return secrets.length && isLongRunning(object)
    ? changePodMetadata(object, 'annotations', own => ({
        ...own,
        [annotations.restartWithSecrets]: [...new Set(secrets)]
          .sort(compareText)
          .join(','),
      }))
    : object;
}

function isLongRunning({ kind }: Manifest): boolean {
  return kind === 'Deployment' || kind === 'StatefulSet';
}

/** Sets what belongs to the binding and not to its type: labels by which pods are found, pull Secrets, suspension and restart. */
function applyState(
  manifest: Manifest,
  { binding, target }: EffectiveTypedBinding,
): Manifest {
  const { releaseState, restartedAt, workloadSpec } = binding.spec;
  const labelled = changePodMetadata(
    addImagePullSecrets(
      manifest,
      (workloadSpec.imagePullSecrets ?? []).map(({ name }) => name),
    ),
    'labels',
    labels => ({ ...labels, ...target.labels }),
  );
  const restarted =
    restartedAt && isLongRunning(manifest)
      ? changePodMetadata(labelled, 'annotations', own => ({
          ...own,
          [restartedAtAnnotation]: restartedAt,
        }))
      : labelled;
  if (releaseState !== 'Suspend') return restarted;
  const suspended = isLongRunning(manifest)
    ? { replicas: 0 }
    : (manifest.kind === 'CronJob' || manifest.kind === 'Job') && {
        suspend: true,
      };
  return suspended
    ? { ...restarted, spec: { ...restarted.spec, ...suspended } }
    : restarted;
}
