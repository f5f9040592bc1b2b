import { mockServices } from '@backstage/backend-test-utils';
import {
  componentKind,
  deploymentPipelineKind,
  environmentKind,
  organizationKind,
  projectKind,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import { ResourceStore } from '../cache/ResourceStore';
import { kinds } from './kinds';
import { projectSnapshots } from './projectSnapshot';

const store = new ResourceStore({ kinds, logger: mockServices.logger.mock() });

function add(
  { apiVersion, kind, ...definition }: KindDefinition,
  name: string,
  spec: object,
  metadata: object = { namespace: 'acme' },
) {
  const raw = { apiVersion, kind, metadata: { name, ...metadata }, spec };
  store.parse({ apiVersion, kind, ...definition }, raw);
}

describe('projectSnapshots', () => {
  beforeAll(() => {
    const owned = { annotations: { 'openchoreo.dev/owner': 'group:acme' } };
    add(organizationKind, 'acme', {}, owned);
    add(projectKind, 'shop', { deploymentPipelineRef: 'main' });
    add(projectKind, 'lost', { deploymentPipelineRef: 'missing' });
    add(projectKind, 'other', {}, { namespace: 'globex' });
    add(deploymentPipelineKind, 'main', {
      promotionPaths: [
        {
          sourceEnvironmentRef: 'staging',
          targetEnvironmentRefs: [{ name: 'production' }],
        },
        {
          sourceEnvironmentRef: 'development',
          targetEnvironmentRefs: [{ name: 'staging' }, { name: 'gone' }],
        },
      ],
    });
    add(environmentKind, 'development', {});
    add(environmentKind, 'staging', {});
    add(environmentKind, 'production', { isProduction: true });
    add(componentKind, 'cart', {
      owner: { projectName: 'shop' },
      type: 'Service',
    });
    add(componentKind, 'web', {
      owner: { projectName: 'lost' },
      type: 'Service',
    });
  });

  it('has the existing environments of the pipeline in promotion order', () => {
    const [shop] = projectSnapshots(store, {
      organization: 'acme',
      project: 'shop',
    });
    expect(shop).toMatchObject({
      organization: 'acme',
      name: 'shop',
      owner: 'group:acme',
      pipeline: { name: 'main' },
      environments: [
        { name: 'development', isProduction: false },
        { name: 'staging', isProduction: false },
        { name: 'production', isProduction: true },
      ],
      components: ['cart'],
    });
  });

  it('has the problem of a project without a pipeline', () => {
    const [lost] = projectSnapshots(store, {
      organization: 'acme',
      project: 'lost',
    });
    expect(lost).toMatchObject({
      environments: [],
      components: ['web'],
      problem: { reason: 'DeploymentPipelineNotFound' },
    });
  });

  it.each([
    [{}, ['lost', 'other', 'shop']],
    [{ organization: 'acme' }, ['lost', 'shop']],
    [{ organization: 'globex', project: 'shop' }, []],
  ])('are those of the scope %j', (scope, expected) => {
    const names = projectSnapshots(store, scope).map(({ name }) => name);
    expect(names.sort()).toEqual(expected);
  });
});
