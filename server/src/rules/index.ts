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
