/**
 * What the browser and the backend of the OpenChoreo plugins share.
 *
 * @packageDocumentation
 */

export * from './annotations';
export * from './board';
export * from './client';
export * from './eventStream';
export * from './naming';
export * from './openapi';
export * from './permissions';
export * from './plan';
export * from './promotions';
export * from './rejected';
export * from './requests';
export * from './state';
