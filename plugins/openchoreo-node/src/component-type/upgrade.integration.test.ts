import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { KubeClient, type UnstructuredObject } from '@promenade/kube-client';
import { componentKind, organizationKind } from '@promenade/openchoreo-model';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { parse } from 'yaml';
import { aPlatform } from '../__testUtils__/platform';
import {
  describeWithFixtures,
  sharedFixtures,
} from '../__testUtils__/sharedFixtures';
import { waitForValue } from '../__testUtils__/waitForValue';
import { platformAdapters } from '../adapter/adapters';
import { Platform } from '../adapter/Platform';
import { catalogUnitTypes, type CatalogUnitKey } from '../domain/CatalogUnit';
import { namespaceKind } from './tenantKinds';

jest.setTimeout(240_000);

const crds = join(sharedFixtures, 'openchoreo-v1.2.3', 'crds');
const controlPlaneLabel = { 'openchoreo.dev/control-plane': 'true' };

describeWithFixtures(
  'an OpenChoreo 0.3 on which 1.x is installed (skipped without the fixtures, see PROMENADE_SHARED)',
  () => {
    let kubernetes: TestKubernetes;
    let client: KubeClient;
    let old: Awaited<ReturnType<typeof aPlatform>>;
    let platform: Platform;
    const stop = new AbortController();

    const apply = async (object: UnstructuredObject) => {
      // A kind is served some time after its definition was applied.
      const type = await waitForValue(() =>
        client.resourceFor(object.apiVersion, object.kind),
      );
      await client.apply(type, object, { fieldManager: 'test', force: true });
    };
    const aResource = (kind: string, name: string, spec: object) =>
      apply({
        apiVersion: 'openchoreo.dev/v1alpha1',
        kind,
        metadata: { name, namespace: 'tenant' },
        spec,
      });

    function startPlatform(): Platform {
      const started = new Platform(platformAdapters, {
        client,
        logger: mockServices.logger.mock(),
        upgradeIntervalMs: 100,
      });
      started.start(stop.signal);
      return started;
    }

    const unitsOf = (organization: string, source = platform) =>
      catalogUnitTypes
        .flatMap(type => source.catalogUnits.list(type))
        .filter(
          unit =>
            unit.organization === organization && source.catalogUnits.get(unit),
        );
    const componentsOf = (organization: string, source = platform) =>
      unitsOf(organization, source).flatMap(({ type, name }) =>
        type === 'component' ? [name] : [],
      );
    const tenantComponent = {
      organization: 'tenant',
      project: 'shop',
      component: 'greeter',
    };

    beforeAll(async () => {
      kubernetes = await startTestKubernetes({ separate: true });
      client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
      old = await aPlatform(client);
      const key = { namespace: old.organization, name: 'greeter' };
      await client.create(organizationKind, {
        apiVersion: organizationKind.apiVersion,
        kind: 'Organization',
        metadata: { name: old.organization },
        spec: {},
      });
      await client.create(componentKind, {
        apiVersion: componentKind.apiVersion,
        kind: 'Component',
        metadata: key,
        spec: { owner: { projectName: 'shop' }, type: 'Service' },
      });
      await old.deploy('greeter', 'development', 'greeter:1');
      platform = startPlatform();
      await platform.waitForSync(stop.signal);
    });

    afterAll(async () => {
      stop.abort();
      await client?.close();
      await kubernetes?.stop();
    });

    it('shows what it has of both generations, each organization once', async () => {
      const before = unitsOf(old.organization);
      expect(componentsOf(old.organization)).toEqual(['greeter']);
      const lost: CatalogUnitKey[] = [];
      const missing = () => {
        const { catalogUnits } = platform;
        return before.filter(unit => !catalogUnits.get(unit));
      };
      const unsubscribe = platform.catalogUnits.subscribe({
        onChange: () => lost.push(...missing()),
        onRead: () => lost.push(...missing()),
      });
      for (const file of readdirSync(crds)) {
        await apply(parse(readFileSync(join(crds, file), 'utf8')));
      }
      await apply({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'tenant', labels: controlPlaneLabel },
      });
      await aResource('Environment', 'development', {
        dataPlaneRef: { kind: 'ClusterDataPlane', name: 'default' },
      });
      await aResource('DeploymentPipeline', 'default', {
        promotionPaths: [],
      });
      await aResource('Project', 'shop', {
        deploymentPipelineRef: { kind: 'DeploymentPipeline', name: 'default' },
        type: { kind: 'ClusterProjectType', name: 'default' },
      });
      await aResource('Component', 'greeter', {
        owner: { projectName: 'shop' },
        componentType: {
          kind: 'ClusterComponentType',
          name: 'deployment/service',
        },
      });
      await apply({
        apiVersion: 'openchoreo.dev/v1alpha1',
        kind: 'ClusterDataPlane',
        metadata: { name: 'default' },
        spec: {
          planeID: 'default',
          clusterAgent: { clientCA: { value: '-' } },
        },
      });

      await waitForValue(
        () => platform.snapshot(tenantComponent)?.pipeline || undefined,
      );
      expect(componentsOf('tenant')).toEqual(['greeter']);
      expect(unitsOf(old.organization)).toEqual(before);
      expect(lost).toEqual([]);
      unsubscribe();
      expect(
        platform.snapshot(old.component('greeter'))?.deployments,
      ).toHaveLength(1);
      expect(platform.snapshot(tenantComponent)?.deployments).toEqual([]);
      expect(platform.catalogUnits.sourceNames).toEqual(['openchoreo']);
      await waitForValue(
        () => platform.freshness().status === 'live' || undefined,
      );
      expect(platform.freshness().sources).toBeUndefined();
      expect(platform.rejected()).toEqual([]);
    });

    it('is read the same by a backend that starts later', async () => {
      const later = startPlatform();
      await later.waitForSync(stop.signal);
      expect(componentsOf('tenant', later)).toEqual(['greeter']);
      expect(componentsOf(old.organization, later)).toEqual(['greeter']);
      expect(
        later.snapshot(old.component('greeter'))?.deployments,
      ).toHaveLength(1);
      expect(later.rejected()).toEqual([]);
    });

    it('reads an organization as 1.x once its namespace has the label, and says so', async () => {
      const changed: CatalogUnitKey[] = [];
      platform.catalogUnits.subscribe({
        onChange: units => changed.push(...units),
        onRead: () => {},
      });
      await client.patch(
        namespaceKind,
        { name: old.organization },
        { metadata: { labels: controlPlaneLabel } },
        { type: 'merge' },
      );
      const { metadata } = await client.get(namespaceKind, {
        name: old.organization,
      });
      const unit: CatalogUnitKey = {
        type: 'organization',
        organization: old.organization,
        name: old.organization,
      };
      await waitForValue(
        () =>
          (platform.catalogUnits.get(unit)?.uid === metadata.uid &&
            changed.some(
              ({ type, organization }) =>
                organization === old.organization && type === 'service-class',
            )) ||
          undefined,
      );
      expect(unitsOf(old.organization)).toContainEqual({
        type: 'project',
        organization: old.organization,
        name: 'shop',
      });
    });
  },
);
