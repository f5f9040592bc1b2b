import type { capacityMessages } from '../capacity';
import type { Translation } from './Translation';

export const capacity: Translation<typeof capacityMessages> = {
  capacity: {
    quotas: 'Kontingente der Zellen',
    noQuotas:
      'Keine Zelle hat ein Kontingent. Eine Organisation legt eines mit spec.quota fest, und jede ihrer Zellen erhält es.',
    of: '{{used}} von {{hard}}',
    nearlyUsed: 'fast aufgebraucht',
    nodes: 'Nodes',
    reload: 'Neu laden',
    failed: 'Die Nodes können nicht gezeigt werden',
    simulated:
      'Diese Data Plane ist simuliert: Sie hat keine Nodes, und ihre Kapazität ist nicht begrenzt.',
    noNodes: 'Die Data Plane meldet keine Nodes.',
    ready: 'Bereit',
    notReady: 'Nicht bereit.',
    unschedulable: 'Bereit, nimmt keine neuen Pods',
    column: {
      resource: 'Ressource',
      used: 'Genutzt',
      ratio: 'Anteil',
      node: 'Node',
      state: 'Zustand',
      cpu: 'CPU für Pods',
      memory: 'Speicher für Pods',
      pods: 'Höchstzahl Pods',
      version: 'Kubernetes',
    },
  },
};
