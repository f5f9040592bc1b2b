import {
  clusterComponentTypeKind,
  clusterTraitKind,
  componentTypeKind,
  traitKind,
} from '@promenade/openchoreo-model';
import { jsonAt } from '../../runtime/json';
import { describe1x, readDocuments } from './__testUtils__/openchoreo-1x';
import { validateComponentType, validateTrait } from './validate-definition';

const parameters = {
  openAPIV3Schema: {
    type: 'object',
    properties: {
      replicas: { type: 'integer' },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
      free: { 'x-kubernetes-preserve-unknown-fields': true },
      limits: { type: 'object', properties: { cpu: { type: 'string' } } },
    },
  },
};

/** The problems of a type with a template for one of its objects. */
function problemsOf(template: object, fields: object = {}) {
  const type = componentTypeKind.schema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'ComponentType',
    metadata: { name: 'web' },
    spec: {
      workloadType: 'deployment',
      parameters,
      resources: [
        { id: 'deployment', template: { kind: 'Deployment' } },
        { id: 'other', template, ...fields },
      ],
    },
  });
  return validateComponentType(type).map(
    ({ field, message }) => `${field}: ${message}`,
  );
}

describe('the validation of a ComponentType', () => {
  it('accepts expressions on declared values', () => {
    expect(
      problemsOf({
        spec: {
          replicas: '${parameters.replicas + 1}',
          any: '${parameters.labels.team + parameters.free.a.b}',
          optional: '${parameters.?limits.?cpu.orValue("1")}',
          other: '${has(parameters.limits.cpu) ? 1 : 2}',
        },
      }),
    ).toEqual([]);
  });

  it('names the field of a syntax error', () => {
    expect(problemsOf({ spec: { replicas: '${1 +}' } })).toEqual([
      'spec.resources[1].template.spec.replicas: Unexpected token: EOF in ${1 +}',
    ]);
  });

  it('names variables and functions that do not exist', () => {
    const problems = problemsOf({
      metadata: { annotations: { 'a.b/c': '${paramters.replicas}' } },
      data: ['${oc_nope("a")}'],
    });
    expect(problems).toEqual([
      'spec.resources[1].template.metadata.annotations["a.b/c"]: Unknown variable: paramters in ${paramters.replicas}',
      'spec.resources[1].template.data[0]: found no matching overload for \'oc_nope(string)\' in ${oc_nope("a")}',
    ]);
  });

  it('names the values that the schema does not have', () => {
    expect(
      problemsOf({
        replicas: '${parameters.replicaz}',
        cpu: '${parameters.limits.memory}',
        // A variable of the expression hides the one of the type.
        hidden: '${[{"x": 1}].map(parameters, parameters.x)}',
        environment: '${environmentConfigs["size"]}',
      }),
    ).toEqual([
      'spec.resources[1].template.replicas: parameters.replicaz: the schema of parameters has no such value in ${parameters.replicaz}',
      'spec.resources[1].template.cpu: parameters.limits.memory: the schema of parameters has no such value in ${parameters.limits.memory}',
      'spec.resources[1].template.environment: environmentConfigs.size: the schema of environmentConfigs has no such value in ${environmentConfigs["size"]}',
    ]);
  });

  it('knows the variable of a loop in its template only', () => {
    const loop = { forEach: '${["a"]}', var: 'each' };
    expect(problemsOf({ a: '${each}' }, loop)).toEqual([]);
    expect(problemsOf({}, { ...loop, includeWhen: '${each == "a"}' })).toEqual([
      'spec.resources[1].includeWhen: Unknown variable: each in ${each == "a"}',
    ]);
  });

  it('rejects an expression in another one, and one without an end', () => {
    expect(problemsOf({ a: '${1 + ${2}}', b: '${1 + 2' })).toEqual([
      'spec.resources[1].template.a: an expression contains another one; write it without ${ and }',
      'spec.resources[1].template.b: an expression has no closing brace; add }',
    ]);
  });

  it('rejects schemas that refer to nothing or to themselves', () => {
    const schema = (openAPIV3Schema: object) =>
      validateTrait(
        traitKind.schema.parse({
          apiVersion: 'openchoreo.dev/v1alpha1',
          kind: 'Trait',
          metadata: { name: 'cache' },
          spec: { parameters: { openAPIV3Schema } },
        }),
      );
    expect(
      schema({ type: 'object', properties: { a: { $ref: '#/$defs/B' } } }),
    ).toEqual([
      {
        field: 'spec.parameters.openAPIV3Schema.properties.a.$ref',
        message:
          '#/$defs/B does not exist in the schema. Use a reference such as #/$defs/Port',
      },
    ]);
    const circle = { type: 'object', properties: { a: { $ref: '#/$defs/B' } } };
    expect(schema({ ...circle, $defs: { B: circle } })).toEqual([
      {
        field: 'spec.parameters.openAPIV3Schema.properties.a.properties.a.$ref',
        message: '#/$defs/B is circular: #/$defs/B → #/$defs/B',
      },
    ]);
  });
});

describe1x('The types and traits of OpenChoreo v1.2.3', () => {
  it.each([
    'samples/getting-started/all.yaml',
    'samples/component-types/component-with-embedded-traits/component-with-embedded-traits.yaml',
    'samples/component-types/component-with-configs/component-with-configs.yaml',
    'samples/component-types/component-grpc-service/grpc-service-component.yaml',
    'samples/component-types/component-http-openapi-service/http-openapi-service-component.yaml',
  ])('of %s are valid', file => {
    const documents = readDocuments(file);
    const ofKind = (kind: string) =>
      documents.filter(document => jsonAt(document, 'kind') === kind);
    const types = ofKind('ClusterComponentType').map(document =>
      validateComponentType(clusterComponentTypeKind.schema.parse(document)),
    );
    const traits = ofKind('ClusterTrait').map(document =>
      validateTrait(clusterTraitKind.schema.parse(document)),
    );
    expect(types.length).toBeGreaterThan(0);
    expect([...types, ...traits].flat()).toEqual([]);
  });
});
