import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { projectKind } from '@promenade/openchoreo-model';
import { ComponentPlatform } from '../../__testUtils__/ComponentPlatform';

jest.setTimeout(60_000);

describe('a project', () => {
  let platform: ComponentPlatform;

  beforeAll(async () => {
    platform = await ComponentPlatform.start();
  });

  afterAll(() => platform.stop());

  it('records how its changes are delivered', async () => {
    await platform.openChoreo.verbs.execute(verbs.createProject, {
      organization: platform.organization,
      name: 'delivered',
      defaultDelivery: {
        mode: 'pull-request',
        repository: 'https://git.test/acme/manifests',
        path: 'clusters',
      },
    });
    const { metadata } = await platform.read(projectKind, 'delivered');
    expect(metadata.annotations).toEqual({
      'openchoreo.dev/display-name': 'delivered',
      'openchoreo.dev/delivery': 'pull-request',
      'openchoreo.dev/delivery-repository': 'https://git.test/acme/manifests',
      'openchoreo.dev/delivery-path': 'clusters',
    });
  });

  it.each([
    [{ mode: 'pull-request' as const }, /defaultDelivery\.repository: /],
    [
      { repository: 'https://me:secret@git.test/acme' },
      /defaultDelivery\.repository: /,
    ],
  ])('is not created with %j', async (defaultDelivery, message) => {
    const { organization } = platform;
    const input = { organization, name: 'wrong', defaultDelivery };
    await expect(
      platform.openChoreo.verbs.execute(verbs.createProject, input),
    ).rejects.toThrow(message);
    expect(await platform.find(projectKind, 'wrong')).toBeUndefined();
  });
});
