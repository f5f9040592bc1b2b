import { classBindingAdapter } from '../class-binding/classBindingAdapter';
import { componentTypeAdapter } from '../component-type/componentTypeAdapter';
import type { PlatformAdapters } from './PlatformAdapter';

/** The adapters of this package. No other file outside of an adapter's folder imports an adapter. */
export const platformAdapters: PlatformAdapters = [
  componentTypeAdapter,
  classBindingAdapter,
];
