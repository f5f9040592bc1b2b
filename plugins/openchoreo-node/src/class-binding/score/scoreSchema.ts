import { z } from 'zod';

/** The version of Score files. */
export const scoreApiVersion = 'score.dev/v1b1';

const texts = z.record(z.string(), z.string());

const fileSchema = z.looseObject({
  source: z.string().optional(),
  content: z.string().optional(),
  noExpand: z.boolean().optional(),
});

const containerSchema = z.looseObject({
  image: z.string().min(1),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  variables: texts.optional(),
  /** A map by path, or, as in earlier versions, a list with `target`. */
  files: z
    .union([
      z.record(z.string(), fileSchema),
      z.array(fileSchema.extend({ target: z.string().min(1) })),
    ])
    .optional(),
});

/** @see https://docs.score.dev/docs/score-specification/score-spec-reference/ */
export const scoreSchema = z.looseObject({
  apiVersion: z.literal(scoreApiVersion),
  metadata: z.looseObject({ name: z.string().min(1) }),
  containers: z
    .record(z.string(), containerSchema)
    .refine(containers => Object.keys(containers).length > 0, {
      message: 'has no container. Add one',
    }),
  service: z
    .looseObject({
      ports: z
        .record(
          z.string(),
          z.looseObject({
            port: z.int().min(1).max(65535),
            targetPort: z.int().min(1).max(65535).optional(),
            protocol: z.enum(['TCP', 'UDP']).optional(),
          }),
        )
        .optional(),
    })
    .optional(),
  resources: z
    .record(
      z.string(),
      z.looseObject({
        type: z.string().min(1),
        id: z.string().min(1).optional(),
        params: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .optional(),
});

/** A Score file. */
export type Score = z.output<typeof scoreSchema>;

/** A container of a Score file. */
export type ScoreContainer = z.output<typeof containerSchema>;

/** A resource of a Score file. */
export type ScoreResource = NonNullable<Score['resources']>[string];
