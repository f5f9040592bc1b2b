import { createProgram } from '../program/createProgram';
import { operations } from '../program/operations';
import { completeWords } from './completeWords';

const notRun = () => {
  throw new Error('The test runs no command');
};

const program = createProgram({
  name: 'promenade',
  version: '0.0.0',
  operations,
  terminal: process,
  signal: new AbortController().signal,
  loaders: { runner: notRun, kubernetes: notRun },
});

const complete = (...words: string[]) =>
  completeWords(program, words).candidates.map(({ word }) => word);

const names = (...words: string[]) => completeWords(program, words).names;

describe('completeWords', () => {
  it('completes commands, but no hidden ones', () => {
    expect(complete('pr')).toEqual(['preview', 'promote']);
    expect(complete('')).not.toContain('__complete');
  });

  it('completes the nouns of a command', () => {
    expect(complete('delete', '')).toEqual(
      expect.arrayContaining(['component', 'project']),
    );
  });

  it('completes options of the command and of all commands', () => {
    expect(complete('deploy', 'cart', '--')).toEqual(
      expect.arrayContaining(['--image', '--wait', '--output']),
    );
    expect(complete('deploy', '--im')).toEqual(['--image']);
  });

  it('completes values of options and arguments', () => {
    expect(complete('list', 'projects', '-o', '')).toEqual([
      'table',
      'json',
      'yaml',
      'name',
    ]);
    expect(complete('create', 'component', '--type', 'Web')).toEqual([
      'WebApplication',
    ]);
    expect(complete('completion', 'f')).toEqual(['fish']);
  });

  it('has nothing for a value that may be any text', () => {
    expect(complete('deploy', '--image', '')).toEqual([]);
    expect(names('deploy', '--image', '')).toBeUndefined();
    expect(names('create', 'component', '')).toBeUndefined();
  });

  it('tells the names that are needed, and what they depend on', () => {
    expect(names('promote', '--project', 'tram', 'cart', '--to', 'st')).toEqual(
      {
        reference: 'environment',
        typed: 'st',
        given: { project: 'tram', component: 'cart' },
      },
    );
    expect(names('--portal', 'http://a', 'approve', 'tram/cart', '')).toEqual({
      reference: 'openPromotion',
      typed: '',
      given: { portal: 'http://a', component: 'tram/cart' },
    });
    expect(names('logs', 'ca')).toMatchObject({ reference: 'component' });
    expect(names('logs', '--fo')).toBeUndefined();
  });
});
