import type {
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { Component } from '@promenade/openchoreo-model';

type BuildInput = NonNullable<
  OperationInput<typeof verbs.createComponent>['build']
>;
type ComponentBuild = NonNullable<Component['spec']['build']>;

/** `spec.build` of a Component. */
export function componentBuild({
  repository: url,
  branch = 'main',
  path: appPath = '.',
  template: name,
  parameters,
  secret,
}: BuildInput): ComponentBuild {
  return {
    repository: {
      url,
      revision: { branch },
      appPath,
      ...(secret && { authSecretRef: secret }),
    },
    templateRef: { name, ...(parameters?.length && { parameters }) },
  };
}
