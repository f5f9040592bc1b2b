export { configurationOf, type Configuration } from './configuration';
export { secretStoreTrouble } from './secret-store';
export type { Found, VariableUse } from './uses';
export {
  groupKeys,
  valueIn,
  type ConfigurationSurroundings,
  type SecretStore,
} from './values';
