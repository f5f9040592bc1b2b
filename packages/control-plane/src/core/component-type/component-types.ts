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
import { resolveApis } from '../effective-binding/apis/visible-apis';
import { effectiveSpecOf } from '../effective-binding/effective-spec';
import { renderScheduledTask } from '../../render/render-scheduled-task';
import { renderService } from '../../render/render-service';
import { renderWebApplication } from '../../render/render-web-application';
import { Read } from '../../runtime/read';
import { ComponentType } from './component-type';
import { defineComponentType } from './define-component-type';

const service = defineComponentType({
  resourceKind: serviceKind,
  bindingKind: serviceBindingKind,
  classKind: serviceClassKind,
  kindOfBinding: 'ServiceBinding',
  render: (binding, serviceClass, surroundings, read) =>
    renderService({
      binding,
      serviceClass,
      apiClasses: apiClassesOf(binding, read),
      ...surroundings,
    }),
});

const webApplication = defineComponentType({
  resourceKind: webApplicationKind,
  bindingKind: webApplicationBindingKind,
  classKind: webApplicationClassKind,
  kindOfBinding: 'WebApplicationBinding',
  render: (binding, webApplicationClass, surroundings) =>
    renderWebApplication({ binding, webApplicationClass, ...surroundings }),
});

const scheduledTask = defineComponentType({
  resourceKind: scheduledTaskKind,
  bindingKind: scheduledTaskBindingKind,
  classKind: scheduledTaskClassKind,
  kindOfBinding: 'ScheduledTaskBinding',
  render: (binding, scheduledTaskClass, surroundings) =>
    renderScheduledTask({ binding, scheduledTaskClass, ...surroundings }),
});

/** Every type of component that is deployed. What loops over types loops over this. */
export const componentTypes: readonly ComponentType[] = [
  service,
  webApplication,
  scheduledTask,
];

function apiClassesOf(
  { metadata, spec: released }: ServiceBinding,
  read: Read,
): Record<string, APIClass> {
  const { spec } = effectiveSpecOf(released);
  const found: Record<string, APIClass> = {};
  for (const { className } of Object.values(
    resolveApis(spec.workloadSpec, spec.apis),
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
