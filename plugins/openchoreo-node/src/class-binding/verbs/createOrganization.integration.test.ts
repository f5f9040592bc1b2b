import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { organizationKind } from '@promenade/openchoreo-model';
import { ana, ComponentPlatform } from '../../__testUtils__/ComponentPlatform';

jest.setTimeout(60_000);

describe('an organization', () => {
  let platform: ComponentPlatform;

  beforeAll(async () => {
    platform = await ComponentPlatform.start();
  });

  afterAll(() => platform.stop());

  const find = (name: string) =>
    platform.client.find(organizationKind, { name });
  const execute = (name: string, idempotencyKey: string) =>
    platform.openChoreo.verbs.execute(
      verbs.createOrganization,
      { name, displayName: 'New', idempotencyKey },
      ana,
    );

  it('is created once', async () => {
    const name = `${platform.organization}-new`;
    await platform.openChoreo.verbs.plan(
      verbs.createOrganization,
      { name },
      ana,
    );
    expect(await find(name)).toBeUndefined();
    const created = await execute(name, 'once');
    expect(created).toEqual({
      organization: name,
      objects: [{ kind: 'Organization', name }],
    });
    expect(await execute(name, 'once')).toEqual(created);
    expect(await find(name)).toMatchObject({
      metadata: {
        annotations: {
          'openchoreo.dev/display-name': 'New',
          'openchoreo.dev/requested-by': ana.requestedBy,
        },
      },
    });
    await expect(execute(name, 'another')).rejects.toMatchObject({
      name: 'ConflictError',
      message: `The Organization ${name} already exists. Choose another name`,
    });
    await platform.client.delete(organizationKind, { name });
  });

  it('does not take over a namespace', async () => {
    const name = 'kube-system';
    await expect(execute(name, 'once')).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(
        'the namespace kube-system already exists',
      ),
    });
    expect(await find(name)).toBeUndefined();
  });
});
