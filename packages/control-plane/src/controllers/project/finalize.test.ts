import { systemClock } from '@promenade/kube-client';
import {
  apiBindingKind,
  finalizers,
  projectKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aProject,
  ofComponent,
  reconcileUntilStable,
  testOrganization,
  testProject,
  withSpec,
} from '../../test/__testUtils__';
import { buildDraft } from '../../test/__testUtils__/modifiers';
import {
  aBinding,
  aDataPlaneWith,
  aProjectWithCell,
  createCellCluster,
} from '../../test/__testUtils__/cells/cell-cluster';
import { cellReconciler } from './cell-reconcile';
import { controllerReference } from '../../runtime/owner-reference';
import { projectReconciler } from './reconcile';

const key = { namespace: testOrganization, name: testProject };

const reconcile = (cluster: InMemoryCluster) =>
  reconcileUntilStable(
    cluster,
    [projectKind, cellReconciler()],
    [
      projectKind,
      projectReconciler({
        clock: systemClock,
        cells: { remove: async () => [] },
      }),
    ],
  );

/** Deletes the project, as kubectl does. */
async function deleteProject(cluster: InMemoryCluster): Promise<void> {
  const project = cluster.get(projectKind, key);
  expect(project?.metadata.finalizers).toEqual([finalizers.project]);
  if (project) {
    cluster.delete(project);
  }
  await reconcile(cluster);
}

describe('a project that is being deleted', () => {
  it('deletes the baselines of its cells', async () => {
    const cluster = createCellCluster(
      aProjectWithCell({ isolation: 'Enforced' }),
      aDataPlaneWith('cilium'),
      aBinding('greeter'),
    );
    await reconcile(cluster);
    // Nothing is there yet that would have to be cleaned off the data plane.
    const [baseline] = cluster.list(releaseKind);
    const { metadata } = baseline;
    cluster.apply({ ...baseline, metadata: { ...metadata, finalizers: [] } });
    await deleteProject(cluster);
    expect(cluster.list(releaseKind)).toEqual([]);
    expect(cluster.get(projectKind, key)).toBeUndefined();
  });

  it('deletes the baselines of its cells after its components', async () => {
    const cluster = createCellCluster(
      aProjectWithCell({ isolation: 'Enforced' }),
      aDataPlaneWith('cilium'),
      aBinding('greeter'),
    );
    const held = releaseKind.schema.parse(
      buildDraft(releaseKind.apiVersion, 'Release', 'by-hand', [
        ofComponent('greeter'),
        withSpec({ environmentName: 'development' }),
      ]),
    );
    cluster.apply({
      ...held,
      metadata: { ...held.metadata, finalizers: ['test/held'] },
    });
    await reconcile(cluster);
    await deleteProject(cluster);
    const isBeingDeleted = () =>
      Object.fromEntries(
        cluster
          .list(releaseKind)
          .map(({ metadata, spec }) => [
            spec.owner.componentName,
            metadata.deletionTimestamp !== undefined,
          ]),
      );
    expect(isBeingDeleted()).toEqual({ greeter: true, '*': false });

    cluster.apply({ ...held, metadata: { ...held.metadata, finalizers: [] } });
    cluster.delete(held);
    await reconcile(cluster);
    expect(isBeingDeleted()).toEqual({ '*': true });
  });

  it('deletes the data plane objects of its APIBindings', async () => {
    const binding = apiBindingKind.schema.parse(
      buildDraft(apiBindingKind.apiVersion, 'APIBinding', 'books', [
        withSpec({
          apiName: 'books',
          apiClassName: 'default',
          environmentName: 'development',
        }),
      ]),
    );
    const cluster = new InMemoryCluster(aProject(testProject), binding);
    const [stored] = cluster.list(apiBindingKind);
    const release = releaseKind.schema.parse(
      buildDraft(releaseKind.apiVersion, 'Release', 'books', [
        ofComponent('books'),
        withSpec({ environmentName: 'development' }),
      ]),
    );
    const ownerReferences = [controllerReference(stored)];
    cluster.apply({
      ...release,
      metadata: { ...release.metadata, ownerReferences },
    });
    await reconcile(cluster);
    await deleteProject(cluster);
    expect(cluster.list(releaseKind)).toEqual([]);
    expect(cluster.get(projectKind, key)).toBeUndefined();
  });
});
