import { systemClock } from '@promenade/kube-client';
import {
  Project,
  Release,
  apiBindingSchema,
  apiSchema,
  cellNamespace,
  getCondition,
  projectKind,
  releaseKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aPipeline,
  withEnvironments,
  reconcileUntilStable,
  testOrganization,
  testProject,
  withSpec,
} from '../../test/__testUtils__';
import { projectReconciler } from './reconcile';
import {
  aBinding,
  aDataPlaneWith,
  aProjectWithCell,
  createCellCluster,
  externalConnection,
  componentConnection,
  withWorkload,
} from '../../test/__testUtils__/cells/cell-cluster';
import { controllerReference } from '../../runtime/owner-reference';
import { cellReconciler } from './cell-reconcile';

const key = { namespace: testOrganization, name: testProject };

/** Reconciles projects and cells until there are no more writes. */
async function reconcile(cluster: InMemoryCluster): Promise<void> {
  await reconcileUntilStable(
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
}

function baselines(cluster: InMemoryCluster): Release[] {
  return cluster
    .list(releaseKind)
    .filter(({ spec }) => spec.owner.componentName === '*');
}

function projectIn(cluster: InMemoryCluster): Project | undefined {
  return cluster.get(projectKind, key);
}

function isolation(cluster: InMemoryCluster) {
  return getCondition(projectIn(cluster)?.status?.conditions, 'Isolated');
}

/** The release controller has applied everything. */
async function applied(cluster: InMemoryCluster): Promise<void> {
  for (const release of cluster.list(releaseKind)) {
    await cluster.updateStatus(releaseKind, release, {
      observedGeneration: release.metadata.generation,
      resources: [
        { id: 'cell', version: 'v1', kind: 'NetworkPolicy', name: 'cell' },
      ],
      conditions: [
        {
          type: 'Applied',
          status: 'True',
          reason: 'Applied',
          message: '',
          lastTransitionTime: '2026-01-01T00:00:00Z',
        },
      ],
    });
  }
}

const enforced = aProjectWithCell({ isolation: 'Enforced' });

describe('a project with isolation', () => {
  it('gets a baseline for each environment with bindings', async () => {
    const cluster = createCellCluster(
      enforced,
      aDataPlaneWith('cilium'),
      aBinding('greeter'),
      aBinding('books'),
      aBinding('greeter-staging', testProject, inEnvironment('staging')),
    );
    await reconcile(cluster);
    expect(baselines(cluster).map(({ spec }) => spec.environmentName)).toEqual([
      'development',
      'staging',
    ]);
    expect(baselines(cluster)[0].spec.resources).toMatchObject([
      {
        id: 'cell',
        object: {
          kind: 'CiliumNetworkPolicy',
          metadata: {
            namespace: cellNamespace(
              testOrganization,
              testProject,
              'development',
            ),
          },
          spec: { endpointSelector: {} },
        },
      },
    ]);
  });

  it('has baselines without an owner, also those of a former version', async () => {
    const cluster = createCellCluster(
      enforced,
      aDataPlaneWith('cilium'),
      aBinding('greeter'),
    );
    await reconcile(cluster);
    const [baseline] = baselines(cluster);
    expect(baseline.metadata.ownerReferences ?? []).toEqual([]);
    const other = { ...controllerReference(enforced), uid: 'other' };
    cluster.apply({
      ...baseline,
      metadata: {
        ...baseline.metadata,
        ownerReferences: [
          controllerReference(enforced),
          { ...other, controller: undefined },
        ],
      },
    });
    await reconcile(cluster);
    expect(
      baselines(cluster)[0].metadata.ownerReferences?.map(({ uid }) => uid),
    ).toEqual(['other']);
  });

  it('gets no baseline while isolation is off', async () => {
    const cluster = createCellCluster(
      aProjectWithCell(undefined),
      aDataPlaneWith('cilium'),
      aBinding('greeter'),
    );
    await reconcile(cluster);
    expect(baselines(cluster)).toEqual([]);
    expect(isolation(cluster)).toBeUndefined();
  });

  it('allows the traffic of spec.cell', async () => {
    const cluster = createCellCluster(
      aProjectWithCell({
        isolation: 'Enforced',
        ingress: { allowCIDRs: ['198.51.100.0/24'] },
        egress: { allowCIDRs: ['10.0.0.0/8'], allowHosts: ['*.pay.test'] },
      }),
      aDataPlaneWith('cilium'),
      aBinding('greeter'),
    );
    await reconcile(cluster);
    const [release] = baselines(cluster);
    expect(release.spec.resources).toMatchObject([
      {
        object: {
          spec: {
            ingress: expect.arrayContaining([
              { fromCIDR: ['198.51.100.0/24'] },
            ]),
            egress: expect.arrayContaining([
              { toCIDR: ['10.0.0.0/8'] },
              { toFQDNs: [{ matchPattern: '*.pay.test' }] },
            ]),
          },
        },
      },
    ]);
  });

  it('loses the baseline when isolation is turned off, and with the last binding', async () => {
    const cluster = createCellCluster(
      enforced,
      aDataPlaneWith('cilium'),
      aBinding('greeter'),
    );
    await reconcile(cluster);
    cluster.apply(aProjectWithCell({ isolation: 'Off' }));
    await reconcile(cluster);
    expect(deletedBaselines(cluster)).toEqual([true]);

    const other = createCellCluster(
      enforced,
      aDataPlaneWith('cilium'),
      aBinding('greeter'),
    );
    await reconcile(other);
    for (const binding of other.list(serviceBindingKind)) {
      other.delete(binding);
    }
    await reconcile(other);
    expect(deletedBaselines(other)).toEqual([true]);
  });

  it('keeps the baseline when one of several components is deleted', async () => {
    const cluster = createCellCluster(
      enforced,
      aDataPlaneWith('cilium'),
      aBinding('greeter'),
      aBinding('caller'),
    );
    await reconcile(cluster);
    const [binding] = cluster.list(serviceBindingKind);
    cluster.delete(binding);
    await reconcile(cluster);
    expect(deletedBaselines(cluster)).toEqual([false]);
  });

  it('keeps the baseline while an address range is invalid, and reports the field', async () => {
    const cluster = createCellCluster(
      enforced,
      aDataPlaneWith('cilium'),
      aBinding('greeter'),
    );
    await reconcile(cluster);
    const [before] = baselines(cluster);
    cluster.apply(
      aProjectWithCell({
        isolation: 'Enforced',
        egress: { allowCIDRs: ['10.0.0.0/8', '10.0.0.0/33'] },
      }),
    );
    await reconcile(cluster);
    expect(baselines(cluster)[0].spec).toEqual(before.spec);
    expect(isolation(cluster)).toMatchObject({
      status: 'False',
      reason: 'InvalidConfiguration',
      message: expect.stringMatching(
        /^spec\.cell\.egress\.allowCIDRs\[1\]: "10\.0\.0\.0\/33" is not an address range/,
      ),
    });
  });

  it('gets a baseline without the invalid address range', async () => {
    const cluster = createCellCluster(
      aProjectWithCell({
        isolation: 'Enforced',
        ingress: { allowCIDRs: ['nonsense', '192.0.2.0/24'] },
      }),
      aDataPlaneWith('kubernetes'),
      aBinding('greeter'),
    );
    await reconcile(cluster);
    expect(JSON.stringify(baselines(cluster)[0].spec)).toContain(
      '192.0.2.0/24',
    );
  });
});

describe('the Isolated condition of a project', () => {
  it('is False until the policies are applied, then True', async () => {
    const cluster = createCellCluster(
      enforced,
      aDataPlaneWith('cilium'),
      aBinding('greeter'),
    );
    await reconcile(cluster);
    expect(isolation(cluster)).toMatchObject({
      status: 'False',
      reason: 'PoliciesNotApplied',
    });
    await applied(cluster);
    await reconcile(cluster);
    expect(isolation(cluster)).toMatchObject({
      status: 'True',
      reason: 'Enforced',
    });
  });

  it('reports the limits of NetworkPolicies', async () => {
    const cluster = createCellCluster(
      aProjectWithCell({
        isolation: 'Enforced',
        egress: { allowHosts: ['api.pay.test'] },
      }),
      aDataPlaneWith(undefined),
      aBinding('greeter'),
    );
    await reconcile(cluster);
    await applied(cluster);
    await reconcile(cluster);
    expect(isolation(cluster)).toMatchObject({
      status: 'True',
      reason: 'EnforcedInPart',
      message: expect.stringContaining(
        'spec.cell.egress.allowHosts: a NetworkPolicy does not support host names, so traffic to api.pay.test is denied',
      ),
    });
  });

  it.each([
    ['Enforced', 'none', 'NoPolicyProvider'],
    ['Audit', 'kubernetes', 'AuditNotSupported'],
  ] as const)(
    'is False for %s with networkPolicy %s',
    async (mode, provider, reason) => {
      const cluster = createCellCluster(
        aProjectWithCell({ isolation: mode }),
        aDataPlaneWith(provider),
        aBinding('greeter'),
      );
      await reconcile(cluster);
      expect(baselines(cluster)).toEqual([]);
      expect(isolation(cluster)).toMatchObject({ status: 'False', reason });
    },
  );

  it('is False in audit mode', async () => {
    const cluster = createCellCluster(
      aProjectWithCell({ isolation: 'Audit' }),
      aDataPlaneWith('cilium'),
      aBinding('greeter'),
    );
    await reconcile(cluster);
    await applied(cluster);
    await reconcile(cluster);
    expect(isolation(cluster)).toMatchObject({
      status: 'False',
      reason: 'Audited',
    });
  });
});

describe('the cells of a project', () => {
  it('are reported with their namespace, and are ready when their policy is applied', async () => {
    const cluster = createCellCluster(
      enforced,
      aDataPlaneWith('cilium'),
      aBinding('greeter'),
    );
    cluster.apply(
      aPipeline('default', withEnvironments('development', 'production')),
    );
    await reconcile(cluster);
    const cells = () =>
      projectIn(cluster)?.status?.cells?.map(({ environment, ready }) => ({
        environment,
        ready,
      }));
    expect(cells()).toEqual([
      { environment: 'development', ready: false },
      { environment: 'production', ready: false },
    ]);
    await applied(cluster);
    await reconcile(cluster);
    expect(cells()).toEqual([
      { environment: 'development', ready: true },
      { environment: 'production', ready: false },
    ]);
    expect(projectIn(cluster)?.status?.cells?.[0]).toMatchObject({
      dataPlane: 'default',
      namespace: cellNamespace(testOrganization, testProject, 'development'),
    });
  });
});

describe('the paths of a cell', () => {
  it('are counted by direction, with and without isolation', async () => {
    const address = { host: 'greeter.test', port: 8443 };
    const cluster = createCellCluster(
      aProjectWithCell(undefined),
      aDataPlaneWith(undefined),
      {
        ...aBinding(
          'greeter',
          testProject,
          withWorkload({
            connections: {
              own: componentConnection(testProject, 'books'),
              other: componentConnection('library', 'books'),
              pay: externalConnection('api.pay.test', 443),
              mail: externalConnection('mail.test', 465),
            },
          }),
        ),
        status: {
          endpoints: [
            { name: 'a', type: 'REST', public: address, organization: address },
            { name: 'b', type: 'REST', public: address },
            { name: 'c', type: 'REST', project: address },
          ],
        },
      },
    );
    cluster.apply(
      aPipeline('default', withEnvironments('development', 'production')),
    );
    await reconcile(cluster);
    expect(projectIn(cluster)?.status?.cells).toMatchObject([
      {
        environment: 'development',
        paths: { northbound: 2, southbound: 2, westbound: 1, eastbound: 1 },
      },
      { environment: 'production' },
    ]);
  });

  it('include standalone APIs of components, but no proxies', async () => {
    const address = { host: 'greeter.test', port: 8443 };
    const anApi = (name: string, target?: { url: string }) => [
      apiSchema.parse({
        apiVersion: 'openchoreo.dev/v1alpha1',
        kind: 'API',
        metadata: { name, namespace: testOrganization },
        spec: {
          owner: { projectName: testProject, componentName: 'greeter' },
          environmentName: 'development',
          type: 'REST',
          rest: { backend: { port: 8080, target } },
        },
      }),
      apiBindingSchema.parse({
        apiVersion: 'openchoreo.dev/v1alpha1',
        kind: 'APIBinding',
        metadata: { name, namespace: testOrganization },
        spec: {
          apiName: name,
          apiClassName: 'default',
          environmentName: 'development',
        },
        status: { endpoints: [{ name, type: 'REST', public: address }] },
      }),
    ];
    const cluster = createCellCluster(
      aProjectWithCell(undefined),
      aDataPlaneWith(undefined),
      aBinding('greeter'),
      ...anApi('own'),
      ...anApi('proxy', { url: 'https://elsewhere.test' }),
    );
    cluster.apply(
      aPipeline('default', withEnvironments('development', 'production')),
    );
    await reconcile(cluster);
    expect(projectIn(cluster)?.status?.cells?.[0].paths).toMatchObject({
      northbound: 1,
      westbound: 0,
    });
  });
});

function inEnvironment(environment: string) {
  return withSpec({ environment });
}

function deletedBaselines(cluster: InMemoryCluster): boolean[] {
  return baselines(cluster).map(({ metadata }) =>
    Boolean(metadata.deletionTimestamp),
  );
}
