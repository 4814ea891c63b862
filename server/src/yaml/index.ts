export { MAX_LENGTH, parseYaml, type YamlDocument } from './document.ts';
export * from './edit.ts';
export {
  isEmptyScalar,
  keyText,
  nodeAt,
  pairOf,
  resolved,
  type YamlAlias,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlPath,
  type YamlScalar,
  type YamlSequence,
} from './nodes.ts';
export { type PathAt, pathAt } from './path-at.ts';
export type { YamlProblem, YamlProblemKind } from './problem.ts';
export { Repair } from './repair.ts';
export { resolvePlain, type ScalarType, type ScalarValue } from './scalar.ts';
export type { Slip } from './slip.ts';
export { quoted } from './spelling.ts';
export { toValue } from './value.ts';
