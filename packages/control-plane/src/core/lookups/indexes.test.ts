import { serviceBindingKind } from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aServiceBinding,
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
