import type { Repository } from '../binder/index.ts';
import type { Content, Launch, Value } from '../launch/index.ts';
import { nodeAt, type YamlDocument } from '../yaml/index.ts';
import { filesOf } from './built-files.ts';
import { type ChangedText, changedText } from './changed-text.ts';
import { pathName, repositoryPath } from './disk.ts';
import { doubtAt, doubtfulText } from './doubtful-text.ts';
import type { Given, GivenTree } from './model.ts';
import { shownIn } from './shown.ts';
import { type FileLayer, layerOf } from './yaml-layer.ts';

/** A YAML file as it is after the launch. */
export type LaunchedFile =
  | { readonly kind: 'absent'; readonly note: string | undefined }
  | { readonly kind: 'unknown'; readonly note: string }
  | {
      readonly kind: 'text';
      readonly document: YamlDocument;
      readonly changed: ChangedText;
      /** Why it is not certain that this is the file, a noun phrase. */
      readonly doubt: string | undefined;
      /** Its content; what the reader cannot make sense of is not in it. */
      readonly content: FileLayer;
    };

/**
 * @param absolute the path after all links
 * @param placeDoubt why it is not certain that the file is looked at
 */
export function launchedFile(
  repository: Repository,
  launch: Launch,
  absolute: string,
  placeDoubt: string | undefined,
): LaunchedFile {
  const { content, changes } = filesOf(repository, launch).at(absolute);
  const text = textOf(content);
  if (text === undefined)
    return content.kind === 'unknown'
      ? { kind: 'unknown', note: `${content.reason} decides what is in it` }
      : { kind: 'absent', note: content.kind === 'directory' ? 'it is a folder' : undefined };
  const after = doubtfulText(text);
  if (after.text.length === 1 && after.doubts.length > 0)
    return { kind: 'unknown', note: `${after.doubts[0]?.reason ?? 'its text'} is not known` };
  const inside = repositoryPath(absolute);
  const name = pathName(absolute);
  const before = inside === undefined ? undefined : repository.file(inside)?.source;
  const source = before?.text === after.text ? before : repository.models.made(name, after.text);
  const document = repository.models.yaml(source);
  if (document.tooLong) return { kind: 'unknown', note: 'it is too long to be read here' };
  const changed = changedText(launch, {
    name,
    before,
    after: source,
    shown: after.shown(after.text),
    changes,
  });
  const doubt = placeDoubt ?? (content.kind === 'unknown' ? content.reason : undefined);
  const layer = layerOf(
    document,
    (node, path): Given => ({
      source: changed.sourceOf(node.span),
      path,
      doubt: doubt ?? doubtAt(after, node.span),
      inside: (inner) => {
        const found = nodeAt(node, inner);
        return found === undefined ? undefined : changed.sourceOf(found.span);
      },
    }),
  );
  return { kind: 'text', document, changed, doubt, content: shownLayer(layer, after.shown) };
}

/** The likely text; undefined where no text stands. */
function textOf(content: Content): Value | undefined {
  if (content.kind === 'text') return content.text;
  const [likely] = content.kind === 'unknown' ? content.alternatives : [];
  return likely === undefined ? undefined : textOf(likely);
}

function shownLayer(layer: FileLayer, shown: (text: string) => string): FileLayer {
  if (layer.kind !== 'mapping') return layer;
  const tree: GivenTree = shownIn(layer.tree, shown);
  return { ...layer, tree };
}
