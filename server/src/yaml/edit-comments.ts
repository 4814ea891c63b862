import { applyEdits, SourceText, type TextEdit } from '../text/index.ts';
import { parseYaml, type YamlDocument } from './document.ts';
import { modelOf } from './edit-model.ts';

/**
 * Whether a document says the same after edits of its source that are to touch comments only. Of further documents
 * in the file nothing is known, so no edit may lie in them.
 */
export function saysTheSame(document: YamlDocument, edits: readonly TextEdit[]): boolean {
  const { source, tooLong, furtherDocuments } = document;
  const limit = furtherDocuments[0]?.start ?? Number.POSITIVE_INFINITY;
  if (tooLong || edits.some(({ span }) => span.end > limit)) return false;
  const after = parseYaml(new SourceText(source.path, applyEdits(source.text, edits)));
  if (
    after.problem?.kind !== document.problem?.kind ||
    after.furtherDocuments.length !== furtherDocuments.length
  )
    return false;
  if ((after.slip === undefined) !== (document.slip === undefined)) return false;
  return said(after) === said(document);
}

function said({ root }: YamlDocument): string {
  return JSON.stringify(root === undefined ? null : modelOf(root));
}
