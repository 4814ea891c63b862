import type { Report, Reported } from '../rule.ts';

/** A finding with what it was found at, so that the same text behind several aliases is spoken of once. */
export interface Placed extends Reported {
  /** The node or pair of the text. */
  readonly at: object;
  /** Whether an alias leads there. */
  readonly copy: boolean;
}

/** Where something was found, before it is said what. */
export type Found = Omit<Placed, 'message'>;

/** Reports each mistake once: where it is written when that place is looked at, else at the first alias. */
export function reportPlaced(report: Report, findings: Iterable<Placed>): void {
  const seen = new Set<object>();
  const told = new Map<object, Set<string>>();
  const copies: Placed[] = [];
  for (const finding of findings) {
    if (finding.copy) copies.push(finding);
    else tell(finding);
  }
  for (const finding of copies) if (!seen.has(finding.at)) tell(finding);

  function tell({ at, copy, ...reported }: Placed): void {
    seen.add(at);
    // Two templates may share one text through an alias above both.
    const place = `${reported.path} ${reported.span.start} ${reported.message}`;
    const places = told.get(at) ?? new Set();
    if (places.has(place)) return;
    told.set(at, places.add(place));
    report(copy ? { ...reported, fixes: () => [] } : reported);
  }
}
