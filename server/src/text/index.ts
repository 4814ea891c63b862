export { commonEnd, commonStart } from './common.ts';
export { difference } from './difference.ts';
export { LineIndex, type Position } from './line-index.ts';
export { editDistance, nearestName } from './nearest-name.ts';
export { BYTE_ORDER_MARK, SourceText } from './source-text.ts';
export { contains, overlaps, type Span, touches } from './span.ts';
export { applyEdits, conflict, sameEdit, sortEdits, type TextEdit } from './text-edit.ts';
