import type { ReadDeclaration } from '@promenade/backstage-plugin-openchoreo-common';
import type { z } from 'zod';
import type { WantedTopic } from './LiveTransport';

/** The topic of a read. Equal inputs have the same topic. */
export function liveTopic<Input extends z.ZodObject>(
  { name }: ReadDeclaration<Input>,
  input: z.input<Input>,
): WantedTopic {
  return {
    id: `${name} ${JSON.stringify(input)}`,
    read: name,
    input: { ...input },
  };
}

/** The answer as a page has it. The error says what of it this version does not know. */
export function parseAnswer<Output extends z.ZodType>(
  { output }: ReadDeclaration<z.ZodObject, Output>,
  answer: unknown,
): { value?: z.output<Output>; error?: Error } {
  if (answer === undefined) return {};
  const { data, error } = output.safeParse(answer);
  return { value: data, error };
}
