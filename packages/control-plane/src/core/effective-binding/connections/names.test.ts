import { backendBinding } from '../../../test/__testUtils__/rendering/connection-case';
import { renderTarget } from '../target';
import { connectionName, secretVariable } from './names';

describe('the names of a connection', () => {
  it('are valid names of a Service for any connection', () => {
    const target = renderTarget(backendBinding('shop'));
    const names = ['my.db', 'my-db', 'My DB', 'x'.repeat(300)].map(name =>
      connectionName(target, name),
    );
    for (const name of names) {
      expect(name).toMatch(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/);
    }
    expect(new Set(names).size).toBe(4);
  });

  it('are distinct for the variables of two secrets', () => {
    const variables = [
      ['a', 'b_c'],
      ['a-b', 'c'],
      ['a.b', 'c'],
      ['a', 'B_c'],
      ['a--b', 'c'],
    ].map(([connection, secret]) => secretVariable(connection, secret));
    expect(variables.slice(0, 2)).toEqual([
      'CONNECTION_A__B_C',
      'CONNECTION_A_B__C',
    ]);
    expect(new Set(variables).size).toBe(variables.length);
    for (const variable of variables) {
      expect(variable).toMatch(/^[A-Z][A-Z0-9_]*$/);
    }
  });
});
