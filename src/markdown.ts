/**
 * Markdown in templates, for texts that grow. Needs the package `markdown-it`.
 *
 * ```ts
 * import { html } from 'overwire'
 * import { markdown } from 'overwire/markdown'
 *
 * html`<article>${markdown('Some *words*, and a [link](/about).')}</article>`
 * ```
 */
export { markdown } from './view/markdown/markdown.ts'
export type { MarkdownOptions } from './view/markdown/markdown.ts'
