import type { Entity } from '@backstage/catalog-model';
import {
  descriptiveAnnotations,
  environmentAnnotation,
  joinedAnnotation,
  openchoreoAnnotations,
  originLocation,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoEntityRules } from './entityRules';

const origin = 'backstage.io/managed-by-origin-location';

const ofShop = {
  [openchoreoAnnotations.organization]: 'acme',
  [openchoreoAnnotations.project]: 'shop',
  [environmentAnnotation('development')]: 'deployed',
  [environmentAnnotation('production')]: 'deployed',
  [descriptiveAnnotations.production]: 'true',
};

/** A component of the project shop that is deployed to production, from the control plane by default. */
function component(
  annotations: Record<string, string> = { [origin]: originLocation },
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'greeter', annotations: { ...ofShop, ...annotations } },
  };
}

const staging: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'environment-staging',
    annotations: {
      [origin]: originLocation,
      [openchoreoAnnotations.organization]: 'acme',
      [openchoreoAnnotations.environment]: 'staging',
    },
  },
};

const paramsThat: Record<string, { meet: object; fail: object }> = {
  IS_IN_OPENCHOREO_ORGANIZATION: {
    meet: { organizations: ['globex', 'acme'] },
    fail: { organizations: ['globex'] },
  },
  IS_IN_OPENCHOREO_PROJECT: {
    meet: { projects: ['shop'] },
    fail: { projects: ['rail'] },
  },
  IS_IN_OPENCHOREO_ENVIRONMENT: {
    meet: { environments: ['production'] },
    fail: { environments: ['staging'] },
  },
};

/** Applies a rule without its type: the framework validates parameters before. */
function allows(name: string, entity: Entity, params: object = {}): boolean {
  const rule = openChoreoEntityRules.find(each => each.name === name);
  if (!rule) throw new Error(`There is no rule ${name}`);
  return Reflect.apply(rule.apply, rule, [entity, params]);
}

describe('the rules for entities', () => {
  it.each(Object.entries(paramsThat))(
    '%s reads the annotations of an entity',
    (name, { meet, fail }) => {
      expect(allows(name, component(), meet)).toBe(true);
      expect(allows(name, component(), fail)).toBe(false);
    },
  );

  it('IS_IN_OPENCHOREO_ENVIRONMENT allows the environment itself', () => {
    const rule = 'IS_IN_OPENCHOREO_ENVIRONMENT';
    expect(allows(rule, staging, { environments: ['staging'] })).toBe(true);
    expect(allows(rule, staging, { environments: ['production'] })).toBe(false);
  });

  it('IS_IN_OPENCHOREO_PRODUCTION allows what is deployed to production', () => {
    const rule = 'IS_IN_OPENCHOREO_PRODUCTION';
    expect(allows(rule, component())).toBe(true);
    expect(allows(rule, staging)).toBe(false);
  });

  it.each(Object.entries(paramsThat))(
    '%s allows an entity that has joined a component',
    (name, { meet, fail }) => {
      const joined = component({
        [origin]: 'url:https://git.example.com/acme/greeter/catalog-info.yaml',
        [joinedAnnotation]: 'acme/shop/greeter',
      });
      expect(allows(name, joined, meet)).toBe(true);
      expect(allows(name, joined, fail)).toBe(false);
    },
  );

  it.each(Object.entries(paramsThat))(
    '%s ignores the annotations of an entity file',
    (name, { meet }) => {
      const registered = component({
        [origin]: 'url:https://git.example.com/mallory/catalog-info.yaml',
      });
      expect(allows(name, registered, meet)).toBe(false);
    },
  );
});
