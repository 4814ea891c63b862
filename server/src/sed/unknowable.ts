/** Ends a run whose outcome cannot be told. */
export class Unknowable extends Error {
  constructor(
    readonly reason: string,
    readonly command: number | undefined,
  ) {
    super(reason);
  }
}
