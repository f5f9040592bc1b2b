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
    path: z.string().describe('Path of the file inside the repository.'),
    content: z
      .string()
      .optional()
      .describe('New content of the file, all of it.'),
    patch: z
      .string()
      .optional()
      .describe('JSON patch (RFC 6902) to the content, instead of a new one.'),
  })
  .describe('One file.');

const gitCommitRequestStatusSchema = statusSchema.extend({
  phase: z
    .string()
    .optional()
    .describe('How far the commit is: Pending, Succeeded, or Failed.'),
  observedSHA: z.string().optional().describe('Hash of the commit.'),
  observedBranch: z
    .string()
    .optional()
    .describe('Branch that the commit was pushed to.'),
  message: z.string().optional().describe('What happened, in words.'),
});

export const gitCommitRequestSchema = resourceSchema(
  openChoreoApiVersion,
  'GitCommitRequest',
  z
    .object({
      repoURL: z.string().describe('Address of the Git repository.'),
      branch: z.string().optional().describe('Branch that is written to.'),
      message: z.string().describe('Message of the commit.'),
      author: z
        .object({
          name: z.string().optional().describe('Name of the author.'),
          email: z.string().optional().describe('Mail address of the author.'),
        })
        .optional()
        .describe('Author of the commit.'),
      authSecretRef: z
        .string()
        .optional()
        .describe('Name of the Secret with the credentials of the repository.'),
      files: z.array(fileSchema).describe('Files that the commit changes.'),
    })
    .describe('What should be committed.'),
  gitCommitRequestStatusSchema,
);

export type GitCommitRequest = z.infer<typeof gitCommitRequestSchema>;

export const gitCommitRequestKind = defineKind<GitCommitRequest>({
  apiVersion: openChoreoApiVersion,
  kind: 'GitCommitRequest',
  plural: 'gitcommitrequests',
  description: 'Writes files to a Git repository, as one commit.',
  columns: [
    column('Repository', '.spec.repoURL', 'Repository that is written to.'),
    column('Phase', '.status.phase', 'How far the commit is.'),
    column('Commit', '.status.observedSHA', 'Hash of the commit.'),
    ageColumn,
  ],
  schema: gitCommitRequestSchema,
});
