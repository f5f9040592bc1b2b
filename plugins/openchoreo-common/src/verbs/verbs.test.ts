import { isResourcePermission } from '@backstage/plugin-permission-common';
import { commands } from '../operations/commands';
import {
  operationPath,
  pathParameters,
  requestSchemas,
} from '../operations/Operation';
import type { ReadDeclaration } from '../operations/ReadDeclaration';
import { reads } from '../operations/reads';
import { openchoreoPermissions, platformReadPermission } from '../permissions';
import { verbs } from '.';
import type { VerbDeclaration } from './Verb';

const operations: readonly (ReadDeclaration | VerbDeclaration)[] = [
  ...Object.values(reads),
  ...Object.values(commands),
  ...Object.values(verbs),
];

/** The action that agents get of an operation, if they get one. */
function agentActionOf(operation: ReadDeclaration | VerbDeclaration) {
  const { name, description } = operation;
  const isVerb = 'attributes' in operation;
  const output = isVerb ? operation.output : operation.agent?.output;
  return output ? [{ name, description, output }] : [];
}

describe('the declarations of reads and verbs', () => {
  it('have a name and a route of their own', () => {
    const names = operations.map(({ name }) => name);
    const routes = operations.map(
      operation => `${operation.http.method} ${operationPath(operation)}`,
    );
    expect(new Set(names).size).toBe(operations.length);
    expect(new Set(routes).size).toBe(operations.length);
  });

  it.each(operations)('are complete: $name', operation => {
    expect(operation.name).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(Object.keys(operation.input.shape)).toEqual(
      expect.arrayContaining(pathParameters(operation)),
    );
    for (const field of Object.values(operation.input.shape)) {
      expect(field).toHaveProperty('description', expect.any(String));
    }
  });

  it.each(operations.flatMap(agentActionOf))(
    'tell agents what they do and return: $name',
    ({ description, output }) => {
      expect(description).toMatch(/^[A-Z][^.]{20,}.*\.$/s);
      for (const field of Object.values(output.shape)) {
        expect(field).toHaveProperty('description', expect.any(String));
      }
    },
  );

  it.each(
    operations.filter(({ permission }) => typeof permission === 'object'),
  )('are audited and have a permission of the list: $name', operation => {
    const { audit, permission, resource } = operation;
    expect(audit).toBeDefined();
    expect(openchoreoPermissions).toContain(permission);
    const isOnResource = openchoreoPermissions.some(
      candidate => candidate === permission && isResourcePermission(candidate),
    );
    // A policy decides about a creation by the entity that it is created in. What platform engineers read is decided without one.
    expect(isOnResource).toBe(
      resource !== 'platform' && permission !== platformReadPermission,
    );
  });

  it('reject an unknown field of a body', () => {
    const { rest } = requestSchemas(verbs.promoteComponent);
    const body = { from: 'development', to: 'staging' };
    expect(rest.safeParse(body).success).toBe(true);
    expect(rest.safeParse({ ...body, force: true }).success).toBe(false);
  });

  it('reject a name that Kubernetes, a label or a host name would not take', () => {
    const { name } = verbs.createComponent.input.shape;
    expect(name.safeParse('departures').success).toBe(true);
    for (const invalid of ['Not_A_Name', '1st', 'a-', 'x'.repeat(51)]) {
      expect(name.safeParse(invalid).success).toBe(false);
    }
  });
});
