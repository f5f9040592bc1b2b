import { Writable } from 'node:stream';
import path from 'node:path';
import pino from 'pino';
import {
  startTestServer,
  waitFor,
  type TestServer,
} from '../__testUtils__/test-server';
import {
  definitions,
  widget,
  widgetDefinition,
  widgets,
} from '../__testUtils__/widgets';

const mergePatch = { contentType: 'application/merge-patch+json' };

// Tests run from sources only, from this folder or from the root of the repository.
// eslint-disable-next-line no-restricted-syntax
const crds = path.resolve(__dirname, '../../../../deploy/crds');

/** The definition of widgets with rules at its root. */
function definitionWithRules(...rules: object[]) {
  const definition = structuredClone(widgetDefinition);
  const { openAPIV3Schema } = definition.spec.versions[0].schema;
  Object.assign(openAPIV3Schema, { 'x-kubernetes-validations': rules });
  return definition;
}

describe('validation rules', () => {
  let server: TestServer;
  let log = '';

  beforeAll(async () => {
    const stream = new Writable({
      write(chunk, _encoding, done) {
        log += chunk;
        done();
      },
    });
    server = await startTestServer({
      crds: [crds],
      logger: pino({ level: 'warn' }, stream),
    });
  });
  afterAll(() => server.stop());
  afterEach(async () => {
    await server.client.delete(`${definitions}/widgets.example.com`);
    await waitFor(
      () => server.client.get(`${definitions}/widgets.example.com`),
      ({ code }) => code === 404,
    );
    log = '';
  });

  const install = async (...rules: object[]) => {
    const { code } = await server.client.post(
      definitions,
      definitionWithRules(...rules),
    );
    expect(code).toBe(201);
    await waitFor(
      () => server.client.get(widgets),
      ({ code: found }) => found === 200,
    );
  };
  const patch = (target: string, body: object) =>
    server.client.request('PATCH', target, {
      ...mergePatch,
      body: JSON.stringify(body),
    });

  it('reject a definition that has an invalid rule', async () => {
    const { code, body } = await server.client.post(
      definitions,
      definitionWithRules({ rule: 'self.spec.size' }),
    );
    expect(code).toBe(422);
    expect(body).toMatchObject({
      details: {
        causes: [
          {
            field:
              'spec.versions[0].schema.openAPIV3Schema.x-kubernetes-validations[0].rule',
            reason: 'FieldValueInvalid',
          },
        ],
      },
    });
  });

  it('are logged if they are not evaluated', async () => {
    await install({ rule: "ip('::1').family() == 4" });
    expect(log.match(/is not evaluated/g)).toHaveLength(1);
    expect(log).toContain('the function ip is not supported');
    expect((await server.client.post(widgets, widget('one'))).code).toBe(201);
  });

  it('reject updates of an object and of its status', async () => {
    await install(
      {
        rule: "!has(oldSelf.status) || !has(oldSelf.status.phase) || oldSelf.status.phase != 'Done' || self.spec == oldSelf.spec",
        message: 'spec is immutable',
        fieldPath: '.spec',
        reason: 'FieldValueForbidden',
      },
      {
        rule: "!has(self.status) || !has(self.status.phase) || self.status.phase != 'Bad'",
        fieldPath: '.status.phase',
        message: 'must not be Bad',
      },
    );
    await server.client.post(widgets, widget('one'));
    const one = `${widgets}/one`;
    const bad = await patch(`${one}/status`, { status: { phase: 'Bad' } });
    expect(bad.code).toBe(422);
    expect(bad.body.message).toBe(
      'Widget.example.com "one" is invalid: status.phase: Invalid value: must not be Bad',
    );
    expect((await patch(one, { spec: { replicas: 2 } })).code).toBe(200);
    await patch(`${one}/status`, { status: { phase: 'Done' } });
    const changed = await patch(one, { spec: { replicas: 3 } });
    expect(changed.code).toBe(422);
    expect(changed.body.message).toBe(
      'Widget.example.com "one" is invalid: spec: Forbidden: spec is immutable',
    );
    const labels = { metadata: { labels: { a: 'b' } } };
    expect((await patch(one, labels)).code).toBe(200);
  });

  it('make the spec of a DeployableArtifact immutable', async () => {
    const artifacts =
      '/apis/openchoreo.dev/v1alpha1/namespaces/default/deployableartifacts';
    const created = await server.client.post(artifacts, {
      apiVersion: 'openchoreo.dev/v1alpha1',
      kind: 'DeployableArtifact',
      metadata: { name: 'one' },
      spec: { targetArtifact: {}, parameters: { a: [1] } },
    });
    expect(created.code).toBe(201);
    const one = `${artifacts}/one`;
    const changed = await patch(one, { spec: { parameters: { a: [2] } } });
    expect(changed.code).toBe(422);
    expect(changed.body.message).toBe(
      'DeployableArtifact.openchoreo.dev "one" is invalid: spec: Forbidden: spec is immutable. Create a new DeployableArtifact.',
    );
    const labels = { metadata: { labels: { a: 'b' } } };
    expect((await patch(one, labels)).code).toBe(200);
  });

  it('make a finished Promotion immutable', async () => {
    const promotions =
      '/apis/delivery.openchoreo.dev/v1alpha1/namespaces/default/promotions';
    const created = await server.client.post(promotions, {
      apiVersion: 'delivery.openchoreo.dev/v1alpha1',
      kind: 'Promotion',
      metadata: { name: 'one' },
      spec: {
        owner: { projectName: 'p', componentName: 'c' },
        from: 'development',
        to: 'production',
      },
    });
    expect(created.code).toBe(201);
    const one = `${promotions}/one`;
    const setPhase = (phase: string) =>
      patch(`${one}/status`, { status: { phase } });
    expect((await patch(one, { spec: { reason: 'r' } })).code).toBe(200);
    expect((await setPhase('Checking')).code).toBe(200);
    expect((await setPhase('Succeeded')).code).toBe(200);
    const phase = await setPhase('Pending');
    expect(phase.code).toBe(422);
    expect(phase.body.message).toBe(
      'Promotion.delivery.openchoreo.dev "one" is invalid: status: Forbidden: The result of a finished promotion is immutable.',
    );
    const spec = await patch(one, { spec: { reason: 's' } });
    expect(spec.body.message).toBe(
      'Promotion.delivery.openchoreo.dev "one" is invalid: spec: Forbidden: spec is immutable after the promotion has finished. Create a new Promotion.',
    );
    const conditions = { status: { observedGeneration: 2 } };
    expect((await patch(`${one}/status`, conditions)).code).toBe(200);
  });
});
