import {
  environmentKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aServiceBinding,
  anEnvironment,
  deployedTo,
  ofComponent,
  testOrganization,
  withSpec,
} from '../../test/__testUtils__';
import { inNamespace, indexes } from './indexes';

describe('the index of bindings by APIClass', () => {
  const api = (className: string) => ({
    type: 'REST' as const,
    className,
    rest: { backend: { port: 8080 } },
  });
  const cluster = new InMemoryCluster(
    aServiceBinding(
      'greeter',
      ofComponent('greeter'),
      deployedTo('development', 'registry.test/app:1'),
      withSpec({
        apis: { api: api('standard') },
        envOverrides: { apis: { api: { className: 'strict' } } },
      }),
    ),
  );
  const namesOf = (className: string) =>
    cluster
      .byIndex(
        serviceBindingKind,
        indexes.apiClass,
        inNamespace(testOrganization, className),
      )
      .map(({ metadata }) => metadata.name);

  it('finds a class that only an override names', () => {
    expect(namesOf('strict')).toEqual(['greeter']);
  });

  it('does not find a class that an override replaces', () => {
    expect(namesOf('standard')).toEqual([]);
  });
});

describe('the index of environments by DataPlane', () => {
  const cluster = new InMemoryCluster(
    anEnvironment('implicit', withSpec({ dataPlaneRef: undefined })),
    anEnvironment('explicit', withSpec({ dataPlaneRef: 'europe' })),
  );
  const environmentsOn = (dataPlane: string) =>
    cluster
      .byIndex(
        environmentKind,
        indexes.dataPlane,
        inNamespace(testOrganization, dataPlane),
      )
      .map(({ metadata }) => metadata.name);

  it('finds environments without a reference under the default', () => {
    expect(environmentsOn('default')).toEqual(['implicit']);
    expect(environmentsOn('europe')).toEqual(['explicit']);
  });
});
