import { KubeClient, KubeObject } from '@promenade/kube-client';
import {
  Build,
  buildKind,
  buildNamespace,
  buildPlaneKind,
  isFinishedBuild,
} from '@promenade/openchoreo-model';
import { workflowType } from '../../runtime/kubernetes-types';
import { aBuildPlane } from './builders';
import { Modifier, withSpec } from './modifiers';
import { TestBuildPlane, startBuildPlane } from './build-plane';
import { TestPlatform, startTestPlatform } from './test-platform';

/** URL of the repository of all components. */
export const repositoryUrl = 'https://git.test/shop';

/** A Build of a commit. */
export const ofCommit = (commit: string): Modifier =>
  withSpec({
    repository: { url: repositoryUrl, revision: { commit }, appPath: '/' },
  });

/** The image that the simulation builds. */
export const imageOf = (component: string, commit: string) =>
  `simulated.openchoreo.dev/shop-${component}:default-${commit.slice(0, 8)}`;

/** A platform with a build plane, on which builds take a few seconds. */
export class BuildScenario {
  private constructor(
    readonly platform: TestPlatform,
    readonly buildPlane: TestBuildPlane,
  ) {}

  static async start(): Promise<BuildScenario> {
    const platform = await startTestPlatform();
    const scenario = new BuildScenario(
      platform,
      await startBuildPlane(platform),
    );
    await scenario.createBuildPlane('default');
    return scenario;
  }

  createBuildPlane(name: string, spec = this.buildPlane.spec): Promise<void> {
    return this.platform.apply(aBuildPlane(name, withSpec({ ...spec })));
  }

  async deleteBuildPlane(name: string): Promise<void> {
    await this.platform.client.delete(buildPlaneKind, this.key(name));
    await this.platform.waitUntilGone(buildPlaneKind, this.key(name));
  }

  /** The key of an object of the organization. */
  key(name: string) {
    return { namespace: this.platform.organization, name };
  }

  waitUntilRunning(name: string): Promise<Build> {
    return this.platform.waitFor(
      buildKind,
      name,
      ({ status }) => status?.phase === 'Running',
    );
  }

  waitUntilFinished(name: string): Promise<Build> {
    return this.platform.waitFor(buildKind, name, isFinishedBuild);
  }

  /** Lists the Workflows of a component. */
  async workflowsOf(
    component: string,
    client: KubeClient = this.buildPlane.client,
  ): Promise<KubeObject[]> {
    const { items } = await client.list(workflowType, {
      namespace: buildNamespace(this.platform.organization),
      labelSelector: `component-name=${component}`,
    });
    return items;
  }

  async stop(): Promise<void> {
    await this.platform.stop();
    await this.buildPlane.stop();
  }
}
