export { podTroubleAmong } from './pod-trouble';
export { PodWatch } from './pod-watch';
