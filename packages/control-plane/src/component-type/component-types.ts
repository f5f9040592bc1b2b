import {
  APIClass,
  apiClassKind,
  scheduledTaskBindingKind,
  scheduledTaskClassKind,
  scheduledTaskKind,
  serviceBindingKind,
  serviceClassKind,
  serviceKind,
  ServiceBinding,
  webApplicationBindingKind,
  webApplicationClassKind,
  webApplicationKind,
} from '@promenade/openchoreo-model';
import {
  apisOf,
  inEnvironment,
  renderScheduledTask,
  renderService,
  renderWebApplication,
} from '../rendering';
import { Read } from '../runtime/read';
import { ComponentType } from './component-type';

const service: ComponentType = {
  name: 'Service',
  deployableKind: serviceKind,
  bindingKind: serviceBindingKind,
  classKind: serviceClassKind,
  kindOfBinding: 'ServiceBinding',
  classNotFound: 'ServiceClassNotFound',
  render(key, read, surroundings) {
    const binding = read.get(serviceBindingKind, key);
    const serviceClass =
      binding && read.get(serviceClassKind, classKey(binding));
    return (
      serviceClass &&
      renderService({
        binding,
        serviceClass,
        apiClasses: apiClassesOf(binding, read),
        ...surroundings,
      })
    );
  },
};

const webApplication: ComponentType = {
  name: 'WebApplication',
  deployableKind: webApplicationKind,
  bindingKind: webApplicationBindingKind,
  classKind: webApplicationClassKind,
  kindOfBinding: 'WebApplicationBinding',
  classNotFound: 'WebApplicationClassNotFound',
  render(key, read, surroundings) {
    const binding = read.get(webApplicationBindingKind, key);
    const webApplicationClass =
      binding && read.get(webApplicationClassKind, classKey(binding));
    return (
      webApplicationClass &&
      renderWebApplication({ binding, webApplicationClass, ...surroundings })
    );
  },
};

const scheduledTask: ComponentType = {
  name: 'ScheduledTask',
  deployableKind: scheduledTaskKind,
  bindingKind: scheduledTaskBindingKind,
  classKind: scheduledTaskClassKind,
  kindOfBinding: 'ScheduledTaskBinding',
  classNotFound: 'ScheduledTaskClassNotFound',
  render(key, read, { configuration }) {
    const binding = read.get(scheduledTaskBindingKind, key);
    const scheduledTaskClass =
      binding && read.get(scheduledTaskClassKind, classKey(binding));
    return (
      scheduledTaskClass &&
      renderScheduledTask({ binding, scheduledTaskClass, configuration })
    );
  },
};

/** Every type of component that is deployed. What loops over types loops over this. */
export const componentTypes: readonly ComponentType[] = [
  service,
  webApplication,
  scheduledTask,
];

function classKey({
  metadata,
  spec,
}: {
  metadata: { namespace?: string };
  spec: { className: string };
}) {
  return { namespace: metadata.namespace, name: spec.className };
}

function apiClassesOf(
  { metadata, spec: released }: ServiceBinding,
  read: Read,
): Record<string, APIClass> {
  const { spec } = inEnvironment(released);
  const found: Record<string, APIClass> = {};
  for (const { className } of Object.values(
    apisOf(spec.workloadSpec, spec.apis),
  )) {
    const apiClass = read.get(apiClassKind, {
      namespace: metadata.namespace,
      name: className,
    });
    if (apiClass) {
      found[className] = apiClass;
    }
  }
  return found;
}
