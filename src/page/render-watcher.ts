import type { ComponentInstance } from './component-instance.ts'

/** Is told in development what becomes of components. */
export interface RenderWatcher {
  /** After each `render`, with the state that it showed and what it gave. */
  rendered(instance: ComponentInstance, result: unknown): void
  /** It stays as it is: it is clean, and its props are the same. */
  skipped(instance: ComponentInstance): void
}
