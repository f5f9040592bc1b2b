import { z } from 'zod';
import { openApiDocument } from './openApiDocument';
import { commands } from './operations/commands';
import { operationPath, type Operation } from './operations/Operation';
import { reads } from './operations/reads';
import { verbs } from './verbs';
import { declareVerb } from './verbs/Verb';

describe('openApiDocument', () => {
  const document = openApiDocument({ version: '1.2.3' });

  it('has every schema that it refers to', () => {
    const text = JSON.stringify(document);
    const refs = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)];
    expect(refs.length).toBeGreaterThan(10);
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(refs.map(([, name]) => name)),
    );
  });

  it('derives its schemas from those that validate requests and responses', () => {
    expect(document.components.schemas).toMatchObject({
      EnvironmentCard: {
        type: 'object',
        properties: { state: { enum: expect.arrayContaining(['Ready']) } },
      },
      PromoteComponentRequest: {
        required: ['from', 'to'],
        additionalProperties: false,
      },
    });
  });

  it('has an operation for every read, command and verb', () => {
    for (const operation of [
      ...Object.values(reads),
      ...Object.values(commands),
      ...Object.values(verbs),
    ]) {
      const method = operation.http.method.toLocaleLowerCase('en-US');
      expect(document.paths[operationPath(operation)][method]).toMatchObject({
        summary: operation.title,
        responses: { [operation.http.status]: {} },
      });
    }
  });

  it('has a verb that is added to the list', () => {
    const purge = declareVerb({
      ...verbs.promoteComponent,
      name: 'purge-cache',
      input: verbs.promoteComponent.input.pick({
        organization: true,
        project: true,
        component: true,
        reason: true,
      }),
      output: z.object({ pods: z.int() }),
      http: { method: 'POST', path: '/purge', status: 200 },
      references: undefined,
      environment: undefined,
      audit: undefined,
    });
    const { paths, components } = openApiDocument({
      verbs: [...Object.values(verbs), purge],
    });
    expect(paths[operationPath(purge)].post.operationId).toBe('purgeCache');
    expect(components.schemas).toMatchObject({
      PurgeCacheRequest: { properties: { reason: {} } },
      PurgeCacheResponse: { properties: { pods: {} } },
    });
  });

  it('has the dry run of verbs that change something', () => {
    const parametersOf = (operation: Operation) => {
      const method = operation.http.method.toLocaleLowerCase('en-US');
      return document.paths[operationPath(operation)][method].parameters;
    };
    expect(parametersOf(verbs.applyPipeline)).toContainEqual(
      expect.objectContaining({ name: 'dryRun', in: 'query' }),
    );
    for (const read of [verbs.previewRelease, reads.getHome]) {
      expect(parametersOf(read)).not.toContainEqual(
        expect.objectContaining({ name: 'dryRun' }),
      );
    }
  });

  it('has every parameter of a path', () => {
    for (const [path, operations] of Object.entries(document.paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(operations)) {
        const described = operation.parameters
          .filter(parameter => parameter.in === 'path')
          .map(({ name }) => name);
        expect(described).toEqual(names);
      }
    }
  });
});
