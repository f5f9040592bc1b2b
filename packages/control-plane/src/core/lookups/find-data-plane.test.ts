import {
  InMemoryCluster,
  aDataPlane,
  anEnvironment,
  inOrganization,
  withSpec,
} from '../../test/__testUtils__';
import { apiServerUrl, findDataPlane } from './find-data-plane';

const malformed = <T extends object>(object: T) => ({
  ...object,
  spec: undefined,
});

describe('findDataPlane', () => {
  const shared = [
    anEnvironment('development', inOrganization('default')),
    aDataPlane('default', inOrganization('default')),
  ];

  it('finds shared objects of an organization that has none', () => {
    const [environment, dataPlane] = shared;
    expect(
      findDataPlane(new InMemoryCluster(...shared), 'acme', 'development'),
    ).toMatchObject({
      environment: { metadata: environment.metadata },
      dataPlane: { metadata: dataPlane.metadata },
    });
  });

  it('replaces no malformed Environment by a shared one', () => {
    const cluster = new InMemoryCluster(
      ...shared,
      malformed(anEnvironment('development')),
    );
    expect(findDataPlane(cluster, 'acme', 'development')).toEqual({
      reason: 'EnvironmentNotFound',
      message: expect.stringMatching(
        /^Environment "development" is malformed \(spec: .*\); correct it$/,
      ),
    });
  });

  it('replaces no malformed DataPlane by a shared one', () => {
    const cluster = new InMemoryCluster(
      ...shared,
      anEnvironment('development'),
      malformed(aDataPlane('default')),
    );
    expect(findDataPlane(cluster, 'acme', 'development')).toEqual({
      reason: 'DataPlaneNotFound',
      message: expect.stringMatching(/^DataPlane "default" is malformed /),
    });
  });
});

const urlOf = (apiServerURL: string) =>
  apiServerUrl(
    aDataPlane(
      'west',
      withSpec({
        kubernetesCluster: { name: 'west', credentials: { apiServerURL } },
      }),
    ),
  );

describe('apiServerUrl', () => {
  it('leaves out credentials', () => {
    expect(urlOf('https://user:pass@west.test:6443/a')).toBe(
      'https://west.test:6443/a',
    );
  });

  it('keeps any other URL as it is written', () => {
    expect(urlOf('https://west.test:6443')).toBe('https://west.test:6443');
    expect(urlOf('not a URL')).toBe('not a URL');
  });

  it('is empty for the cluster of the control plane', () => {
    expect(apiServerUrl(aDataPlane('west'))).toBe('');
  });
});
