import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  buildKind,
  componentKind,
  newBuild,
} from '@promenade/openchoreo-model';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import {
  createTogether,
  deleteOwn,
  type NewObject,
} from '../../adapter-base/createTogether';
import { objectReference } from '../../adapter-base/objectReference';
import { requestAnnotations } from '../../adapter-base/requestAnnotations';
import { findObject } from '../../adapter-base/writeObjects';

type Input = OperationInput<typeof verbs.buildComponent>;

/**
 * Creates a Build of the revision that the Component names, or of another one. A ConflictError when the component is not built from
 * source code.
 */
export const buildComponent = implementWrite(
  verbs.buildComponent,
  write,
  async (context, input) => {
    // Without a key, nothing tells which build the request has started.
    if (input.idempotencyKey === undefined) return;
    const build = await wantedBuild(context, input, {});
    await deleteOwn(context, [build], input);
  },
);

async function write(
  context: VerbContext,
  input: Input,
  request: VerbRequest,
  dryRun: boolean,
) {
  const { idempotencyKey } = input;
  const wanted = await wantedBuild(context, input, request);
  const objects = await createTogether(context, [wanted], {
    idempotencyKey,
    signal: request.signal,
    dryRun,
  });
  const [build] = objects.map(object => buildKind.schema.parse(object));
  const { branch, commit } = build.spec.repository.revision;
  return {
    objects,
    output: {
      build: build.metadata.name,
      branch,
      commit,
      objects: objects.map(objectReference),
    },
  };
}

async function wantedBuild(
  context: VerbContext,
  input: Input,
  { requestedBy, signal }: VerbRequest,
): Promise<NewObject> {
  const { organization: namespace, project, component: name } = input;
  const { branch, commit, deploymentTrack, idempotencyKey } = input;
  const key = { namespace, name };
  const found = await findObject(context, componentKind, key, signal);
  if (found?.spec.owner.projectName !== project) {
    throw new NotFoundError(
      `The component ${name} does not exist in project ${project} of ${namespace}`,
    );
  }
  if (found.metadata.deletionTimestamp) {
    throw new ConflictError(
      `The component ${name} is being deleted. Build another one`,
    );
  }
  const { build } = found.spec;
  // Some clients always send the field, with an empty URL.
  if (!build?.repository.url) {
    throw new ConflictError(
      `The component ${name} is not built from source code: its Component has no repository. Deploy an image instead`,
    );
  }
  return {
    kind: buildKind,
    object: newBuild(input, build, {
      id: idempotencyKey ?? randomUUID(),
      annotations: requestAnnotations({ idempotencyKey }, requestedBy),
      branch,
      commit,
      deploymentTrack,
    }),
  };
}
