import type {
  RestApiBinding,
  RestApiComponent,
  RestApiComponentSpecs,
} from '@promenade/backstage-plugin-openchoreo-node';

/**
 * A component in a response. OpenChoreo v0.3.2 always reports its status as `Creating`; here it is that of the resource.
 *
 * @param include - `type` adds the spec of the resource that deploys it, `workload` that of its Workload
 */
export function componentData(
  component: RestApiComponent,
  { workload, ...ofTypes }: RestApiComponentSpecs,
  include: readonly string[],
) {
  return {
    ...component,
    ...(include.includes('type') && ofTypes),
    ...(include.includes('workload') && { workload }),
  };
}

/** The field with the details of a binding, by the type of the component. */
const detailFields: Readonly<Record<string, string>> = {
  Service: 'serviceBinding',
  WebApplication: 'webApplicationBinding',
  ScheduledTask: 'scheduledTaskBinding',
  Component: 'componentBinding',
};

/** A binding in a response. */
export function bindingData({
  endpoints,
  image,
  releaseState,
  resourceVersion: _,
  ...binding
}: RestApiBinding) {
  const isTask = binding.type === 'ScheduledTask';
  return {
    ...binding,
    [detailFields[binding.type]]: {
      ...(!isTask && { endpoints }),
      image,
      releaseState,
    },
  };
}
