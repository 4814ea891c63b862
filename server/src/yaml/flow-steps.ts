import { emptyScalar } from './construction.ts';
import { flowProblem, reportOpenQuote } from './diagnosis.ts';
import { type Frame, resetFrame } from './frame.ts';
import type { NodeReader } from './node-reader.ts';
import type { Token } from './token.ts';

// Flow collections by the grammar of yaml/parser.py, one step at a time.

export function stepFlowSequence(reader: NodeReader, frame: Frame): void {
  const { scanner } = reader;
  if (reader.kind() === ']') {
    reader.close(frame, scanner.next().end);
    return;
  }
  if (frame.isFilled) {
    if (reader.kind() !== ',') {
      flowStray(reader, frame, scanner.peek());
      return;
    }
    scanner.next();
    frame.isFilled = false;
    if (reader.kind() === ']') {
      reader.close(frame, scanner.next().end);
      return;
    }
  }
  const found = scanner.peek();
  if (found.kind === 'key') {
    reader.open('pair', found, { tag: undefined, anchor: undefined, tagSpan: found });
    return;
  }
  if (!isNode(found)) {
    flowStray(reader, frame, found);
    return;
  }
  reader.node(false, false);
}

/** `[a: 1]`: a mapping of one pair without braces. */
export function stepPair(reader: NodeReader, frame: Frame): void {
  const { scanner } = reader;
  if (frame.pairs.length > 0) {
    reader.close(frame, frame.pairs[0]?.span.end ?? frame.end);
    return;
  }
  if (frame.expects === 'item') {
    const mark = scanner.next();
    const next = reader.kind();
    if (next === ':' || next === ',' || next === ']') reader.deliver(emptyScalar(mark.end));
    else flowPart(reader, frame);
  } else if (reader.kind() === ':') {
    const mark = scanner.next();
    frame.end = mark.end;
    const next = reader.kind();
    if (next === ',' || next === ']') reader.deliver(emptyScalar(mark.end));
    else flowPart(reader, frame);
  } else reader.deliver(emptyScalar(frame.key?.span.end ?? frame.end));
}

export function stepFlowMapping(reader: NodeReader, frame: Frame): void {
  const { scanner } = reader;
  if (frame.expects === 'value') {
    if (frame.isBare || reader.kind() !== ':') {
      reader.deliver(emptyScalar(frame.key?.span.end ?? frame.end));
      return;
    }
    const mark = scanner.next();
    const next = reader.kind();
    if (next === ',' || next === '}') reader.deliver(emptyScalar(mark.end));
    else flowPart(reader, frame);
    return;
  }
  if (reader.kind() === '}') {
    reader.close(frame, scanner.next().end);
    return;
  }
  if (frame.isFilled) {
    if (reader.kind() !== ',') {
      flowStray(reader, frame, scanner.peek());
      return;
    }
    scanner.next();
    frame.isFilled = false;
    if (reader.kind() === '}') {
      reader.close(frame, scanner.next().end);
      return;
    }
  }
  const found = scanner.peek();
  if (found.kind === 'key') {
    scanner.next();
    const next = reader.kind();
    if (next === ':' || next === ',' || next === '}') reader.deliver(emptyScalar(found.end));
    else flowPart(reader, frame);
    return;
  }
  if (!isNode(found)) {
    flowStray(reader, frame, found);
    return;
  }
  frame.isBare = true;
  reader.node(false, false);
}

function flowPart(reader: NodeReader, frame: Frame): void {
  const found = reader.scanner.peek();
  if (isNode(found)) reader.node(false, false);
  else flowStray(reader, frame, found);
}

function isNode({ kind }: Token): boolean {
  return (
    kind === 'scalar' ||
    kind === '[' ||
    kind === '{' ||
    kind === 'alias' ||
    kind === 'anchor' ||
    kind === 'tag'
  );
}

/** A token that does not belong into a flow collection. */
function flowStray(reader: NodeReader, frame: Frame, found: Token): void {
  const { scanner, problems, stack } = reader;
  const outermost = stack.findIndex(({ type }) => type === '[' || type === '{');
  const outer = stack[outermost];
  if (outer !== undefined && !outer.isBroken) {
    reportOpenQuote(problems, reader.last, found);
    const kind = flowProblem(problems.text, found, frame.isFilled);
    problems.provisional(kind, found.start, Math.max(found.end, found.start + 1));
    stack.length = outermost + 1;
    resetFrame(outer);
    scanner.restartFlow(outer.opening);
    return;
  }
  if (frame.isFilled && (isNode(found) || found.kind === 'key')) frame.isFilled = false;
  else if (found.kind === 'stream-end') reader.close(frame, found.start);
  // Only behind a key whose value is missing: the brackets are balanced here.
  else if (found.kind === ']' || found.kind === '}') reader.deliver(emptyScalar(found.start));
  else scanner.next();
}
