export { RULES } from './registry.ts';
export {
  editFix,
  type FileChange,
  type Finding,
  type Fix,
  type Related,
  type Report,
  type Reported,
  type Rule,
  type RuleDocs,
  type RuleExample,
  type RuleMeta,
  type Severity,
} from './rule.ts';
