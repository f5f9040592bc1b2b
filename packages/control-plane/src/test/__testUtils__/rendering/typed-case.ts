import {
  componentBindingKind,
  type ComponentBinding,
} from '@promenade/openchoreo-model';
import type { BindingLookups } from '../../../core/effective-binding/binding-lookups';
import {
  resolveBinding,
  type EffectiveTypedBinding,
} from '../../../core/effective-binding/effective-binding';
import { parseDefinitions } from '../../../core/component-type/definitions';
import { testLookups } from './test-lookups';
import type { ServiceCase } from './service-case';

/** A component with a component type as a test declares it; the rest are defaults. */
export interface TypedCase
  extends Pick<ServiceCase, 'name' | 'binding' | 'workload'>,
    Partial<BindingLookups> {
  /** `spec` of the ComponentType. */
  readonly type: object;
}

/** A ComponentBinding of component `greeter` of project `shop` in `development`. */
function componentBinding({
  name = 'greeter',
  type,
  binding,
  workload,
}: TypedCase): ComponentBinding {
  return componentBindingKind.schema.parse({
    apiVersion: componentBindingKind.apiVersion,
    kind: 'ComponentBinding',
    metadata: { name, namespace: 'acme' },
    spec: {
      owner: { projectName: 'shop', componentName: 'greeter' },
      environment: 'development',
      componentType: { kind: 'ComponentType', name: 'service', spec: type },
      workloadSpec: {
        containers: { main: { image: 'registry.test/app:1' } },
        endpoints: { api: { type: 'REST', port: 8080 } },
        ...workload,
      },
      ...binding,
    },
  });
}

/** The case, resolved. */
export function effectiveTypedCase(given: TypedCase): EffectiveTypedBinding {
  const binding = componentBinding(given);
  const definitions = parseDefinitions(binding.spec);
  if (!definitions) throw new Error('the case has no component type');
  return resolveBinding(binding, definitions, testLookups(given));
}
