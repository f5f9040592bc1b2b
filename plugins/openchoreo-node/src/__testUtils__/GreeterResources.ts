import {
  componentKind,
  deploymentPipelineKind,
  projectKind,
} from '@promenade/openchoreo-model';
import { componentSnapshot } from '../class-binding/componentSnapshot';
import { now } from './snapshots';
import { StoredResources } from './StoredResources';

export const ref = {
  organization: 'acme',
  project: 'shop',
  component: 'greeter',
};
export const owner = { projectName: 'shop', componentName: 'greeter' };

/** The resources of an OpenChoreo, in memory, with the component `greeter`. */
export class GreeterResources extends StoredResources {
  withGreeter(): this {
    return this.with(projectKind, 'shop', { deploymentPipelineRef: 'main' })
      .with(deploymentPipelineKind, 'main', {
        promotionPaths: [
          {
            sourceEnvironmentRef: 'development',
            targetEnvironmentRefs: [
              { name: 'staging' },
              { name: 'canary', isManualApprovalRequired: true },
            ],
          },
        ],
      })
      .with(componentKind, 'greeter', {
        owner: { projectName: 'shop' },
        type: 'Service',
      });
  }

  get snapshot() {
    const snapshot = componentSnapshot(this.store, ref, now);
    if (!snapshot) throw new Error('there is no greeter');
    return snapshot;
  }
}

export const workload = (image: string) => ({
  containers: { main: { image } },
});
