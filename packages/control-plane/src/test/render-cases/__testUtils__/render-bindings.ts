import {
  apiClassSchema,
  scheduledTaskBindingSchema,
  scheduledTaskClassSchema,
  serviceBindingSchema,
  serviceClassSchema,
  webApplicationBindingSchema,
  webApplicationClassSchema,
  type ServiceBinding,
} from '@promenade/openchoreo-model';
import type { z } from 'zod';
import { jsonAt, type JsonObject } from '../../../runtime/json';
import { findPeerAmongBindings } from '../../__testUtils__/rendering/peers';
import { resolveHosts } from '../../../core/effective-binding/hosts';
import { renderScheduledTask } from '../../../render/bindings/render-scheduled-task';
import { renderService } from '../../../render/bindings/render-service';
import { renderWebApplication } from '../../../render/bindings/render-web-application';
import { resolveBinding } from '../../../core/effective-binding/effective-binding';
import { testLookups } from '../../__testUtils__/rendering/test-lookups';
import { type RenderResult } from '../../../core/render-result';

/** A binding of a case and its rendering. */
export interface RenderedBinding {
  readonly name: string;
  readonly kind: string;
  readonly result: RenderResult;
}

/**
 * Renders every binding among the documents of a case, without a cluster.
 * A binding without a class, or undeployed, is not rendered.
 */
export function renderBindings(
  documents: readonly JsonObject[],
): RenderedBinding[] {
  const all = <T>(kind: string, schema: z.ZodType<T>): T[] =>
    documents
      .filter(document => document.kind === kind)
      .map(document => schema.parse(declared(document)));

  const serviceClasses = byName(all('ServiceClass', serviceClassSchema));
  const webClasses = byName(
    all('WebApplicationClass', webApplicationClassSchema),
  );
  const taskClasses = byName(
    all('ScheduledTaskClass', scheduledTaskClassSchema),
  );
  const apiClasses = byName(all('APIClass', apiClassSchema));
  const services = all('ServiceBinding', serviceBindingSchema);

  const rendered = [
    ...services.map(binding => {
      const { className, environment, apis = {} } = binding.spec;
      const serviceClass = serviceClasses[className];
      const classesThere = Object.values(apis).every(
        api => apiClasses[api.className],
      );
      return done(
        binding,
        serviceClass &&
          classesThere &&
          renderService(
            resolveBinding(
              binding,
              serviceClass,
              testLookups({
                findApiClass: name => apiClasses[name],
                ...environmentLookups(services, environment),
              }),
            ),
          ),
      );
    }),
    ...all('WebApplicationBinding', webApplicationBindingSchema).map(
      binding => {
        const { className, environment } = binding.spec;
        const webApplicationClass = webClasses[className];
        return done(
          binding,
          webApplicationClass &&
            renderWebApplication(
              resolveBinding(
                binding,
                webApplicationClass,
                testLookups(environmentLookups(services, environment)),
              ),
            ),
        );
      },
    ),
    ...all('ScheduledTaskBinding', scheduledTaskBindingSchema).map(binding => {
      const scheduledTaskClass = taskClasses[binding.spec.className];
      return done(
        binding,
        scheduledTaskClass &&
          renderScheduledTask(
            resolveBinding(
              binding,
              scheduledTaskClass,
              testLookups(
                environmentLookups(services, binding.spec.environment),
              ),
            ),
          ),
      );
    }),
  ];
  return rendered.flatMap(one => one ?? []);
}

/** An object without status and owner references, because the cases leave out their required uids and times. */
function declared({ apiVersion, kind, metadata, spec }: JsonObject) {
  return {
    apiVersion,
    kind,
    metadata: {
      name: jsonAt(metadata, 'name'),
      namespace: jsonAt(metadata, 'namespace'),
    },
    spec,
  };
}

function environmentLookups(
  services: readonly ServiceBinding[],
  environment: string,
) {
  const hosts = resolveHosts(environment);
  const inEnvironment = services.filter(
    ({ spec }) => spec.environment === environment,
  );
  return { hosts, findPeer: findPeerAmongBindings(inEnvironment, hosts) };
}

function done(
  binding: {
    kind: string;
    metadata: { name: string };
    spec: { releaseState: string };
  },
  result: RenderResult | false | undefined,
): RenderedBinding | undefined {
  return result && binding.spec.releaseState !== 'Undeploy'
    ? { name: binding.metadata.name, kind: binding.kind, result }
    : undefined;
}

function byName<T extends object>(
  objects: readonly T[],
): { [name: string]: T | undefined } & { [name: string]: T } {
  return Object.fromEntries(
    objects.map(object => [String(jsonAt(object, 'metadata', 'name')), object]),
  );
}
