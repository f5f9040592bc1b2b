import {
  scheduledTaskBindingSchema,
  scheduledTaskClassSchema,
} from '@promenade/openchoreo-model';
import type { ConnectionContext } from '../../../core/effective-binding/connections/connection-context';
import type { RenderResult } from '../../../core/render-result';
import { renderScheduledTask } from '../../../render/bindings/render-scheduled-task';

const apiVersion = 'openchoreo.dev/v1alpha1';

/** What a test says of a ScheduledTask component; all else is usual. */
export interface TaskCase {
  name?: string;
  /** `spec` of the ScheduledTaskClass. */
  taskClass?: object;
  /** Fields of `spec` of the binding. */
  binding?: object;
  surroundings?: Partial<ConnectionContext>;
  configuration?: ConnectionContext['configuration'];
}

/** Renders the ScheduledTaskBinding of component `report` (or as named) of project `shop` in `development`. */
export function renderTaskCase({
  name = 'report',
  taskClass = { cronJobTemplate: { schedule: '0 3 * * *' } },
  binding,
  surroundings,
  configuration,
}: TaskCase): RenderResult {
  return renderScheduledTask({
    binding: scheduledTaskBindingSchema.parse({
      apiVersion,
      kind: 'ScheduledTaskBinding',
      metadata: { name, namespace: 'acme' },
      spec: {
        owner: { projectName: 'shop', componentName: name },
        environment: 'development',
        workloadSpec: {
          containers: { main: { image: 'registry.test/app:1' } },
        },
        ...binding,
      },
    }),
    scheduledTaskClass: scheduledTaskClassSchema.parse({
      apiVersion,
      kind: 'ScheduledTaskClass',
      metadata: { name: 'default', namespace: 'acme' },
      spec: taskClass,
    }),
    findPeer: () => undefined,
    configuration,
    ...surroundings,
  });
}
