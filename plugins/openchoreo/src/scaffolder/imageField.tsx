import {
  imageReferenceProblem,
  parseImageReference,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { useTexts } from '../useTexts';
import { defineFormField, type FieldProps } from './defineFormField';
import type { FieldStatus } from './FieldMessage';
import { RuleTextField } from './RuleTextField';

function ImageField(props: FieldProps<string>) {
  return (
    <RuleTextField
      {...props}
      rule={imageReferenceProblem}
      status={useImageStatus(props.value)}
    />
  );
}

/** Warns of a reference that means another image from time to time. */
function useImageStatus(text: string | undefined): FieldStatus | undefined {
  const { t } = useTexts();
  const image = text ? parseImageReference(text) : undefined;
  if (!image || image.digest) return undefined;
  if (!image.tag) return { tone: 'warning', text: t('image.noTag') };
  return image.tag === 'latest'
    ? { tone: 'warning', text: t('image.latest') }
    : undefined;
}

/** The form field `OpenChoreoImage`: the reference of a container image. */
export const imageField = defineFormField({
  name: 'OpenChoreoImage',
  value: z.string(),
  options: z.object({}),
  component: ImageField,
  problem: imageReferenceProblem,
});
