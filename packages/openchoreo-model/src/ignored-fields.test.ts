import { hasIgnoredFields, ignoredFields } from './ignored-fields';
import { apiClassKind } from './kinds/api-class';
import { componentKind } from './kinds/component';
import { dataPlaneKind } from './kinds/data-plane';
import { deployableArtifactKind } from './kinds/deployable-artifact';
import { environmentKind } from './kinds/environment';

describe('ignoredFields', () => {
  it('returns the fields of an Environment that have no effect', () => {
    const spec = {
      dataPlaneRef: 'default',
      policies: { maxReplicas: 3, requireSigned: false },
    };
    expect(ignoredFields(environmentKind, { spec })).toEqual([
      'spec.policies.maxReplicas',
    ]);
  });

  it('returns fields in nested objects, and not those that have an effect', () => {
    const spec = {
      owner: { projectName: 'shop', componentName: 'greeter' },
      targetArtifact: {
        fromImageRef: { tag: '1.0.0', skipVersionValidation: true },
      },
      configuration: { endpointTemplates: [{ metadata: { name: 'http' } }] },
    };
    expect(ignoredFields(deployableArtifactKind, { spec })).toEqual([
      'spec.targetArtifact.fromImageRef.skipVersionValidation',
      'spec.configuration',
    ]);
  });

  it('returns no required fields', () => {
    const spec = { registry: { prefix: 'registry.test' }, gateway: {} };
    expect(ignoredFields(dataPlaneKind, { spec })).toEqual([]);
  });

  it('returns nothing for an object without a spec', () => {
    expect(ignoredFields(componentKind, {})).toEqual([]);
  });
});

describe('hasIgnoredFields', () => {
  it('is whether a kind has fields that have no effect', () => {
    expect(hasIgnoredFields(environmentKind)).toBe(true);
    expect(hasIgnoredFields(deployableArtifactKind)).toBe(true);
    expect(hasIgnoredFields(apiClassKind)).toBe(false);
  });
});
