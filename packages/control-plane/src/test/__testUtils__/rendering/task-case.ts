import {
  scheduledTaskBindingSchema,
  scheduledTaskClassSchema,
} from '@promenade/openchoreo-model';
import type { ConnectionContext } from '../../../core/effective-binding/connections/connection-context';
import { resolveBinding } from '../../../core/effective-binding/effective-binding';
import type { RenderResult } from '../../../core/render-result';
import { renderScheduledTask } from '../../../render/bindings/render-scheduled-task';
import { testLookups } from './test-lookups';

const apiVersion = 'openchoreo.dev/v1alpha1';

/** A ScheduledTask component as a test declares it; the rest are defaults. */
export interface TaskCase {
  name?: string;
  /** `spec` of the ScheduledTaskClass. */
  taskClass?: object;
  /** Fields of `spec` of the binding. */
  binding?: object;
  context?: Partial<ConnectionContext>;
  configuration?: ConnectionContext['configuration'];
}

/** Renders the ScheduledTaskBinding of component `report` (or as named) of project `shop` in `development`. */
export function renderTaskCase({
  name = 'report',
  taskClass = { cronJobTemplate: { schedule: '0 3 * * *' } },
  binding,
  context,
  configuration,
}: TaskCase): RenderResult {
  return renderScheduledTask(
    resolveBinding(
      scheduledTaskBindingSchema.parse({
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
      scheduledTaskClassSchema.parse({
        apiVersion,
        kind: 'ScheduledTaskClass',
        metadata: { name: 'default', namespace: 'acme' },
        spec: taskClass,
      }),
      testLookups({ configuration, ...context }),
    ),
  );
}
