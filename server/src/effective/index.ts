export { effectiveConfiguration } from './configuration.ts';
export { type ConfigurationText, configurationText, sourceText } from './configuration-text.ts';
export type * from './model.ts';
export type { Node, PodSource } from './node.ts';
export { type PodText, podSourceText, podText } from './pod-text.ts';
export { type WorkerPod, workerPod } from './worker-pod.ts';
