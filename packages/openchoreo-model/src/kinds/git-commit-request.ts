import { z } from 'zod';
import { ageColumn, column } from '../columns';
import { defineKind } from '../kind-definition';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';

const fileSchema = z
  .object({
    path: z.string().describe('Path of the file in the repository.'),
    content: z
      .string()
      .optional()
      .describe('New content of the file, as a whole.'),
    patch: z
      .string()
      .optional()
      .describe(
        'JSON Patch (RFC 6902) to apply to the content, instead of new content.',
      ),
  })
  .describe('One file.');

const gitCommitRequestStatusSchema = statusSchema.extend({
  phase: z
    .string()
    .optional()
    .describe('Phase of the commit: Pending, Succeeded or Failed.'),
  observedSHA: z.string().optional().describe('Hash of the commit.'),
  observedBranch: z
    .string()
    .optional()
    .describe('Branch to which the commit was pushed.'),
  message: z.string().optional().describe('Message about the result.'),
});

export const gitCommitRequestSchema = resourceSchema(
  openChoreoApiVersion,
  'GitCommitRequest',
  z
    .object({
      repoURL: z
        .string()
        .describe('URL of the Git repository, without credentials.'),
      branch: z.string().optional().describe('Branch to write to.'),
      message: z.string().describe('Message of the commit.'),
      author: z
        .object({
          name: z.string().optional().describe('Name of the author.'),
          email: z.string().optional().describe('Email address of the author.'),
        })
        .optional()
        .describe('Author of the commit.'),
      authSecretRef: z
        .string()
        .optional()
        .describe('Name of the Secret with the credentials of the repository.'),
      files: z.array(fileSchema).describe('Files to change.'),
    })
    .describe('Desired commit.'),
  gitCommitRequestStatusSchema,
);

/**
 * A GitCommitRequest.
 *
 * @public
 */
export type GitCommitRequest = z.infer<typeof gitCommitRequestSchema>;

/**
 * Definition of the kind GitCommitRequest.
 *
 * @public
 */
export const gitCommitRequestKind = defineKind<GitCommitRequest>({
  apiVersion: openChoreoApiVersion,
  kind: 'GitCommitRequest',
  plural: 'gitcommitrequests',
  description:
    'Writes files to a Git repository in one commit. Commits are not made yet.',
  columns: [
    column('Repository', '.spec.repoURL', 'Repository to write to.'),
    column('Phase', '.status.phase', 'Phase of the commit.'),
    column('Commit', '.status.observedSHA', 'Hash of the commit.'),
    ageColumn,
  ],
  schema: gitCommitRequestSchema,
});
