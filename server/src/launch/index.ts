export type * from './hand-over.ts';
export { handOvers } from './hand-over.ts';
export type * from './launch.ts';
export { type LaunchPreview, type PreviewFile, type PreviewNote, previewLaunch } from './preview.ts';
export { inScript, type SedOperand, type SedScriptWord, type SedStep, type TextSegment } from './sed-step.ts';
export { HUB_WORLD, inputOf, type Launcher, type LaunchInput } from './settings.ts';
export { chosenLaunch, hubLaunch, simulate } from './simulate.ts';
export type * from './step.ts';
export * from './value.ts';
