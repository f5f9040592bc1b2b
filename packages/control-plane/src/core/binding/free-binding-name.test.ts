import {
  InMemoryCluster,
  aServiceBinding,
  deployedTo,
  ofComponent,
  testOrganization,
} from '../../test/__testUtils__';
import { freeBindingName } from './free-binding-name';

const component = 'c'.repeat(250);
const nameIn = (environment: string, preferredName: string) =>
  freeBindingName(
    { namespace: testOrganization, component, environment, preferredName },
    new InMemoryCluster(
      aServiceBinding(
        component,
        ofComponent(component),
        deployedTo('development', 'registry.test/app:1'),
      ),
    ),
  );

describe('freeBindingName', () => {
  it('is the preferred name while it is free', () => {
    expect(nameIn('staging', 'greeter')).toBe('greeter');
  });

  it('is not longer than the API server accepts', () => {
    expect(nameIn('staging', component)).toMatch(
      /^c+-staging-[0-9a-f]{8}-[0-9a-f]{8}$/,
    );
    expect(nameIn('staging', component).length).toBeLessThanOrEqual(253);
  });
});
