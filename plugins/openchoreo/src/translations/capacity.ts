/** Texts of the *Capacity* tab of environments and data planes. */
export const capacityMessages = {
  capacity: {
    quotas: 'Quotas of cells',
    noQuotas:
      'No cell has a quota. An organization sets one with spec.quota, and each of its cells gets it.',
    of: '{{used}} of {{hard}}',
    nearlyUsed: 'nearly used up',
    nodes: 'Nodes',
    reload: 'Load again',
    failed: 'The nodes cannot be shown',
    simulated:
      'This data plane is simulated: it has no nodes, and its capacity is not limited.',
    noNodes: 'The data plane reports no nodes.',
    ready: 'Ready',
    notReady: 'Not ready.',
    unschedulable: 'Ready, takes no new pods',
    column: {
      resource: 'Resource',
      used: 'Used',
      ratio: 'Part',
      node: 'Node',
      state: 'State',
      cpu: 'CPU for pods',
      memory: 'Memory for pods',
      pods: 'Pods at most',
      version: 'Kubernetes',
    },
  },
} as const;
