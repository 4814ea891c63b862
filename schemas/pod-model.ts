/** What the pod schema says about a value. `enum`: the values to offer. */
export type PodValueType =
  | { readonly kind: 'text'; readonly enum?: readonly string[] }
  /** A whole number. */
  | { readonly kind: 'integer' }
  | { readonly kind: 'boolean' }
  /** Text or number in the form of apimachinery's resource.Quantity. */
  | { readonly kind: 'quantity' }
  | { readonly kind: 'integer-or-text' }
  /** A mapping with the fields of the named type. */
  | { readonly kind: 'object'; readonly of: string }
  /** Any mapping. */
  | { readonly kind: 'open' }
  | { readonly kind: 'list'; readonly items: PodValueType }
  /** A mapping with free keys, such as labels. */
  | { readonly kind: 'map'; readonly values: PodValueType };

export interface PodIndex {
  /** Type name -> field name -> field; the root is `WorkerPod`. */
  readonly types: Readonly<
    Record<string, Readonly<Record<string, { readonly type: PodValueType; readonly required?: true }>>>
  >;
  /** Type name -> the shortest paths from the root to it, `*` for an index or a free key. */
  readonly places: Readonly<Record<string, readonly (readonly string[])[]>>;
}

/** Type name -> field name -> description in Kubernetes' words; the type's own under the empty name. */
export type PodDescriptions = Readonly<Record<string, Readonly<Record<string, string>>>>;
