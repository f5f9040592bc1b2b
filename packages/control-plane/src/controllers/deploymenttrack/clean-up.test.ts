import {
  deploymentTrackKind,
  gitCommitRequestKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aDeploymentTrack,
  aProject,
  aServiceBinding,
  deployedTo,
  ofComponent,
  testOrganization,
  withLabels,
  withSpec,
} from '../../test/__testUtils__';
import { Binding } from '../../core/binding/binding';
import { bindingTypes } from '../../core/component-type/binding-types';
import { writeBinding } from '../../core/gitops/write-binding';
import { commitTrackDeletion } from './clean-up';

const [serviceType] = bindingTypes;
const ofGreeter = ofComponent('greeter');
const owner = { projectName: 'shop', componentName: 'greeter' };
const repoURL = 'https://github.com/acme/environments';

const bindingOf = (name: string, deploymentTrack?: string, tag = '1') =>
  aServiceBinding(
    name,
    ofGreeter,
    deployedTo('development', `registry.test/app:${tag}`),
    withSpec({ deploymentTrack }),
  );

describe('the end of a track in commit mode', () => {
  let cluster: InMemoryCluster;
  let seconds = 0;

  const track = () =>
    cluster.get(deploymentTrackKind, {
      namespace: testOrganization,
      name: 'greeter-pr-42',
    });
  const requests = () => cluster.list(gitCommitRequestKind);
  const waitsFor = () => {
    const found = track();
    if (!found) throw new Error('there is no track');
    return commitTrackDeletion(found, owner, cluster, cluster);
  };
  const commit = (binding: Binding) => {
    const change = { requester: bindingOf('greeter'), subject: 'Deploy' };
    return writeBinding(
      serviceType,
      undefined,
      binding,
      change,
      cluster,
      cluster,
    );
  };
  /** Ends all pending GitCommitRequests in a phase, as their controller would. */
  const perform = (phase: 'Succeeded' | 'Failed') => {
    seconds += 1;
    const creationTimestamp = new Date(seconds * 1_000).toISOString();
    for (const request of requests()) {
      const { metadata } = request;
      if (!request.status?.phase) {
        cluster.apply({
          ...request,
          metadata: { ...metadata, creationTimestamp },
          status: { phase },
        });
      }
    }
  };
  const deletedFiles = () =>
    requests()
      .flatMap(({ spec }) => spec.files)
      .filter(file => file.delete)
      .map(({ path }) => path);

  beforeEach(async () => {
    cluster = new InMemoryCluster(
      aProject('shop', withSpec({ gitOps: { mode: 'Commit', repoURL } })),
      aDeploymentTrack(
        'greeter-pr-42',
        ofGreeter,
        withLabels({ 'openchoreo.dev/name': 'pr-42' }),
      ),
      bindingOf('greeter'),
    );
    await commit(bindingOf('greeter'));
    await commit(bindingOf('greeter-pr-42', 'pr-42'));
    perform('Succeeded');
  });

  it('deletes the files of its bindings from Git, and of no others', async () => {
    expect(await waitsFor()).toMatch(
      /must be deleted from https:\/\/github.com\/acme\/environments first/,
    );
    expect(deletedFiles()).toEqual([
      'acme/shop/ServiceBinding-greeter-pr-42.yaml',
    ]);
    expect(await waitsFor()).toMatch(/Waits for the commit to be made/);
    perform('Succeeded');
    expect(await waitsFor()).toBeUndefined();
    expect(deletedFiles()).toHaveLength(1);
  });

  it('deletes them again when the track was extended in between', async () => {
    await waitsFor();
    perform('Succeeded');
    await commit(bindingOf('greeter-pr-42', 'pr-42', '2'));
    perform('Succeeded');
    expect(await waitsFor()).toMatch(/Waits for the commit to be made/);
    perform('Succeeded');
    expect(await waitsFor()).toBeUndefined();
  });

  it('says what failed', async () => {
    await waitsFor();
    perform('Failed');
    expect(await waitsFor()).toMatch(/GitCommitRequest ".*" failed/);
  });
});
