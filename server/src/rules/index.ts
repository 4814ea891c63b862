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
export { capitalWords, isPlaceholder } from './sed/placeholders.ts';
export { sedRuns, type WrittenScript, writtenScript } from './sed/runs.ts';
