import { apiController } from '../controllers/api/controller';
import { apiBindingController } from '../controllers/apibinding/controller';
import { bindingController } from '../controllers/binding/controller';
import { DataPlaneCells } from '../dataplane/cells/cells';
import { cellController } from '../controllers/project/cell-controller';
import { componentController } from '../controllers/component/controller';
import { componentTypes } from '../core/component-type/component-types';
import { ControlPlaneContext } from '../runtime/context';
import { dataPlaneController } from '../controllers/dataplane/controller';
import { createProbe } from '../controllers/dataplane/probe';
import { minTlsVersionEnforcer } from '../controllers/dataplane/min-tls-version';
import { DataPlanes } from '../dataplane/access/data-planes';
import { componentResourceController } from '../controllers/componentresource/controller';
import { deploymentPipelineController } from '../controllers/pipeline/controller';
import { endpointController } from '../controllers/endpoint/controller';
import { environmentController } from '../controllers/environment/controller';
import { managedResourceController } from '../controllers/managedresource/controller';
import { organizationController } from '../controllers/organization/controller';
import { projectController } from '../controllers/project/controller';
import { promotionController } from '../controllers/promotion/controller';
import { PromotionLimits } from '../controllers/promotion/promotion-facts';
import { ControllerDefinition } from '../runtime/controller-definition';

/** Returns all controllers except that of Releases, which also watches data planes. */
export function controllerDefinitions({
  context: { clock },
  dataPlanes,
  promotionLimits: limits,
}: {
  context: ControlPlaneContext;
  dataPlanes: DataPlanes;
  promotionLimits: PromotionLimits;
}): ControllerDefinition[] {
  const cells = new DataPlaneCells(dataPlanes);
  return [
    organizationController({ clock }),
    projectController({ clock, cells }),
    cellController(),
    environmentController({ clock, cells }),
    dataPlaneController(
      {
        clock,
        probe: createProbe(dataPlanes),
        enforceMinTlsVersion: minTlsVersionEnforcer(dataPlanes),
      },
      dataPlanes,
    ),
    deploymentPipelineController({ clock }),
    managedResourceController({ clock }),
    componentController({ clock }),
    ...componentTypes.flatMap(type => [
      componentResourceController(type, { clock }),
      bindingController(type, { clock }),
      endpointController(type, { clock }),
    ]),
    apiController({ clock }),
    apiBindingController({ clock }),
    promotionController({
      clock,
      limits,
    }),
  ];
}
