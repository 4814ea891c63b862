export type { ExpectedKind, SchemaViolation, ValueKind } from '../../../schemas/collapse.ts';
export type { PodValueType } from '../../../schemas/pod-model.ts';
export {
  dnsLabelProblem,
  labelKeyProblem,
  labelValueProblem,
  type NameProblem,
  portNameProblem,
  serviceNameProblem,
  subdomainProblem,
  suggestDnsLabel,
} from './names.ts';
export {
  fieldsAt,
  fieldsOfType,
  type PodField,
  type PodPath,
  type PodPlace,
  placesOfField,
  podField,
  podViolations,
} from './pod.ts';
export { podDescription } from './pod-description.ts';
export {
  type BadQuantity,
  compareQuantities,
  parseQuantity,
  type Quantity,
  type QuantityRefusal,
  suggestQuantity,
} from './quantity.ts';
export { cpuText, memoryText } from './quantity-text.ts';
