export { mayBeBuilt } from './built-files.ts';
export type { Change } from './change.ts';
export type * from './hand-over.ts';
export { handOvers, readableUnits } from './hand-over.ts';
export type * from './launch.ts';
export { LAUNCHES, Lineages } from './lineage.ts';
export {
  type LaunchPreview,
  notesAbout,
  type PreviewFile,
  type PreviewNote,
  previewLaunch,
} from './preview.ts';
export { shellOf } from './program-start.ts';
export { type ChangedSpan, changedSpans, changesIn, originOf, type ValueOrigin } from './provenance.ts';
export { inScript, type SedOperand, type SedScriptWord, type SedStep, type TextSegment } from './sed-step.ts';
export { segmentsOf } from './segments.ts';
export { inputOf, type Launcher, type LaunchInput } from './settings.ts';
export { readShellCall } from './shell-options.ts';
export { chosenLaunch, hubLaunch, simulate } from './simulate.ts';
export type * from './step.ts';
export * from './value.ts';
export { HUB_WORLD, PLAIN_WORLD } from './world.ts';
