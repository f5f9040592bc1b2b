import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { buildKind, workloadKind } from '@promenade/openchoreo-model';
import {
  ana,
  image,
  ComponentPlatform,
} from '../../__testUtils__/ComponentPlatform';

jest.setTimeout(60_000);

describe('deploy-component', () => {
  let platform: ComponentPlatform;

  beforeAll(async () => {
    platform = await ComponentPlatform.start();
  });
  afterAll(() => platform.stop());

  const deploy = (component: string, input: object) =>
    platform.openChoreo.verbs.execute(
      verbs.deployComponent,
      { ...platform.inDevelopment(component), ...input },
      ana,
    );

  beforeAll(() => platform.createComponent('shipped', { port: 8080 }));

  it('deploys an image once', async () => {
    const input = { image: 'registry.test/shipped:2' };
    expect((await deploy('shipped', input)).changes).toEqual([
      { area: 'images', path: 'main', before: image, after: input.image },
    ]);
    const versions = await platform.versionsOf('shipped');
    expect(await deploy('shipped', input)).toEqual({
      ...input,
      changes: [],
      warnings: [],
    });
    expect(await platform.versionsOf('shipped')).toEqual(versions);
  });

  it('deploys the image of a build, as soon as it has one', async () => {
    await platform.createComponent('compiled', {
      image: undefined,
      build: { repository: 'https://git.test/c.git', template: 'docker' },
    });
    const { build } = await platform.openChoreo.verbs.execute(
      verbs.buildComponent,
      platform.base.component('compiled'),
    );
    await expect(deploy('compiled', { build })).rejects.toThrow(
      new RegExp(`build: ${build} has no image yet`),
    );
    await platform.client.patchStatus(
      buildKind,
      { namespace: platform.organization, name: build },
      { imageStatus: { image: 'registry.test/compiled:1' } },
    );
    expect(await deploy('compiled', { build })).toMatchObject({
      image: 'registry.test/compiled:1',
    });
    expect(
      (await platform.read(workloadKind, 'compiled')).spec.containers,
    ).toEqual({
      main: { image: 'registry.test/compiled:1' },
    });
    await expect(deploy('shipped', { build })).rejects.toThrow(
      new RegExp(`build: shipped has no build ${build}`),
    );
  });

  it('rejects neither or both of an image and a build', async () => {
    await expect(deploy('shipped', {})).rejects.toThrow(/image: is missing/);
    await expect(deploy('shipped', { image, build: 'one' })).rejects.toThrow(
      /build: excludes an image/,
    );
  });
});
