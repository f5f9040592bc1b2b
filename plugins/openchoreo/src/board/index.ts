export { deployContent } from './deployContent';
