import { componentTypes } from '../component-type/component-types';
import { Consumer, targetComponent } from './connections/peer';
import { renderTarget } from './target';
import { compareText, sortedEntries } from '../../runtime/sorted';
import { indexes, componentIndexValue } from '../lookups/indexes';
import { Read } from '../../runtime/read';
import { Binding } from '../binding/binding';

/** The connections of other components that lead to a component, in its environment, by consumer and name. */
export function consumersOf(
  read: Read,
  { metadata: { namespace = '' }, spec: { owner, environment } }: Binding,
): Consumer[] {
  return componentTypes
    .flatMap(({ bindingKind }) =>
      read.byIndex(
        bindingKind,
        indexes.connectedComponent,
        componentIndexValue(namespace, owner),
      ),
    )
    .filter(
      ({ metadata, spec }) =>
        spec.environment === environment &&
        spec.releaseState !== 'Undeploy' &&
        !metadata.deletionTimestamp,
    )
    .sort((a, b) => compareText(a.metadata.name, b.metadata.name))
    .flatMap(binding =>
      sortedEntries(binding.spec.workloadSpec.connections)
        .filter(([, connection]) => {
          const { projectName } = binding.spec.owner;
          const wanted = targetComponent(connection, projectName);
          return (
            wanted?.project === owner.projectName &&
            wanted.component === owner.componentName
          );
        })
        .map(([name, connection]) => ({
          target: renderTarget(binding),
          name,
          connection,
        })),
    );
}
