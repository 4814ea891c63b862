import { Construction, emptyScalar, type Properties } from './construction.ts';
import { reportStray, slipKey } from './diagnosis.ts';
import { stepFlowMapping, stepFlowSequence, stepPair } from './flow-steps.ts';
import { type Frame, type FrameType, newFrame } from './frame.ts';
import type { YamlNode } from './nodes.ts';
import type { ProblemLog } from './problem.ts';
import type { Scanner } from './scanner.ts';
import type { SlipCandidate } from './slip.ts';
import type { Token, TokenKind } from './token.ts';

/** Nesting from which on PyYAML gives up ("maximum recursion depth exceeded", measured with Python 3.11). */
const MAX_DEPTH = 494;

/** Thrown to leave a text that is nested too deeply; never leaves this room. */
export class TooDeep extends Error {}

/**
 * Builds nodes from tokens by the grammar of yaml/parser.py and yaml/composer.py, with a stack of its own, so
 * that no nesting can exhaust the program's. Behind a problem it goes on with what was probably meant.
 */
export class NodeReader {
  readonly slips: SlipCandidate[] = [];
  readonly stack: Frame[] = [];
  /** The node that was completed last. */
  last: YamlNode | undefined;
  #root: YamlNode | undefined;
  #handles: ReadonlyMap<string, string> = new Map();
  readonly #construction: Construction;

  constructor(
    readonly scanner: Scanner,
    readonly problems: ProblemLog,
  ) {
    this.#construction = new Construction(problems);
  }

  /**
   * Reads the content of a document; undefined when it has none.
   * @param handles the prefixes of tag handles
   */
  document(handles: ReadonlyMap<string, string>): YamlNode | undefined {
    this.#handles = handles;
    this.#root = undefined;
    this.last = undefined;
    this.node(true, false);
    for (let frame = this.stack.at(-1); frame !== undefined; frame = this.stack.at(-1)) this.#step(frame);
    const root = this.#root as YamlNode | undefined;
    this.#construction.endDocument(root);
    const isNothing = root?.kind === 'scalar' && root.span.start === root.span.end;
    return isNothing && root.tag === undefined && root.anchor === undefined ? undefined : root;
  }

  /** The kind of the next token. */
  kind(): TokenKind {
    return this.scanner.peek().kind;
  }

  /** Reads a node, or begins a collection. A place without a node gives an empty one. */
  node(block: boolean, indentless: boolean): void {
    const { scanner } = this;
    let found = scanner.peek();
    if (found.kind === 'alias') {
      scanner.next();
      this.deliver(this.#construction.alias(found.text, found.start, found.end));
      return;
    }
    let tag: string | undefined;
    let anchor: string | undefined;
    let anchorToken: Token | undefined;
    let tagToken: Token | undefined;
    if (found.kind === 'anchor' || found.kind === 'tag') {
      for (let i = 0; i < 2; i++) {
        if (found.kind === 'anchor' && anchorToken === undefined) anchorToken = found;
        else if (found.kind === 'tag' && tagToken === undefined) tagToken = found;
        else break;
        scanner.next();
        found = scanner.peek();
      }
      if (tagToken !== undefined) tag = this.#tagName(tagToken);
      if (anchorToken !== undefined) anchor = anchorToken.text;
    }
    if (anchorToken !== undefined)
      this.#construction.declare(anchorToken.text, anchorToken.start, anchorToken.end);
    const properties = { tag, anchor, tagSpan: tagToken ?? found };
    switch (found.kind) {
      case 'scalar':
        scanner.next();
        this.deliver(this.#construction.scalar(found, properties));
        return;
      case '[':
      case '{':
        scanner.next();
        this.open(found.kind, found, properties);
        return;
      case 'sequence-start':
      case 'mapping-start':
        if (!block) break;
        scanner.next();
        this.open(found.kind === 'sequence-start' ? 'sequence' : 'mapping', found, properties);
        return;
      case '-':
        if (!indentless) break;
        this.open('indentless', found, properties);
        return;
    }
    const before = anchorToken ?? tagToken;
    if (before === undefined) {
      this.problems.syntax('unexpected', found.start, Math.max(found.end, found.start + 1));
      this.deliver(emptyScalar(found.start));
      return;
    }
    const at = Math.max(anchorToken?.end ?? 0, tagToken?.end ?? 0);
    this.deliver(this.#construction.emptyWith(at, properties));
  }

  #tagName(found: Token): string {
    if (found.handle === undefined) return found.text;
    const prefix = this.#handles.get(found.handle);
    if (prefix === undefined) this.problems.syntax('unknown-tag', found.start, found.end);
    return (prefix ?? found.handle) + found.text;
  }

  open(type: FrameType, opening: Token, properties: Properties): void {
    if (this.stack.length >= MAX_DEPTH) {
      this.problems.syntax('too-deep', opening.start, Math.max(opening.end, opening.start + 1));
      throw new TooDeep();
    }
    const isList = type === 'sequence' || type === 'indentless' || type === '[';
    if (isList && properties.anchor !== undefined) this.#construction.openList(properties.anchor);
    this.stack.push(newFrame(type, opening, properties));
  }

  deliver(node: YamlNode): void {
    this.last = node;
    const frame = this.stack.at(-1);
    if (frame === undefined) {
      this.#root = node;
      return;
    }
    if (frame.expects === 'nothing') frame.expects = 'item';
    else if (frame.expects === 'value') this.#completePair(frame, node);
    else if (frame.type === 'mapping' || frame.type === '{' || frame.type === 'pair') {
      frame.key = node;
      frame.expects = 'value';
    } else {
      frame.items.push(node);
      frame.isFilled = true;
    }
  }

  #completePair(frame: Frame, value: YamlNode): void {
    const key = frame.key ?? emptyScalar(frame.end);
    const isEmpty = value.kind === 'scalar' && value.span.start === value.span.end;
    const end = isEmpty ? key.span.end : Math.max(key.span.end, value.span.end);
    frame.pairs.push({ span: { start: key.span.start, end }, key, value });
    frame.key = undefined;
    frame.isBare = false;
    frame.expects = 'item';
    frame.isFilled = true;
  }

  /** Ends the innermost collection and hands it to the one around it. */
  close(frame: Frame, end: number): void {
    this.stack.pop();
    this.deliver(this.#construction.collection(frame, end));
  }

  #step(frame: Frame): void {
    switch (frame.type) {
      case 'sequence':
      case 'indentless':
        this.#stepSequence(frame);
        return;
      case 'mapping':
        this.#stepMapping(frame);
        return;
      case '[':
        stepFlowSequence(this, frame);
        return;
      case '{':
        stepFlowMapping(this, frame);
        return;
      case 'pair':
        stepPair(this, frame);
        return;
    }
  }

  #stepSequence(frame: Frame): void {
    const found = this.scanner.peek();
    if (found.kind === '-') {
      this.scanner.next();
      frame.end = found.end;
      const next = this.kind();
      const isEmpty =
        next === '-' ||
        next === 'block-end' ||
        (frame.type === 'indentless' && (next === 'key' || next === ':'));
      if (isEmpty) this.deliver(emptyScalar(found.end));
      else this.node(true, false);
      return;
    }
    if (frame.type === 'indentless') {
      this.close(frame, frame.end);
      return;
    }
    if (found.kind === 'block-end') {
      this.scanner.next();
      this.close(frame, frame.end);
      return;
    }
    this.#stray(frame, found);
  }

  #stepMapping(frame: Frame): void {
    const found = this.scanner.peek();
    if (frame.expects === 'value') {
      if (found.kind !== ':') {
        this.deliver(emptyScalar(frame.key?.span.end ?? found.start));
        return;
      }
      this.scanner.next();
      frame.end = found.end;
      this.#blockPart(found);
      return;
    }
    if (found.kind === 'key') {
      this.scanner.next();
      this.#blockPart(found);
      return;
    }
    if (found.kind === 'block-end') {
      this.scanner.next();
      if (frame.extraEnds > 0) frame.extraEnds--;
      else this.close(frame, frame.end);
      return;
    }
    this.#stray(frame, found);
  }

  /** The node behind `?` or `:` in a block mapping. */
  #blockPart(mark: Token): void {
    const next = this.kind();
    if (next === 'key' || next === ':' || next === 'block-end') this.deliver(emptyScalar(mark.end));
    else this.node(true, true);
  }

  /** A token that does not belong into a block collection. */
  #stray(frame: Frame, found: Token): void {
    const { scanner } = this;
    const isMapping = frame.type === 'mapping';
    if (isMapping && found.kind === 'mapping-start') {
      const above = frame.pairs.at(-1);
      const key = slipKey(this.problems.text, above, found);
      if (above !== undefined && key !== undefined) this.slips.push({ above, key });
    }
    this.reportStray(found, isMapping ? 'mapping' : 'list');
    switch (found.kind) {
      case 'mapping-start':
        if (frame.type === 'mapping') {
          scanner.next();
          frame.extraEnds++;
          return;
        }
        break;
      case 'sequence-start':
      case 'scalar':
      case 'alias':
      case 'anchor':
      case 'tag':
      case '[':
      case '{':
        break;
      case ':':
        if (frame.type === 'mapping') {
          this.deliver(emptyScalar(found.start));
          return;
        }
        scanner.next();
        return;
      case 'stream-end':
      case 'document-start':
      case 'document-end':
      case 'directive':
        this.close(frame, frame.end);
        return;
      default:
        scanner.next();
        return;
    }
    frame.expects = 'nothing';
    this.node(true, false);
  }

  reportStray(found: Token, within: 'mapping' | 'list' | 'document'): void {
    if (!this.problems.hasSyntaxProblem) reportStray(this.problems, found, this.last, within);
  }
}
