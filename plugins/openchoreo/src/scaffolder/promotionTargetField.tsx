import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { PromotionTargetPicker } from './PromotionTargetPicker';

/** The parameter of the template that has the entity ref of the component. */
const componentParameter = 'component';

function PromotionTargetField(props: FieldExtensionComponentProps<string>) {
  const { schema, uiSchema, required, disabled, formContext } = props;
  const component: unknown = formContext?.formData?.[componentParameter];
  return (
    <PromotionTargetPicker
      label={schema.title ?? ''}
      description={uiSchema['ui:description'] ?? schema.description}
      isRequired={required ?? false}
      isDisabled={disabled ?? false}
      component={typeof component === 'string' ? component : undefined}
      target={props.formData}
      onChange={props.onChange}
    />
  );
}

/** The form field `OpenChoreoPromotionTarget` of software templates. */
export const promotionTargetField = createFormField({
  name: 'OpenChoreoPromotionTarget',
  component: PromotionTargetField,
});
