import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { buildKind } from '@promenade/openchoreo-model';
import { ana, ComponentPlatform } from '../../__testUtils__/ComponentPlatform';

jest.setTimeout(60_000);

describe('build-component', () => {
  let platform: ComponentPlatform;

  beforeAll(async () => {
    platform = await ComponentPlatform.start();
  });
  afterAll(() => platform.stop());

  const build = (component: string, input: object = {}) =>
    platform.openChoreo.verbs.execute(
      verbs.buildComponent,
      { ...platform.base.component(component), ...input },
      ana,
    );

  beforeAll(async () => {
    await platform.createComponent('ready');
    await platform.createComponent('made', {
      image: undefined,
      build: { repository: 'https://git.test/made.git', template: 'docker' },
    });
  });

  it('starts a build of a revision once', async () => {
    const input = {
      branch: 'next',
      commit: '0123abc',
      idempotencyKey: 'next',
    };
    const output = await build('made', input);
    expect(await build('made', input)).toEqual(output);
    const { metadata, spec } = await platform.read(buildKind, output.build);
    expect(metadata.annotations).toMatchObject({
      'openchoreo.dev/requested-by': 'user:default/ana',
    });
    expect(spec.repository).toMatchObject({
      url: 'https://git.test/made.git',
      revision: { branch: 'next', commit: '0123abc' },
    });
    expect((await build('made')).build).not.toBe(output.build);
  });

  it.each([
    ['a component with an image', 'ready', {}, /is not built from source/],
    ['an invalid commit', 'made', { commit: 'HEAD' }, /commit: is not a/],
    ['an invalid branch', 'made', { branch: 'a..b' }, /branch: is not the/],
  ])('rejects %s', async (_, component, input, message) => {
    await expect(build(component, input)).rejects.toThrow(message);
  });
});
