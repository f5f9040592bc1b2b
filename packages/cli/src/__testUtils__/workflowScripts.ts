import { parse } from 'yaml';
import { z } from 'zod';
import { readGuide } from './readGuide';

const environmentSchema = z.record(z.string(), z.string());

const gitHubSchema = z.object({
  env: environmentSchema,
  jobs: z.object({
    deliver: z.object({
      steps: z.array(z.object({ run: z.string().optional() })),
    }),
  }),
});

const jobSchema = z.object({ script: z.array(z.string()) });

const gitLabSchema = z
  .object({ variables: environmentSchema, stages: z.array(z.string()) })
  .catchall(z.unknown());

const argoSchema = z.object({
  spec: z.object({
    templates: z.array(
      z.object({
        name: z.string(),
        steps: z
          .array(
            z.array(
              z.object({
                template: z.string(),
                arguments: z
                  .object({
                    parameters: z.array(z.object({ value: z.string() })),
                  })
                  .optional(),
              }),
            ),
          )
          .optional(),
        container: z
          .object({
            args: z.array(z.string()),
            env: z
              .array(
                z.object({ name: z.string(), value: z.string().optional() }),
              )
              .optional(),
          })
          .optional(),
      }),
    ),
  }),
});

/** A workflow of the guide as a shell script. */
export interface WorkflowScript {
  /** Variables of the workflow. Some have the syntax of its product. */
  env: Record<string, string>;
  lines: string[];
}

const parsers: Readonly<Record<string, (code: string) => WorkflowScript>> = {
  'GitHub Actions': readGitHub,
  'GitLab CI': readGitLab,
  'Argo Workflows': readArgo,
};

/** The workflows of the guide without the steps that a runner is needed for: images and the installation. */
export function workflowScripts(): Map<string, WorkflowScript> {
  return new Map(
    readGuide().flatMap(({ heading, code }) => {
      const read = parsers[heading];
      if (!read) return [];
      const { env, lines } = read(code);
      const isRunnable = (line: string) => !/docker|npm install/.test(line);
      return [[heading, { env, lines: lines.filter(isRunnable) }]];
    }),
  );
}

function readGitHub(code: string): WorkflowScript {
  const { env, jobs } = gitHubSchema.parse(parse(code));
  return { env, lines: jobs.deliver.steps.flatMap(({ run }) => run ?? []) };
}

/** A stage has one job, of its name. */
function readGitLab(code: string): WorkflowScript {
  const { variables, stages, ...jobs } = gitLabSchema.parse(parse(code));
  return {
    env: variables,
    lines: stages.flatMap(stage => jobSchema.parse(jobs[stage]).script),
  };
}

function readArgo(code: string): WorkflowScript {
  const { templates } = argoSchema.parse(parse(code)).spec;
  const [{ steps = [] }] = templates;
  const containerOf = (name: string) =>
    templates.find(each => each.name === name)?.container;
  return {
    env: Object.fromEntries(
      templates
        .flatMap(({ container }) => container?.env ?? [])
        .flatMap(({ name, value }) =>
          value === undefined ? [] : [[name, value]],
        ),
    ),
    lines: steps.flat().flatMap(step => {
      const [command] = step.arguments?.parameters ?? [];
      return (containerOf(step.template)?.args ?? []).map(line =>
        line
          .replace('{{inputs.parameters.command}}', command?.value ?? '')
          .replace('npx --yes @promenade/cli', 'promenade'),
      );
    }),
  };
}
