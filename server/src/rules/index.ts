export { RULES } from './registry.ts';
export {
  ALONE,
  editFix,
  type FileChange,
  type Finding,
  type Fix,
  type Related,
  type Report,
  type Reported,
  type Round,
  type Rule,
  type RuleDocs,
  type RuleExample,
  type RuleMeta,
  type Severity,
  type UnusedCode,
} from './rule.ts';
export { capitalWords, isPlaceholder, placesOf } from './sed/placeholders.ts';
export { sedRuns, type WrittenScript, writtenScript } from './sed/runs.ts';
export { pathInRepository } from './start/repository-path.ts';
export { mayProgramFill } from './template/filling.ts';
export { isImageToken, templateImages } from './template/images.ts';
export { templatePaths } from './template/paths.ts';
