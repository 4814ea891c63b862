export { completionsAt } from './completion.ts';
export { hoverAt } from './hover.ts';
export * from './initialize/index.ts';
export { type HubAddress, type LaunchAddresses, launchAddresses } from './launch-address.ts';
export { type KnownText, type LaunchAnswer, launchAnswer } from './launch-answer.ts';
export { launchReport } from './launch-report.ts';
export type { Completion, CompletionKind, Hover } from './model.ts';
export { type Modernization, type ModernizedFile, modernize } from './modernize.ts';
export { type EraVersion, type FileStatus, type Reading, statusOf } from './status.ts';
