/**
 * The OpenChoreo control plane: reconcilers, rendering, releases and promotion.
 *
 * @packageDocumentation
 */
export {
  createControlPlane,
  type ControlPlane,
  type ControlPlaneOptions,
} from './cmd/control-plane';
export { type ControllerSet } from './cmd/controller-set';
export { main } from './cmd/main';
export { type SigningKeyRef } from './cmd/signing-keys';
export { type PromotionLimits } from './controllers/promotion/promotion-facts';
