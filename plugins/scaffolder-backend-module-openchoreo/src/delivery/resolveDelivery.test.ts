import { resolveDelivery } from './resolveDelivery';

const repository = 'https://git.test/acme/manifests';

/** The platform with a project that has annotations. */
const platform = (annotations: Record<string, string>) => ({
  catalogUnits: {
    sourceNames: ['openchoreo'],
    sourceOf: () => 'openchoreo',
    sharedOrganizationOf: () => 'default',
    namespaceOf: (organization: string) => organization,
    isComplete: () => true,
    list: () => [],
    get: () => ({
      type: 'project' as const,
      organization: 'acme',
      name: 'tram',
      resourceKind: 'Project',
      owners: [],
      deploymentPipeline: 'default',
      deliveryAnnotations: annotations,
    }),
    report: () => {},
    subscribe: () => () => {},
  },
});

const names = { organization: 'acme', project: 'tram' };
const byPullRequest = platform({
  'openchoreo.dev/delivery': 'pull-request',
  'openchoreo.dev/delivery-repository': repository,
  'openchoreo.dev/delivery-path': 'clusters/one',
});

describe('resolveDelivery', () => {
  it('applies by default', () => {
    expect(resolveDelivery(platform({}), undefined, names)).toEqual({
      mode: 'apply',
    });
    expect(resolveDelivery(byPullRequest, undefined, {})).toEqual({
      mode: 'apply',
    });
  });

  it('has the default of the project', () => {
    expect(resolveDelivery(byPullRequest, undefined, names)).toEqual({
      mode: 'pull-request',
      repository,
      base: 'main',
      folder: 'clusters/one',
    });
  });

  it('prefers what the step says', () => {
    expect(
      resolveDelivery(byPullRequest, { branch: 'next', path: 'two' }, names),
    ).toMatchObject({ repository, base: 'next', folder: 'two' });
    expect(resolveDelivery(byPullRequest, { mode: 'apply' }, names)).toEqual({
      mode: 'apply',
    });
  });

  it('rejects a pull request without a repository', () => {
    expect(() =>
      resolveDelivery(platform({}), { mode: 'pull-request' }, names),
    ).toThrow(
      'There is no repository for the pull request. Enter one under delivery.repository, or add the annotation openchoreo.dev/delivery-repository to the project',
    );
  });

  it('names the annotation that is not valid', () => {
    expect(() =>
      resolveDelivery(
        platform({ 'openchoreo.dev/delivery': 'by post' }),
        undefined,
        names,
      ),
    ).toThrow(
      /^The delivery annotations of the project tram are not valid: mode/,
    );
  });
});
