import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { exampleStep } from '../__testUtils__/exampleStep';
import { TestPlatform } from '../__testUtils__/TestPlatform';
import { TestTask } from '../__testUtils__/TestTask';
import { verbActions } from '.';
import { examples as configurations } from './applyConfiguration.examples';
import { examples as environments } from './applyEnvironment.examples';
import { examples as pipelines } from './applyPipeline.examples';
import { examples as secretReferences } from './applySecretReference.examples';
import { examples as organizations } from './createOrganization.examples';
import { examples as projectDeletions } from './deleteProject.examples';

const apiVersion = 'openchoreo.dev/v1alpha1';

describe('the actions of the platform', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await TestPlatform.start();
  }, 60_000);
  afterAll(() => platform?.stop());

  async function run(
    id: string,
    input: JsonObject,
    options: { isDryRun?: boolean } = {},
  ): Promise<TestTask> {
    const action = verbActions(platform.services).find(each => each.id === id);
    if (!action) throw new Error(`There is no action ${id}`);
    const task = new TestTask();
    await task.run(action, input, options);
    return task;
  }

  const runExample = (
    { example }: TemplateExample,
    options?: { isDryRun?: boolean },
  ) => {
    const step = exampleStep(example, platform.organization);
    return run(step.action, step.input, options);
  };

  it.each<[string, string, TemplateExample[]]>([
    ['Environment', 'resource', environments],
    ['DeploymentPipeline', 'resource', pipelines],
    ['ConfigurationGroup', 'domain', configurations],
    ['ConfigurationGroup', 'domain', secretReferences],
  ])('change each %s once, and nothing the second time', async (...given) => {
    const [kind, entityKind, examples] = given;
    for (const example of examples) {
      const first = await runExample(example);
      expect(first.outputs).toMatchObject({
        organization: platform.organization,
        entityRef: expect.stringMatching(
          new RegExp(`^${entityKind}:${platform.organization}/`),
        ),
      });
      expect(first.outputs.changes).not.toEqual([]);
      const { name } = exampleStep(example.example, '').input;
      const written = await platform.object(apiVersion, kind, String(name));
      expect(written).toBeDefined();
      const again = await runExample(example);
      expect(again.outputs.changes).toEqual([]);
      expect(await platform.object(apiVersion, kind, String(name))).toEqual(
        written,
      );
    }
  });

  it('execute each input of a step that runs several times', async () => {
    const action = verbActions(platform.services).find(
      ({ id }) => id === 'openchoreo:configuration:apply',
    );
    if (!action) throw new Error('There is no such action');
    // The scaffolder runs a step with `each` once for each value, as one task.
    const task = new TestTask();
    for (const key of ['first', 'second']) {
      await task.run(action, {
        organization: platform.organization,
        name: 'several',
        values: [{ key, environment: 'staging', value: 'one' }],
      });
      expect(task.outputs.changes).not.toEqual([]);
    }
  });

  it.each(projectDeletions)(
    'show on a dry run what is deleted: $description',
    async example => {
      const { outputs } = await runExample(example, { isDryRun: true });
      const { organization: namespace } = platform;
      expect(outputs).toMatchObject({
        project: 'tram',
        components: [],
        objects: [{ kind: 'Project', namespace, name: 'tram' }],
      });
      expect(await platform.namesOf(apiVersion, 'Project')).toContain('tram');
    },
  );

  it.each(organizations)(
    'show on a dry run what is created: $description',
    async example => {
      const { outputs } = await runExample(example, { isDryRun: true });
      const { name } = exampleStep(example.example, '').input;
      expect(outputs).toMatchObject({
        organization: name,
        entityRef: `domain:${name}/${name}`,
        objects: [{ kind: 'Organization', name }],
      });
    },
  );

  it('wait until a new organization has a namespace', async () => {
    const name = `${platform.organization}-new`;
    const deleteCreated = platform.prepareCreatedOrganizations();
    const { log, outputs } = await run('openchoreo:organization:create', {
      name,
    });
    expect(outputs).toMatchObject({
      organization: name,
      entityRef: `domain:${name}/${name}`,
    });
    expect(log).toContain(`The catalog has domain:${name}/${name}`);
    expect(
      platform.openchoreo.catalogUnits.get({
        type: 'organization',
        organization: name,
        name,
      }),
    ).toMatchObject({ hasNamespace: true });
    await deleteCreated();
  });
});
