import { hasIgnoredFields, ignoredFields } from './ignored-fields';
import { apiClassKind } from './kinds/api-class';
import { componentKind } from './kinds/component';
import { dataPlaneKind } from './kinds/data-plane';
import { deployableArtifactKind } from './kinds/deployable-artifact';
import { projectKind } from './kinds/project';

describe('ignoredFields', () => {
  it('returns the fields of a DataPlane that have no effect', () => {
    const spec = { gateway: {}, observer: { url: 'https://logs.test' } };
    expect(ignoredFields(dataPlaneKind, { spec })).toEqual(['spec.observer']);
  });

  it('returns no field whose value equals an absent one', () => {
    const fromImageRef = { tag: '1.0.0', skipVersionValidation: false };
    const spec = { targetArtifact: { fromImageRef }, configuration: {} };
    expect(ignoredFields(deployableArtifactKind, { spec })).toEqual([]);
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
    expect(hasIgnoredFields(projectKind)).toBe(false);
    expect(hasIgnoredFields(dataPlaneKind)).toBe(true);
    expect(hasIgnoredFields(deployableArtifactKind)).toBe(true);
    expect(hasIgnoredFields(apiClassKind)).toBe(false);
  });
});
