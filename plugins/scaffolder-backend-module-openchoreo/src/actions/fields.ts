import type { z as zod } from 'zod/v3';

/*
 * Inputs and outputs that several actions have. The scaffolder hands its own zod, version 3, to each field; it makes JSON
 * Schema of them, which checks inputs and is shown in the list of installed actions.
 */

type Z = typeof zod;

export const organizationOfPlainName = (z: Z) =>
  z
    .string({
      description:
        'The organization, where what is named is given by its plain name: its own name, or the entity ref of its Domain',
    })
    .min(1)
    .optional();

export const timeout = (z: Z) =>
  z
    .union([
      z.string(),
      z.object({
        hours: z.number().optional(),
        minutes: z.number().optional(),
        seconds: z.number().optional(),
        milliseconds: z.number().optional(),
      }),
    ])
    .describe(
      'How long to wait at most, such as 10m, PT10M or { minutes: 10 }. Ten minutes by default',
    )
    .optional();

export const text = (description: string) => (z: Z) =>
  z.string({ description });

export const optionalText = (description: string) => (z: Z) =>
  z.string({ description }).min(1).optional();

export const optionalSwitch = (description: string) => (z: Z) =>
  z.boolean({ description }).optional();

export const objects = (z: Z) =>
  z
    .array(
      z.object({
        kind: z.string(),
        namespace: z.string().optional(),
        name: z.string(),
      }),
    )
    .describe(
      'The Kubernetes objects that were made; on a dry run, that would be',
    );
