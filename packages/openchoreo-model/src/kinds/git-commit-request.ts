import { z } from 'zod';
import { ageColumn, column } from '../columns';
import { defineKind } from '../kind-definition';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { timestamp } from '../schemas/scalars';

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
        'JSON Patch (RFC 6902) to apply to the file, as JSON. The file may be JSON or YAML. With content as well, a file that does not exist gets the content.',
      ),
    delete: z
      .boolean()
      .optional()
      .describe('Whether to delete the file. Deleting no file is no error.'),
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
  startedAt: timestamp().optional().describe('Time of the first attempt.'),
  attempts: z
    .int32()
    .optional()
    .describe('Number of attempts that failed for a reason that may pass.'),
});

export const gitCommitRequestSchema = resourceSchema(
  openChoreoApiVersion,
  'GitCommitRequest',
  z
    .object({
      repoURL: z
        .string()
        .describe('URL of the Git repository, without credentials.'),
      branch: z
        .string()
        .optional()
        .describe(
          'Branch to write to. Default: the default branch of the repository.',
        ),
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
        .describe(
          'Name of the Secret with the credentials of the repository (username and password).',
        ),
      files: z.array(fileSchema).describe('Files to change.'),
      after: z
        .string()
        .optional()
        .describe(
          'Name of a GitCommitRequest of the same namespace that must have ended before. One that does not exist is not waited for.',
        ),
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
  description: 'Writes files to a Git repository in one commit.',
  columns: [
    column('Repository', '.spec.repoURL', 'Repository to write to.'),
    column('Phase', '.status.phase', 'Phase of the commit.'),
    column('Commit', '.status.observedSHA', 'Hash of the commit.'),
    ageColumn,
  ],
  schema: gitCommitRequestSchema,
});
