import type {
  ComponentApis,
  ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { OpenChoreoService } from '@promenade/backstage-plugin-openchoreo-node';

/** The APIs of a component, with what the catalog has of them. @throws NotFoundError when the component does not exist */
export function componentApisOf(
  { catalogUnits, views }: OpenChoreoService,
  ref: ComponentRef,
): ComponentApis {
  const { organization, component: name } = ref;
  const unit = catalogUnits.get({ type: 'component', organization, name });
  const component = unit?.type === 'component' ? unit : undefined;
  const apis = (component?.apis ?? []).flatMap(api => {
    const found = catalogUnits.get({ type: 'api', organization, name: api });
    return found?.type === 'api' ? found : [];
  });
  return views.apis(ref, { component, apis });
}
