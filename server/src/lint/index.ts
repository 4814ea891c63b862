export { type AppliedFix, type FixPlan, planFixes } from './fix.ts';
export { type FixedPoint, fixToFixedPoint } from './fixed-point.ts';
export { type IgnoreFix, ignoreFixes } from './ignore-fixes.ts';
export {
  byPlace,
  DEFAULT_CONFIGURATION,
  type LintConfiguration,
  type LintResult,
  lint,
} from './lint.ts';
export { PRECEDENCE } from './precedence.ts';
