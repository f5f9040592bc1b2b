import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import type { ChoreoctlRequest } from './ChoreoctlRoute';
import { answerOf, readManifest } from './Manifest';
import { runVerb } from './runVerb';
import { canRead } from './visibleResources';

/** Deletes what the manifest of a request names. */
export async function deleteManifest(request: ChoreoctlRequest) {
  const parsed = await readManifest(request);
  const { organization, manifest } = parsed;
  const { kind, metadata } = manifest;
  const { restApi } = request.services.openChoreo;
  const source = restApi.organization(organization);
  if (kind === 'Component') {
    const project = source
      ?.projects()
      .find(({ name }) =>
        source.components(name).some(each => each.name === metadata.name),
      );
    const component = metadata.name;
    const ref = project && { organization, project: project.name, component };
    if (!ref || !(await canRead(request, ref))) {
      return answerOf(parsed, 'not_found');
    }
    await runVerb(request, verbs.deleteComponent, ref);
    return answerOf(parsed, 'deleted');
  }
  if (kind === 'Project') {
    const exists = source
      ?.projects()
      .some(({ name }) => name === metadata.name);
    const ref = { organization, project: metadata.name };
    if (!exists || !(await canRead(request, ref))) {
      return answerOf(parsed, 'not_found');
    }
    await runVerb(request, verbs.deleteProject, ref);
    return answerOf(parsed, 'deleted');
  }
  const input = { organization, manifest };
  const { operation } = await runVerb(request, verbs.deleteManifest, input);
  return answerOf(parsed, operation);
}
