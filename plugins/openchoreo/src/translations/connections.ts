/** Texts of the *Connections* tab of components. */
export const connectionsMessages = {
  connections: {
    title: 'Connections',
    uses: 'What it uses',
    usedBy: 'What uses it',
    emptyTitle: 'No connections in {{environment}}',
    emptyText:
      'A connection is a declared dependency of a component on another component, an external host or a managed resource. Its address is given to the containers as environment variables, and network policies allow its traffic. Connect this component from a template, or declare spec.connections of its Workload.',
    create: 'Open the templates',
    column: {
      to: 'Target',
      from: 'Component',
      endpoint: 'Endpoint',
      type: 'Type',
      name: 'Connection',
    },
  },
} as const;
