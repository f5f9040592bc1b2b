import { jsonAt } from '../../runtime/json';
import {
  objectsOf,
  renderCase,
  restApi,
  specOf,
} from '../__testUtils__/rendering/service-case';

const image = 'registry.test/app:1';

describe('what OpenChoreo v0.3.2 renders wrongly', () => {
  it('quirk 6: what protects an API from the organization is read from the policy of the organization', () => {
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

  it('quirk 31: an API without its backend is named, and the rest is rendered', () => {
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

  it('quirk 36: a file that is written out has its ConfigMap, though no group is referred to', () => {
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

  it('quirk 37: an APIClass without policies asks for nothing, and nothing is amiss', () => {
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
