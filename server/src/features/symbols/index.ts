export type { Left } from './find.ts';
export type { Place } from './model.ts';
export { definitionsAt, type Highlight, highlightsAt, referencesAt, type Target } from './navigation.ts';
export { type RenameTarget, renameAt, renameTargetAt } from './rename.ts';
export type { Renaming } from './renaming.ts';
