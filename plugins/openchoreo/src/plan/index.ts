export { GateList } from './GateList';
export { PlanChanges } from './PlanChanges';
export { LoadedPlan } from './LoadedPlan';
export { requestPlan, usePlan, type PlanSubject } from './usePlan';
export { default as planStyles } from './plan.module.css';
