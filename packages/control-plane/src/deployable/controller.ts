import {
  deploymentPipelineKind,
  projectKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { ComponentType } from '../component-type/component-type';
import { comesOrGoes, isDeclaredAnew } from '../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../runtime/controller-definition';
import { inNamespace } from '../runtime/indexes';
import { controllerOf } from '../runtime/owner-reference';
import { Read } from '../runtime/read';
import { deployableReconciler } from './reconcile';

/** Keeps the first binding of the components of one type. */
export function deployableController(
  type: ComponentType,
  dependencies: Parameters<typeof deployableReconciler>[1],
): ControllerDefinition {
  const { deployableKind, bindingKind, classKind } = type;
  const ofProject = (namespace: string, name: string, read: Read) =>
    read.byIndex(deployableKind, 'project', inNamespace(namespace, name));
  return {
    name: deployableKind.kind.toLowerCase(),
    kind: deployableKind,
    concurrency: 4,
    watches: [
      watching(deployableKind),
      watching(
        bindingKind,
        binding => {
          const controller = controllerOf(binding);
          return controller?.kind === deployableKind.kind
            ? [
                {
                  namespace: binding.metadata.namespace,
                  name: controller.name,
                },
              ]
            : [];
        },
        isDeclaredAnew,
      ),
      watching(
        workloadKind,
        ({ metadata: { namespace = '', name } }, read) =>
          read.byIndex(
            deployableKind,
            'workload',
            inNamespace(namespace, name),
          ),
        isDeclaredAnew,
      ),
      watching(
        classKind,
        ({ metadata: { namespace = '', name } }, read) =>
          read.byIndex(deployableKind, 'class', inNamespace(namespace, name)),
        comesOrGoes,
      ),
      watching(
        projectKind,
        ({ metadata: { namespace = '', name } }, read) =>
          ofProject(namespace, name, read),
        isDeclaredAnew,
      ),
      watching(
        deploymentPipelineKind,
        ({ metadata: { namespace = '', name } }, read) =>
          read
            .byIndex(projectKind, 'pipeline', inNamespace(namespace, name))
            .flatMap(project =>
              ofProject(namespace, project.metadata.name, read),
            ),
        isDeclaredAnew,
      ),
    ],
    reconcile: deployableReconciler(type, dependencies),
  };
}
