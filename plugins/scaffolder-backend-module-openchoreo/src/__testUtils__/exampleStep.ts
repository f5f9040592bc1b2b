import { parse } from 'yaml';
import { z } from 'zod';

const exampleSchema = z.object({
  steps: z.tuple([
    z.object({ action: z.string(), input: z.record(z.string(), z.json()) }),
  ]),
});

/** The step of an example, with the organization of the test in place of `default`. */
export function exampleStep(example: string, organization: string) {
  const [{ action, input }] = exampleSchema.parse(parse(example)).steps;
  return {
    action,
    input: 'organization' in input ? { ...input, organization } : input,
  };
}
