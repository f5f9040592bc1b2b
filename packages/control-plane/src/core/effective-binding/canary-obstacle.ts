import type { DeployableContent } from '../artifact/artifact';
import type { Binding } from '../binding/binding';
import type { BindingType } from '../component-type/binding-types';
import { resolveExposures } from './apis/exposure';
import { isPublic, webEndpoints } from './apis/web-endpoints';
import { resolveSpec } from './effective-spec';
import { renderTarget } from './target';

/** The backend of a route that a gateway can divide between two releases. */
interface DividedBackend {
  /** API or endpoint, for messages. */
  readonly name: string;
  readonly port: number;
  readonly basePath: string;
}

/**
 * Returns why a release cannot run as the canary of a binding, as a sentence for people; undefined if it can. Only HTTP
 * and gRPC routes divide requests, and both releases serve the routes of the first one.
 *
 * @param binding - the binding in the target environment, whose release keeps running
 * @param content - the release to run beside it
 */
export function canaryObstacle(
  { kindOfBinding }: BindingType,
  binding: Binding,
  content: DeployableContent,
): string | undefined {
  const { owner, environment, releaseState } = binding.spec;
  const component = `"${owner.componentName}"`;
  if (kindOfBinding === 'ScheduledTaskBinding') {
    return `${component} is a scheduled task, which receives no requests that two releases could share. Use the strategy Direct.`;
  }
  if (kindOfBinding === 'ComponentBinding') {
    return `${component} has a component type, whose templates name its objects, so that those of two releases would have the same names. Use the strategy Direct.`;
  }
  if (content.kindOfBinding !== kindOfBinding) {
    return `The release is for a ${content.kindOfBinding} and not for a ${kindOfBinding}, so that it cannot run beside what ${component} runs in ${environment}. Use the strategy Direct.`;
  }
  if (releaseState !== 'Active') {
    return `${component} is ${
      releaseState === 'Suspend' ? 'suspended' : 'undeployed'
    } in ${environment}, so that no release runs that another could run beside. Resume it, or use the strategy Direct.`;
  }
  const released = {
    ...binding,
    spec: {
      ...binding.spec,
      workloadSpec: content.workload,
      apis: content.apis,
    },
  };
  const divided = dividedBackends(kindOfBinding, binding);
  const offered = dividedBackends(kindOfBinding, released);
  if (divided.length === 0) {
    return `${component} has no HTTP or gRPC route to its pods in ${environment}, so that a gateway cannot divide its requests between two releases. Use the strategy Direct.`;
  }
  const changed = divided.find(
    backend =>
      !offered.some(
        ({ name, port, basePath }) =>
          name === backend.name &&
          port === backend.port &&
          basePath === backend.basePath,
      ),
  );
  return (
    changed &&
    `The release does not serve "${changed.name}" at port ${changed.port}${
      changed.basePath && ` and base path ${changed.basePath}`
    } as what ${component} runs in ${environment}, so that one route cannot lead to both. Use the strategy Direct.`
  );
}

/** The backends of the HTTP and gRPC routes to the pods of a binding. Those of URLs are not among them. */
function dividedBackends(
  kindOfBinding: BindingType['kindOfBinding'],
  binding: Binding,
): DividedBackend[] {
  const { spec, apis } = resolveSpec(binding.spec);
  if (kindOfBinding === 'WebApplicationBinding') {
    return webEndpoints(spec.workloadSpec)
      .filter(([, { visibility }]) => isPublic(visibility))
      .slice(0, 1)
      .map(([name, { port }]) => ({ name, port, basePath: '' }));
  }
  return resolveExposures(renderTarget(binding), apis)
    .exposures.filter(
      ({ protocol, backend }) =>
        (protocol === 'HTTP' || protocol === 'gRPC') && !backend.external,
    )
    .map(({ api, backend: { port, basePath } }) => ({
      name: api,
      port,
      basePath,
    }));
}
