import { jsonAt } from '../../runtime/json';
import {
  objectsOf,
  renderCase,
  restApi,
  specOf,
} from '../__testUtils__/rendering/service-case';

const image = 'registry.test/app:1';

describe('rendering, unlike OpenChoreo v0.3.2,', () => {
  it('uses the organization policy for organization APIs', () => {
    const result = renderCase({
      apis: { api: restApi({ exposeLevels: ['Organization', 'Public'] }) },
      policies: {
        default: {
          organization: { security: { allowedIPs: ['10.0.0.0/8'] } },
        },
      },
    });
    expect(result.problems).toEqual([]);
    expect(objectsOf(result, 'HTTPRoute')).toHaveLength(2);
    expect(specOf(result, 'SecurityPolicy')).toMatchObject({
      targetRefs: [{ name: expect.stringContaining('organization') }],
      authorization: { rules: [{ action: 'Allow' }] },
    });
  });

  it('reports an API without backend, and renders the rest', () => {
    const result = renderCase({
      apis: { broken: { type: 'REST' }, api: restApi() },
    });
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Error',
        field: 'spec.apis.broken.rest.backend',
      }),
    ]);
    expect(objectsOf(result, 'HTTPRoute')).toHaveLength(1);
    expect(result.endpoints).toHaveLength(1);
  });

  it('creates a ConfigMap for a literal file without configuration groups', () => {
    const result = renderCase({
      workload: {
        containers: {
          main: { image, files: [{ mountPath: '/etc/app.ini', value: 'a=b' }] },
        },
      },
    });
    const [{ metadata }] = objectsOf(result, 'ConfigMap');
    const pod = jsonAt(result.resources[0].object, 'spec', 'template', 'spec');
    expect(jsonAt(pod, 'volumes')).toEqual([
      expect.objectContaining({
        configMap: expect.objectContaining({ name: metadata.name }),
      }),
    ]);
  });

  it('accepts an APIClass without policies', () => {
    const result = renderCase({
      apis: { api: restApi() },
      policies: { default: {} },
    });
    expect(result.problems).toEqual([]);
    expect(result.resources.map(({ object }) => object.kind)).toEqual([
      'Deployment',
      'Service',
      'HTTPRoute',
    ]);
  });
});
