export { ChangeDialog } from './ChangeDialog';
export { GateList } from './GateList';
export { LoadedPlan } from './LoadedPlan';
export { Manifests } from './Manifests';
export { PlanChanges } from './PlanChanges';
export { PlanSkeleton } from './PlanSkeleton';
export { requestPlan, usePlan } from './usePlan';
export { default as planStyles } from './plan.module.css';
