import { currentMaker, html, makingFor } from '../template/html.ts'
import type { ComponentValue, TemplateContent, TemplateResult } from '../template/template-value.ts'
import { component, Component } from './component.ts'
import { appear } from './observers.ts'

/** Options of `lazy`. */
export interface LazyOptions {
  /** What stands there before: as high as what comes, so that nothing moves then. Default: nothing. */
  readonly placeholder?: TemplateContent
  /** How near it is to the view when it is loaded, in CSS pixels. Default: 0, when it comes into view. */
  readonly margin?: number
  /** Another key is another region, which is loaded when it appears. */
  readonly key?: unknown
}

interface RegionProps {
  readonly content: () => TemplateContent
  readonly placeholder: TemplateContent
  readonly margin: number
}

class LazyRegion extends Component<RegionProps> {
  hasAppeared = false

  override render(): TemplateResult {
    const { content, placeholder, margin } = this.props
    if (this.hasAppeared) return html`${content()}`
    const show = (): void => {
      this.hasAppeared = true
    }
    return html`<div ${appear(show, { margin, once: true })}>${placeholder}</div>`
  }
}

/**
 * A part of a page that is made when it comes into view, and stays from then on: what is in it mounts and loads then. Where no script
 * runs, the placeholder is all there is.
 *
 * ```ts
 * html`${lazy(() => component(Comments, { article: 7 }), { placeholder: html`<p>Comments …</p>`, margin: 200 })}`
 * ```
 */
export function lazy(content: () => TemplateContent, options: LazyOptions = {}): ComponentValue {
  const { placeholder = null, margin = 0, key } = options
  const maker = currentMaker()
  return component(LazyRegion, { content: () => makingFor(maker, content), placeholder, margin }, { key })
}
