import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { componentFilter } from '../filter';

/** A card on the overview of a component: one line an environment. */
export const whereItRunsCard = EntityCardBlueprint.make({
  name: 'where-it-runs',
  params: {
    type: 'info',
    filter: componentFilter,
    loader: async () => {
      const { WhereItRuns } = await import('./WhereItRuns');
      return <WhereItRuns />;
    },
  },
});
