import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { useTemplateLink } from '../templates/useTemplateLink';
import { useTexts } from '../useTexts';

/** The templates that create a component, by the text of their menu item. */
const templates = {
  service: 'create-a-service',
  serviceFromSource: 'create-a-service-from-source',
  webApplication: 'create-a-web-application',
  scheduledTask: 'create-a-scheduled-task',
  apiProxy: 'create-an-api-proxy',
} as const;

/** Opens a template that creates a component, with the project filled in. */
export function CreateHere(props: { projectRef: string }) {
  const { t } = useTexts();
  const templateLink = useTemplateLink();
  if (!templateLink) return null;
  const values = { project: props.projectRef };
  return (
    <MenuTrigger>
      <Button variant="secondary">{t('project.create.button')}</Button>
      <Menu placement="bottom end" aria-label={t('project.create.button')}>
        {(Object.keys(templates) as (keyof typeof templates)[]).map(name => (
          <MenuItem key={name} href={templateLink(templates[name], values)}>
            {t(`project.create.${name}`)}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}
