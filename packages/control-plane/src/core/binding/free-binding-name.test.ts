import {
  InMemoryCluster,
  aServiceBinding,
  deployedTo,
  ofComponent,
  testOrganization,
} from '../../test/__testUtils__';
import { buildRelease } from './build-release';
import { freeBindingName } from './free-binding-name';

const component = 'c'.repeat(250);
const nameIn = (
  environment: string,
  preferredName: string,
  track = 'default',
) =>
  freeBindingName(
    {
      namespace: testOrganization,
      component,
      environment,
      track,
      preferredName,
    },
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

  it('ends with the track, unless that is the default', () => {
    expect(nameIn('staging', 'greeter', 'pr-42')).toBe('greeter-pr-42');
    expect(nameIn('staging', 'greeter-v2', 'v2')).toBe('greeter-v2');
  });

  it('is that of a binding which is not in the cache yet, but whose Release is', () => {
    const owner = ofComponent('greeter');
    const cluster = new InMemoryCluster();
    const release = buildRelease(
      aServiceBinding(
        'greeter',
        owner,
        deployedTo('development', 'registry.test/app:1'),
      ),
      [],
      undefined,
    );
    cluster.apply(release);
    const nameFor = (wanted: string, environment: string) =>
      freeBindingName(
        {
          namespace: testOrganization,
          component: wanted,
          environment,
          track: 'default',
          preferredName: 'greeter',
        },
        cluster,
      );
    expect(nameFor('greeter', 'development')).toBe('greeter');
    expect(nameFor('greeter', 'staging')).toBe('greeter-staging');
    expect(nameFor('reader', 'development')).toBe('reader-development');
  });
});
