export { type BinderDirectory, CLUSTER_KINDS, type ClusterKind, type InitializeChoice } from './choice.ts';
export { type InitializePlan, placesFor, planInitialize } from './plan.ts';
