/**
 * A field that keeps what is derived or external: never stored with the state, and made again by the
 * field's initialiser when a view is restored.
 */
export abstract class Resource {
  /** Whether {@link begin} has something to do. */
  get waiting(): boolean {
    return false
  }

  /** Called once `mount` is over, and again when the view was restored elsewhere. */
  begin(): void | Promise<void> {}

  /** Called when the view starts, ahead of its own `start`. */
  started(): void {}

  /** Called when the view ends. */
  end(): void {}
}
