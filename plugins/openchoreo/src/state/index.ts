export { StateBadge } from './StateBadge';
export { StateSign } from './StateSign';
export { stateFamily, type StateFamily } from './stateFamily';
