import type { StepContext } from './resolveStep';

/** Sets the outputs of a step that have a value. */
export function outputAll(
  { output }: Pick<StepContext, 'output'>,
  outputs: object,
): void {
  for (const [name, value] of Object.entries(outputs)) {
    if (value !== undefined) output(name, value);
  }
}
