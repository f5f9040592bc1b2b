import { Promotion, promotionKind } from '@promenade/openchoreo-model';
import { apiBindingController, apiController } from './api/controllers';
import { bindingController } from './binding/controller';
import { DataPlaneCells } from './cell-removal/data-plane-cells';
import { cellController } from './cells/controller';
import { componentController } from './component/controller';
import { componentTypes } from './component-type/component-types';
import { ControlPlaneContext } from './context';
import { dataPlaneController } from './data-plane/controller';
import { probing } from './data-plane/probe';
import { tlsFloorKeeper } from './data-plane/tls-floor';
import { DataPlanes } from './data-plane-access';
import { deployableController } from './deployable/controller';
import { deploymentPipelineController } from './deployment-pipeline/controller';
import { endpointController } from './endpoint/controller';
import { environmentController } from './environment/controller';
import { managedResourceController } from './managed-resource/controller';
import { organizationController } from './organization/controller';
import { projectController } from './project/controller';
import { promotionController } from './promotion/controller';
import { PromotionLimits } from './promotion/facts';
import { ControllerDefinition } from './runtime/controller-definition';

/** Every controller but that of Releases, which watches data planes besides. */
export function controllerDefinitions({
  context: { client, clock },
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
        probe: probing(dataPlanes),
        keepTlsFloor: tlsFloorKeeper(dataPlanes),
      },
      dataPlanes,
    ),
    deploymentPipelineController({ clock }),
    managedResourceController({ clock }),
    componentController({ clock }),
    ...componentTypes.flatMap(type => [
      deployableController(type, { clock }),
      bindingController(type, { clock }),
      endpointController(type, { clock }),
    ]),
    apiController({ clock }),
    apiBindingController({ clock }),
    promotionController({
      clock,
      limits,
      async listPromotions(namespace) {
        const { items } = await client.list<Promotion>(promotionKind, {
          namespace,
        });
        return items;
      },
    }),
  ];
}
