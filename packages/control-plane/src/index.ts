/**
 * The OpenChoreo control plane: reconcilers, rendering, releases and promotion.
 *
 * @packageDocumentation
 */
export {
  createControlPlane,
  type ControlPlane,
  type ControlPlaneOptions,
} from './control-plane';
export { main } from './main';
export { type PromotionLimits } from './promotion/facts';
