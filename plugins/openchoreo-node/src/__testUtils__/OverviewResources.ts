import {
  componentKind,
  dataPlaneKind,
  deploymentPipelineKind,
  environmentKind,
  organizationKind,
  projectKind,
  promotionPolicyKind,
  releaseKind,
  serviceBindingKind,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import type { ReadableRef } from '../domain/ReadableRef';
import type { ResourceReader } from '../cache/ResourceReader';
import type { FreshnessReport } from '../cache/Freshness';
import { OpenChoreoViews } from '../views/OpenChoreoViews';
import { componentSnapshot } from '../class-binding/componentSnapshot';
import { organizationSnapshot } from '../class-binding/organizationSnapshot';
import { overviewSource } from '../class-binding/overviewSource';
import { projectSnapshots } from '../class-binding/projectSnapshot';
import { promotionSource } from '../class-binding/promotionSource';
import { now } from './snapshots';
import { StoredResources, type StoredMetadata } from './StoredResources';

export const time = '2026-03-01T11:00:00Z';

/** The resources of an OpenChoreo, in memory, and the views of them. Each was created an hour ago. */
export class OverviewResources extends StoredResources {
  freshness: FreshnessReport = { status: 'live' };

  override with(
    kind: KindDefinition,
    name: string,
    spec: object,
    metadata?: StoredMetadata,
  ): this {
    return super.with(kind, name, spec, {
      generation: 1,
      creationTimestamp: time,
      ...metadata,
    });
  }

  /** A component that runs a release in the given environments. */
  component(
    name: string,
    environments: Record<string, 'Ready' | 'Failed' | 'Progressing'>,
    { project = 'shop', namespace = 'acme' } = {},
  ): this {
    this.with(
      componentKind,
      name,
      { owner: { projectName: project }, type: 'Service' },
      { namespace },
    );
    for (const [environment, state] of Object.entries(environments)) {
      const owner = { projectName: project, componentName: name };
      const reason = {
        Ready: 'ResourcesActive',
        Failed: 'ServiceClassNotFound',
        Progressing: 'ResourceHealthProgressing',
      }[state];
      const status = {
        conditions: [
          {
            type: 'Ready',
            status: state === 'Ready' ? 'True' : 'False',
            reason,
            message: `The class of ${name} is missing`,
            lastTransitionTime: time,
            observedGeneration: 1,
          },
        ],
      };
      this.with(
        serviceBindingKind,
        `${name}-${environment}`,
        {
          owner,
          environment,
          className: 'default',
          workloadSpec: { containers: { main: { image: 'app:1.2' } } },
        },
        { namespace, status },
      ).with(
        releaseKind,
        `${name}-${environment}`,
        { owner, environmentName: environment, resources: [] },
        {
          namespace,
          status: {
            resources: [
              {
                id: 'deployment',
                group: 'apps',
                version: 'v1',
                kind: 'Deployment',
                name,
                namespace: 'dp',
                healthStatus: state === 'Progressing' ? state : 'Healthy',
              },
            ],
          },
        },
      );
    }
    return this;
  }

  views(reader: ResourceReader = this.store) {
    return new OpenChoreoViews(
      {
        snapshot: (ref, at) => componentSnapshot(reader, ref, at),
        organization: name => organizationSnapshot(reader, name),
        projects: scope => projectSnapshots(reader, scope),
        freshness: () => this.freshness,
        promotions: promotionSource(reader),
        overviews: overviewSource(reader),
      },
      () => now,
    );
  }

  get overviews() {
    return this.views().overviews;
  }
}

/** The organization `acme` with the project `shop`, which has three components, and the shared environments. */
export function acme(): OverviewResources {
  const shared = { namespace: 'default' };
  return new OverviewResources()
    .with(organizationKind, 'acme', {})
    .with(projectKind, 'shop', { deploymentPipelineRef: 'main' })
    .with(projectKind, 'lost', { deploymentPipelineRef: 'missing' })
    .with(
      deploymentPipelineKind,
      'main',
      {
        promotionPaths: [
          {
            sourceEnvironmentRef: 'staging',
            targetEnvironmentRefs: [
              { name: 'production', requiresApproval: true },
            ],
          },
          {
            sourceEnvironmentRef: 'development',
            targetEnvironmentRefs: [{ name: 'staging' }],
          },
        ],
      },
      { annotations: { 'openchoreo.dev/display-name': 'Main' } },
    )
    .with(promotionPolicyKind, 'main', {
      pipelineRef: 'main',
      rules: [
        {
          from: 'staging',
          to: 'production',
          qualityGates: [
            { name: 'healthy', type: 'Healthy', healthyFor: '1m' },
          ],
        },
      ],
    })
    .with(
      dataPlaneKind,
      'default',
      {
        registry: { prefix: 'r' },
        gateway: { publicVirtualHost: 'p', organizationVirtualHost: 'o' },
      },
      {
        ...shared,
        annotations: { 'openchoreo.dev/simulated': 'true' },
        status: {
          conditions: [
            {
              type: 'Reachable',
              status: 'True',
              reason: 'DataPlaneReachable',
              message: 'The API server responds',
              lastTransitionTime: time,
            },
          ],
        },
      },
    )
    .with(environmentKind, 'development', {}, shared)
    .with(environmentKind, 'staging', { dataPlaneRef: 'default' }, shared)
    .with(environmentKind, 'production', { isProduction: true })
    .component('web', { development: 'Ready', staging: 'Ready' })
    .component('cart', { development: 'Ready', staging: 'Failed' })
    .component('idle', {})
    .component(
      'other',
      { staging: 'Ready' },
      { namespace: 'globex', project: 'x' },
    );
}

export const seeAll = async (refs: readonly ReadableRef[]) =>
  refs.map(() => true);
export const seeNothing = async (refs: readonly ReadableRef[]) =>
  refs.map(() => false);
export const seeAllBut =
  (...hidden: string[]) =>
  async (refs: readonly ReadableRef[]) =>
    refs.map(({ component = '', organization }) =>
      hidden.every(each => each !== component && each !== organization),
    );
