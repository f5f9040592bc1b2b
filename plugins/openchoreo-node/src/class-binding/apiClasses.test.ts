import {
  apiClassKind,
  apiKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import { StoredResources } from '../__testUtils__/StoredResources';
import { apiClassesOf } from './apiClasses';

const owner = { projectName: 'shop', componentName: 'cart' };
const ref = { organization: 'acme', project: 'shop', component: 'cart' };

function cart() {
  return new StoredResources()
    .with(serviceBindingKind, 'cart', {
      owner,
      environment: 'development',
      workloadSpec: {
        containers: { main: { image: 'registry.test/cart:1' } },
        endpoints: {
          web: { type: 'HTTP', port: 8080, visibility: ['public'] },
          admin: { type: 'HTTP', port: 9090, visibility: ['project'] },
        },
      },
      apis: { items: { className: 'strict', type: 'REST' } },
    })
    .with(apiKind, 'weather', {
      owner,
      environmentName: 'development',
      className: 'gone',
      type: 'REST',
    })
    .with(apiClassKind, 'default', {})
    .with(apiClassKind, 'strict', {
      restPolicy: {
        defaults: {
          authentication: {
            type: 'jwt',
            jwt: { jwks: 'https://id.test/keys', issuer: 'https://id.test' },
          },
          rateLimit: { requests: 100, window: '1m' },
        },
        public: { rateLimit: { requests: 10, window: '1m' } },
      },
    });
}

const classesIn = (environment: string) =>
  apiClassesOf(cart().store, ref, environment);

describe('apiClassesOf', () => {
  it('has the classes of declared, derived and standalone APIs', () => {
    const names = [...classesIn('development')].map(([api, { name }]) => [
      api,
      name,
    ]);
    expect(Object.fromEntries(names)).toEqual({
      items: 'strict',
      web: 'default',
      weather: 'gone',
    });
  });

  it('merges the policies of each gateway over the defaults', () => {
    const { policies } = classesIn('development').get('items') ?? {};
    expect(policies?.organization).toEqual([
      { type: 'authentication', text: 'JSON Web Token of https://id.test' },
      {
        type: 'rateLimit',
        text: '100 requests in 1m, for each replica of the gateway',
      },
    ]);
    expect(policies?.public).toContainEqual({
      type: 'rateLimit',
      text: '10 requests in 1m, for each replica of the gateway',
    });
  });

  it('has no policies of a class that does not exist', () => {
    expect(classesIn('development').get('weather')?.policies).toBeUndefined();
  });

  it('has nothing of an environment where nothing is deployed', () => {
    expect(classesIn('staging').size).toBe(0);
  });
});
