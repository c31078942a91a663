import type { ComponentValue, TemplateResult } from '../template/template-value.ts'
import { Component, type ComponentClass } from './component.ts'
import type { Live } from './live.ts'

/** What a layout gets. */
export interface LayoutProps {
  /** The page that is shown in it, or the next layout. It belongs into the template once. */
  readonly content: ComponentValue
}

/** A layout without state of its own. */
export type LayoutFunction = (parts: LayoutProps & { readonly live: Live }) => TemplateResult

/**
 * What stands around the pages of a group of routes. It stays as it is when the visitor goes from one of them to another.
 *
 * ```ts
 * class Shell extends Component<LayoutProps> {
 *   open = false
 *   render() {
 *     return html`<button @click=${() => (this.open = !this.open)}>Menu</button>
 *       <main>${this.props.content}</main>`
 *   }
 * }
 * ```
 */
export type Layout = ComponentClass<LayoutProps> | LayoutFunction

export function isLayoutFunction(layout: Layout): layout is LayoutFunction {
  return !('prototype' in layout && layout.prototype instanceof Component)
}

/** The component class of a layout that is a function. */
export function classOfLayout(layout: LayoutFunction): ComponentClass<LayoutProps> {
  const type = class extends Component<LayoutProps> {
    override render(): TemplateResult {
      return layout({ content: this.props.content, live: this.live })
    }
  }
  // Records of state and messages name a component by its class.
  return Object.defineProperty(type, 'name', { value: layout.name || 'Layout' })
}
