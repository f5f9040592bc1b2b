import { functions, isTrue, printed, type Value } from './functions';
import { parseTemplate, type Expression, type Node } from './parse';
import { TemplateError } from './tokens';

/** What a template is executed over: `.name` is the value of that name. */
export type TemplateData = { readonly [name: string]: string | number };

type Dot = TemplateData | Value;

/**
 * Executes a Go text/template over a flat set of values, as far as it goes
 * (see {@link parseTemplate}). A field that there is not prints `<no value>`,
 * as Go has it for maps.
 *
 * @throws TemplateError where the text is no template or cannot be executed
 */
export function executeTemplate(template: string, data: TemplateData): string {
  return run(parseTemplate(template), data);
}

function run(nodes: readonly Node[], dot: Dot): string {
  return nodes
    .map(node => {
      if (node.kind === 'text') return node.text;
      if (node.kind === 'print')
        return printed(plain(evaluate(node.value, dot)));
      const test = evaluate(node.test, dot);
      const holds = typeof test === 'object' || isTrue(test);
      return holds
        ? run(node.then, node.rebind ? test : dot)
        : run(node.otherwise, dot);
    })
    .join('');
}

function evaluate(expression: Expression, dot: Dot): Dot {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'field') return fieldOf(dot, expression.path);
  const call = functions.get(expression.name);
  if (!call) {
    throw new TemplateError(`there is no function "${expression.name}"`);
  }
  return call(...expression.args.map(arg => plain(evaluate(arg, dot))));
}

function fieldOf(dot: Dot, path: readonly string[]): Dot {
  const [name, ...rest] = path;
  if (name === undefined) return dot;
  if (typeof dot !== 'object' || rest.length > 0) {
    throw new TemplateError(`".${path.join('.')}" is a field of no object`);
  }
  return Object.hasOwn(dot, name) ? dot[name] : undefined;
}

function plain(value: Dot): Value {
  if (typeof value === 'object') {
    throw new TemplateError(
      '"." stands for all values and cannot be used as one',
    );
  }
  return value;
}
