import {
  entityRefOf,
  isFromControlPlane,
  resourceUidOf,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { z } from 'zod';
import { waitForEntity } from '../waitForEntity';
import type { ResolvedStep } from './resolveStep';
import { subjectOf } from './subject';

/** Waits until the catalog has the entity of what the verb has created. */
export async function waitForCreated<
  Input extends z.ZodObject,
  Output extends z.ZodObject,
  Extra extends z.ZodObject,
  ActionOutput extends z.ZodObject,
>({
  verb,
  services,
  context,
  caller,
  input,
}: ResolvedStep<Input, Output, Extra, ActionOutput>): Promise<void> {
  const subject = subjectOf(verb, input);
  if (!verb.creates || !subject) return;
  const { catalog, openchoreo } = services;
  const organization =
    subject.type === 'organization' ? subject.name : subject.organization;
  const key = { type: verb.creates, organization, name: subject.name };
  const unitOf = () => openchoreo.catalogUnits.get(key);
  await waitForEntity(catalog, entityRefOf(subject), {
    isExpected: entity =>
      isFromControlPlane(entity) && resourceUidOf(entity) === unitOf()?.uid,
    isReady() {
      const unit = unitOf();
      return unit?.type !== 'organization' || unit.hasNamespace === true;
    },
    credentials: caller.credentials,
    logger: context.logger,
    signal: context.signal,
  });
}
