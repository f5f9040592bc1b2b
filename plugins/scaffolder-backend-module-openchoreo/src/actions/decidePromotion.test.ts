import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { contentHash, promotionKind } from '@promenade/openchoreo-model';
import { exampleStep } from '../__testUtils__/exampleStep';
import { createSigningKey } from '../__testUtils__/prepareExamples';
import { TestPlatform } from '../__testUtils__/TestPlatform';
import { TestTask } from '../__testUtils__/TestTask';
import { verbActions } from '.';
import { examples } from './decidePromotion.examples';
import { examples as rollbackExamples } from './rollBackComponent.examples';

describe('the actions that decide about promotions', () => {
  let platform: TestPlatform;
  let count = 0;

  /** Creates the promotion of the examples, which awaits approval. */
  async function createPromotion(name: string, phase: string) {
    const { organization, client } = platform;
    await platform.create({
      apiVersion: promotionKind.apiVersion,
      kind: 'Promotion',
      metadata: { name, namespace: organization },
      spec: {
        owner: { projectName: 'tram', componentName: 'departures' },
        from: 'development',
        to: 'staging',
        artifactRef: 'departures-1',
      },
    });
    await client.patchStatus(
      promotionKind,
      { namespace: organization, name },
      {
        phase,
        artifactRef: 'departures-1',
        requiredApproval: { count: 2, checklist: ['Load test'] },
      },
    );
  }

  beforeAll(async () => {
    platform = await TestPlatform.start();
    const { organization } = platform;
    await createSigningKey(platform);
    const owner = { projectName: 'tram', componentName: 'departures' };
    const workload = {
      containers: { main: { image: 'registry.test/departures:1' } },
    };
    const create = (kind: string, name: string, spec: object) =>
      platform.create({
        apiVersion: 'openchoreo.dev/v1alpha1',
        kind,
        metadata: { name, namespace: organization },
        spec,
      });
    await create('Component', 'departures', {
      owner: { projectName: 'tram' },
      type: 'Service',
    });
    await create('DeployableArtifact', 'departures-1', {
      owner,
      targetArtifact: { fromImageRef: { tag: '1' } },
      kindOfBinding: 'ServiceBinding',
      className: 'default',
      workload,
      contentHash: contentHash({ workload }),
    });
    await create('ServiceBinding', 'departures-staging', {
      owner,
      environment: 'staging',
      workloadSpec: {
        containers: { main: { image: 'registry.test/departures:2' } },
      },
    });
    await createPromotion('departures-first', 'Succeeded');
  }, 60_000);
  afterAll(() => platform?.stop(), 60_000);

  /** The catalog has the component in the namespace `default`, for the examples. */
  const run = async (example: string, parts: object) => {
    const { action: id, input } = exampleStep(example, platform.organization);
    const action = verbActions(platform.services).find(
      candidate => candidate.id === id,
    );
    if (!action) throw new Error(`There is no action ${id}`);
    expect(action.examples?.map(({ example: text }) => text)).toContain(
      example,
    );
    const task = new TestTask();
    await task.run(action, { ...input, ...parts });
    return task.outputs;
  };

  it.each(Object.values(examples).flatMap(each => each.slice(0, 1)))(
    'sign and audit a decision: $description',
    async ({ example }) => {
      count += 1;
      const name = `departures-${count}`;
      await createPromotion(name, 'AwaitingApproval');
      expect(await run(example, { name })).toMatchObject({
        component: 'departures',
        name,
        phase: 'AwaitingApproval',
      });
      const { spec } =
        (await platform.object(promotionKind.apiVersion, 'Promotion', name)) ??
        {};
      expect(spec).toMatchObject({
        decisions: [{ by: 'user:default/ada', signature: expect.any(String) }],
      });
      expect(platform.auditor.createEvent).toHaveBeenLastCalledWith(
        expect.objectContaining({
          eventId: expect.stringMatching(/^promotion-(approve|reject|cancel)$/),
          meta: expect.objectContaining({
            promotion: name,
            door: 'scaffolder',
          }),
        }),
      );
    },
  );

  it.each(rollbackExamples.slice(0, 1))(
    'audit: $description',
    async ({ example }) => {
      expect(await run(example, { waitUntilComplete: false })).toMatchObject({
        component: 'departures',
        type: 'RollBack',
        from: 'staging',
        to: 'staging',
        phase: 'Pending',
      });
      expect(platform.auditor.createEvent).toHaveBeenLastCalledWith(
        expect.objectContaining({
          eventId: verbs.rollBackComponent.audit?.eventId,
        }),
      );
    },
  );
});
