export { whereItRunsCard } from './whereItRunsCard';
